"""Seal what happened, then work the whole chain out again and say where it does not fit."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from contest_portal import clock
from contest_portal.audit import sealing

SHOWN = 20


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", action="append", default=[], metavar="POSITION:HEAD",
            help="a head that was kept elsewhere, as in the daily mail; may be given many times",
        )  # fmt: skip

    def handle(self, *args, anchor: list[str], **options) -> None:
        sealing.seal_all()
        report = sealing.verify(dict(map(_parsed, anchor)), at=clock.machine_now())
        for problem in report.problems[:SHOWN]:
            self.stderr.write(str(problem))
        if report.problems:
            raise CommandError(f"The audit was tampered with. Places: {len(report.problems)}")
        self.stdout.write(
            f"{report.sealed} events are as they were sealed\n{report.sealed}:{report.head}"
        )


def _parsed(anchor: str) -> tuple[int, str]:
    position, colon, head = anchor.partition(":")
    if not (colon and position.isdigit() and len(head) == len(sealing.GENESIS)):
        raise CommandError(f"{anchor!r} is not POSITION:HEAD, as the daily mail gives it.")
    return int(position), head
