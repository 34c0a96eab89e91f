"""Bring the register up to date from our tidy CSV or from the file DLA publishes."""

from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from contest_portal.refusals import NotAllowed
from contest_portal.registry.importing import Decisions, Refused, import_registry
from contest_portal.registry.importing.reporting import complaint, report


class Command(BaseCommand):
    help = "Import the register of LAOs. A file with one nonsensical line changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="laos.csv, or the CSV that DLA publishes")
        parser.add_argument("--amphoes", type=Path, help="the CSV of districts, loaded first")
        parser.add_argument(
            "--same", metavar="OLD=NEW", type=_pair, action="append", default=[],
            help="the LAO with the code OLD is the one with the code NEW",
        )  # fmt: skip
        parser.add_argument(
            "--apart", metavar="OLD=NEW", type=_pair, action="append", default=[],
            help="they are two: OLD disappeared and NEW was added",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="report only")

    def handle(self, *args, **options):
        try:
            outcome = import_registry(
                options["file"],
                amphoes=options["amphoes"],
                decisions=Decisions(tuple(options["same"]), tuple(options["apart"])),
                dry_run=options["dry_run"],
            )
        except Refused as refused:
            raise CommandError("\n".join(complaint(refused))) from refused
        except NotAllowed as refusal:
            raise CommandError(f"{refusal.reason} {refusal.next_step}") from refusal
        self.stdout.write("\n".join(report(outcome)))


def _pair(text: str) -> tuple[str, str]:
    old, _equals, new = text.partition("=")
    if not (old and new):
        raise ArgumentTypeError(f"{text!r} must be OLD=NEW")
    return old, new
