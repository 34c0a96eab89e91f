"""Move the clock of a demonstration."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contest_portal.demonstration.timekeeping import move_clock
from contest_portal.refusals import NotAllowed


class Command(BaseCommand):
    help = "Let contest time go on from a moment such as 2022-10-05T23:00; Bangkok time if unsaid."

    def add_arguments(self, parser) -> None:
        parser.add_argument("moment")
        parser.add_argument("--rate", type=float, default=1.0, help="contest seconds a real second")

    def handle(self, *, moment: str, rate: float, **options) -> None:
        if not 0 <= rate <= 1_000_000:
            raise CommandError("The rate must lie between 0 and 1000000.")
        try:
            move_clock(_aware(moment), by=None, rate=rate)
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Contest time goes on from {moment}")


def _aware(moment: str) -> datetime:
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError as error:
        raise CommandError(f"{moment} is not a moment such as 2022-10-05T23:00.") from error
    return parsed if parsed.tzinfo else timezone.make_aware(parsed)
