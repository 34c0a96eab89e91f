"""Running a verb in a process of its own that is killed at a chosen step.

Its steps are its SQL statements, then the moment before the commit, then the moment after.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

Verb = Callable[[], object]

DIED = -signal.SIGKILL


class _Steps:
    """Counts steps; kills its own process at step `kill_at`, if that is ever reached."""

    def __init__(self, kill_at: int | None) -> None:
        self.kill_at = kill_at
        self.count = 0

    def take(self) -> None:
        self.count += 1
        if self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute, sql, params, many, context):
        self.take()
        return execute(sql, params, many, context)

    @contextmanager
    def watching(self) -> Iterator[None]:
        plain_commit = connection.commit

        def commit() -> None:
            self.take()
            plain_commit()
            self.take()

        connection.commit = commit
        with connection.execute_wrapper(self.statement):
            yield
        del connection.commit


def run(verb: Verb, *, kill_at: int | None = None) -> tuple[int, int]:
    """The exit status of the process (DIED when it was killed) and how many steps it took."""
    connection.close()  # parent and child must not share one
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _live_and_die(verb, kill_at, writing)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as report:
        steps = int(report.read() or 0)
    return os.waitstatus_to_exitcode(status), steps


def _live_and_die(verb: Verb, kill_at: int | None, writing: int) -> None:
    """The child's whole life: it never returns into the test."""
    steps = _Steps(kill_at)
    try:
        with steps.watching():
            verb()
        os.write(writing, str(steps.count).encode())
    finally:
        os._exit(0 if steps.count else 1)
