"""Import main mailboxes of provinces and LAOs from a CSV file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from contest_portal.registry import contacts


class Command(BaseCommand):
    help = "Import main mailboxes: columns province or lao (a code), address, source (optional)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args, **options) -> None:
        try:
            outcome = contacts.import_file(options["file"])
        except contacts.Unusable as refusal:
            raise CommandError(
                f"Nothing was changed. Correct these lines and run it again:\n{refusal}"
            ) from refusal
        self.stdout.write(
            f"added {outcome.added}, changed {outcome.changed}, unchanged {outcome.unchanged}"
        )
