"""Publish results that are due, plan reminders, mend the outbox, with --drain send what is due.

Needs no Celery nor Redis.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from signal import SIGTERM, signal
from threading import Event

from django.core.management.base import BaseCommand, CommandParser

from contest_portal import clock
from judging.results import embargo
from notifications import sweeping
from notifications.circulars import issuing
from notifications.mailing import outbox
from notifications.reminding import reminders


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drain", action="store_true", help="send what is due, too")
        parser.add_argument("--seconds", type=float, default=outbox.DRAIN_SECONDS)

    def handle(self, *args, drain: bool, seconds: float, **options) -> None:
        embargo.publish_due(at=clock.now())
        reminders.plan(at=clock.now())
        waiting = sweeping.sweep()
        self.stdout.write(f"{waiting} due")
        if drain:
            with told_to_end() as is_enough:
                ends = outbox.drain(seconds=seconds, is_enough=is_enough)
            issuing.close_finished()
            self.stdout.write(", ".join(f"{count} {end}" for end, count in ends.items()) or "-")


@contextmanager
def told_to_end() -> Iterator[Callable[[], bool]]:
    """Whether SIGTERM came. Meanwhile it ends nothing: what the relay has begun to take is
    finished, so that nobody gets a mail twice because a machine was restarted."""
    told = Event()
    before = signal(SIGTERM, lambda *_details: told.set())
    try:
        yield told.is_set
    finally:
        signal(SIGTERM, before)
