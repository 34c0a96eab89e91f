"""The supervisor: starts programs one after another, keeps them running, stops them in reverse."""

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from launcher.children import Child
from launcher.trouble import Trouble

REQUESTS = (signal.SIGINT, signal.SIGTERM)
TICK = 0.1  # seconds between two looks
START_LIMIT = 90.0  # seconds until a program must work


class Supervisor:
    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.started: list[Child] = []
        self.asked_to_stop = False

    def run(self, when_ready: Callable[[], None]) -> None:
        """Returns after SIGINT or SIGTERM; raises Trouble when a program cannot be kept running."""
        before = {asked: signal.signal(asked, self._note_request) for asked in REQUESTS}
        try:
            self._start()
            if not self.asked_to_stop:
                when_ready()
            self._watch()
        finally:
            self._stop()
            for asked, handler in before.items():
                signal.signal(asked, handler)

    def _note_request(self, _signal: int, _frame: FrameType | None) -> None:
        """Only a note: an exception from here could lose a child between fork and book-keeping."""
        self.asked_to_stop = True

    def _start(self) -> None:
        for child in self.children:
            if self.asked_to_stop:
                return
            self.started.append(child)
            child.start()
            self._wait_for(child)

    def _wait_for(self, child: Child) -> None:
        limit = time.monotonic() + START_LIMIT
        while not (self.asked_to_stop or child.is_ready()):
            if time.monotonic() > limit:
                raise Trouble(
                    f"{child.program.name} did not come up in {START_LIMIT:.0f} seconds;"
                    f" the end of its log:\n{child.last_lines()}"
                )
            self._tend()

    def _watch(self) -> None:
        while not self.asked_to_stop:
            self._tend()

    def _tend(self) -> None:
        for child in self.started:
            child.tend()
        time.sleep(TICK)

    def _stop(self) -> None:
        for child in reversed(self.started):
            child.stop()
