"""One step of the set-up: a command that runs to its end, with its output in var/logs/setup.log."""

import fcntl
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from launcher.places import CHECKOUT, SETUP_LOCK, SETUP_LOG, shown
from launcher.progress import say
from launcher.trouble import Trouble, diagnosis

LONGEST_LOG = 2_000_000  # bytes
LONGEST_CAUSE = 200  # characters


def run_step(
    title: str, command: Sequence[str], *, env: Mapping[str, str], patience: str = ""
) -> None:
    """Raises Trouble, with the likely cause and the name of the log, when the command fails."""
    say(f"{title} … {patience}".rstrip())
    code, output = _run_logged(command, env=env)
    if code:
        cause = diagnosis(output) or last_words(output) or f"exit code {code}"
        raise Trouble(f"{title} failed: {cause.rstrip('.')}. Details: {shown(SETUP_LOG)}")


def last_words(output: str) -> str:
    """Where a failure is unknown, the last line is often its name."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1][:LONGEST_CAUSE] if lines else ""


@contextmanager
def one_setup_at_a_time() -> Iterator[None]:
    """Two commands started together must not build the same folder."""
    SETUP_LOCK.parent.mkdir(parents=True, exist_ok=True)
    with SETUP_LOCK.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another ./portal to finish its set-up …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run_logged(command: Sequence[str], *, env: Mapping[str, str]) -> tuple[int, str]:
    SETUP_LOG.parent.mkdir(parents=True, exist_ok=True)
    mode = "wb" if SETUP_LOG.exists() and SETUP_LOG.stat().st_size > LONGEST_LOG else "ab"
    with SETUP_LOG.open(mode) as log:
        log.write(f"\n$ {shlex.join(command)}\n".encode())
        log.flush()
        start = log.tell()
        code = subprocess.run(
            command, cwd=CHECKOUT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        ).returncode
    return code, SETUP_LOG.read_bytes()[start:].decode(errors="replace")
