"""Plan reminders, mend the outbox, with --drain send what is due. Needs no Celery nor Redis."""

from django.core.management.base import BaseCommand, CommandParser

from contest_portal import clock
from notifications import circulars, outbox, reminders, sweeping


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drain", action="store_true", help="send what is due, too")
        parser.add_argument("--seconds", type=float, default=outbox.DRAIN_SECONDS)

    def handle(self, *args, drain: bool, seconds: float, **options) -> None:
        reminders.plan(at=clock.now())
        waiting = sweeping.sweep()
        self.stdout.write(f"{waiting} due")
        if drain:
            ends = outbox.drain(seconds=seconds)
            circulars.close_finished()
            self.stdout.write(", ".join(f"{count} {end}" for end, count in ends.items()) or "-")
