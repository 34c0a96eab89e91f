"""One long-running process: started, watched, started again when it dies, and stopped."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from launcher.orphans import die_with_parent
from launcher.places import CHECKOUT, shown
from launcher.progress import say
from launcher.trouble import Trouble

DEATHS_ALLOWED = 5
DEATHS_WINDOW = 60.0  # seconds
TAIL_LINES = 15


@dataclass(frozen=True)
class Program:
    """What to run and how to know that it works."""

    name: str
    command: Sequence[str]
    is_ready: Callable[[], bool] = lambda: True
    grace: float = 10.0  # seconds between asking it to stop and making it stop
    death_signal: signal.Signals = signal.SIGKILL  # what it gets when the supervisor is killed


@dataclass
class Child:
    """A program and its process of the moment. Each has a process group of its own, so that
    Ctrl-C in the terminal reaches the supervisor alone and leftovers can be swept by group."""

    program: Program
    env: Mapping[str, str]
    log: Path
    inherited: tuple[int, ...] = ()  # file descriptors that stay open in the process
    pause: float = 1.0  # seconds between its death and its next start
    process: subprocess.Popen | None = None
    start_at: float = 0.0
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS_ALLOWED))

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.program.command,
                cwd=CHECKOUT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.inherited,
                start_new_session=True,
                preexec_fn=die_with_parent(self.program.death_signal),
            )

    def tend(self) -> None:
        """Notice a death, and start again after the pause. Raises Trouble after too many deaths."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
        elif self.process.poll() is not None:
            self._mourn(self.process)

    def is_ready(self) -> bool:
        return self.process is not None and self.process.poll() is None and self.program.is_ready()

    def stop(self) -> None:
        """Ask, wait, then make sure of the whole group."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.program.grace)
        _sweep(self.process)
        self.process = None

    def last_lines(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-TAIL_LINES:])

    def _mourn(self, process: subprocess.Popen) -> None:
        now = time.monotonic()
        _sweep(process)
        self.process = None
        self.start_at = now + self.pause
        self.deaths.append(now)
        if len(self.deaths) == DEATHS_ALLOWED and now - self.deaths[0] < DEATHS_WINDOW:
            raise Trouble(
                f"{self.program.name} stopped {DEATHS_ALLOWED} times within a minute;"
                f" the end of {shown(self.log)}:\n{self.last_lines()}"
            )
        say(f"{self.program.name} stopped ({_ending(process.returncode)}); starting it again.")


def _sweep(process: subprocess.Popen) -> None:
    """Kill what is left of the group, so that no grandchild keeps a port or a file."""
    with suppress(ProcessLookupError, PermissionError):  # macOS forbids where Linux finds nobody
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
