"""Having submissions.checking look into files: processes with limits, without our secrets."""

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from submissions.checking.limits import WALL_SECONDS

MOST_ANSWER = 64 * 1024  # bytes
PAGES_AT_ONCE = 20

logger = logging.getLogger(__name__)


def check(file: Path, pictures: Path, accepted: list[str]) -> dict:
    """What was found; {"refused": word} where the file cannot be kept."""
    return _found(_prepared.ask("check", str(file), str(pictures), ",".join(accepted)))


def draw_more(file: Path, pictures: Path, *, drawn: int, to_draw: int) -> int:
    """Draw the next pages of a PDF; returns how many have a picture then.

    The same number again means that the next page cannot be drawn.
    """
    last = min(drawn + PAGES_AT_ONCE, to_draw)
    found = _found(_prepared.ask("draw", str(file), str(pictures), str(drawn + 1), str(last)))
    return found.get("drawn", drawn)


def _found(answer: bytes) -> dict:
    """A child that died of the file, or took too long over it, has told us enough about it."""
    found = json.loads(answer) if answer else {"failed": "it ended without an answer"}
    if "failed" in found:
        logger.warning("A file check ended early: %s", found["failed"])
        return {"refused": "too_heavy"}
    return found


class Prepared:
    """The process that forks one for each file, started when it is needed and not there.

    It ends when this process does: its orders come from a socket that is closed then.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen | None = None
        self.orders: socket.socket | None = None

    def ask(self, *order: str) -> bytes:
        """The answer in JSON; empty where the child for this order died or took too long."""
        answer, process = self._asked(order)
        if not answer and process.poll() is not None:  # not the child, and not because of the file
            answer, _process = self._asked(order)
        return answer

    def _asked(self, order: tuple[str, ...]) -> tuple[bytes, subprocess.Popen]:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            with self.lock:
                process = self._running()
                with suppress(ConnectionError):  # it has just ended
                    socket.send_fds(self.orders, [json.dumps(order).encode()], [theirs.fileno()])
            theirs.close()
            return _read(ours), process

    def _running(self) -> subprocess.Popen:
        if self.process is None or self.process.poll() is not None:
            self.close()
            self.process, self.orders = _start()
        return self.process

    def close(self) -> None:
        """End the process; what it has forked already goes its own way."""
        if self.process is not None and self.orders is not None:
            self.orders.close()
            self.process.terminate()
            self.process.wait()


def _read(answer: socket.socket) -> bytes:
    answer.settimeout(WALL_SECONDS + 5)  # the child ends itself before
    try:
        with answer.makefile("rb") as lines:
            return lines.read(MOST_ANSWER)
    except (TimeoutError, ConnectionError):
        return b""


def _start() -> tuple[subprocess.Popen, socket.socket]:
    """It gets no secret from our environment."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    command = [sys.executable, "-m", "submissions.checking", "serve"]
    with theirs:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdin=theirs, stdout=subprocess.DEVNULL
        )
    return process, ours


_prepared = Prepared()
atexit.register(_prepared.close)
