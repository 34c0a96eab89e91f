"""A line between a browser and the portal that a test may cut: a small relay on this machine."""

import contextlib
import socket
import threading
import time
from enum import Enum


class State(Enum):
    WHOLE = "whole"
    CUT = "cut"  # whoever calls is turned away at once
    SILENT = "silent"  # whoever calls is heard by nobody


class Line:
    """`Line(port)` listens on a port of its own and passes everything on to the given one.

    `bytes_a_second` holds for each connection and direction.
    """

    def __init__(self, to: int, *, bytes_a_second: float = float("inf")) -> None:
        self._to = to
        self._bytes_a_second = bytes_a_second
        self._state = State.WHOLE
        self._ends: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://localhost:{self._listener.getsockname()[1]}"

    def __enter__(self) -> "Line":
        self._threads = [self._begin(self._listen)]
        return self

    def __exit__(self, *exc: object) -> None:
        self._state = State.CUT
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._hang_up()
        for thread in self._threads:
            thread.join(timeout=10)
        self._hang_up()

    def cut(self, state: State = State.CUT) -> None:
        self._state = state
        self._hang_up()

    def mend(self) -> None:
        self._state = State.WHOLE
        self._hang_up()

    def _hang_up(self) -> None:
        for end in list(self._ends):
            self._close(end)

    def _begin(self, work, *facts: socket.socket) -> threading.Thread:
        thread = threading.Thread(target=work, args=facts, daemon=True)
        thread.start()
        return thread

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._answer(self._listener.accept()[0])

    def _answer(self, caller: socket.socket) -> None:
        if self._state is State.CUT:
            caller.close()
            return
        self._ends.add(caller)
        if self._state is State.WHOLE:
            self._connect(caller)

    def _connect(self, caller: socket.socket) -> None:
        try:
            portal = socket.create_connection(("127.0.0.1", self._to))
        except OSError:  # the portal is down
            self._close(caller)
            return
        self._ends.add(portal)
        for ends in ((caller, portal), (portal, caller)):
            self._threads.append(self._begin(self._pass_on, *ends))

    def _pass_on(self, giver: socket.socket, taker: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while self._state is State.WHOLE and (some := giver.recv(65536)):
                taker.sendall(some)
                time.sleep(len(some) / self._bytes_a_second)
        for end in (giver, taker):
            self._close(end)

    def _close(self, end: socket.socket) -> None:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
        self._ends.discard(end)
