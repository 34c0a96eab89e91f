"""Fill the portal with the demonstration's edition, organisations and people."""

from django.core.management.base import BaseCommand, CommandError

from contest_portal.demonstration import loading
from contest_portal.refusals import NotAllowed


class Command(BaseCommand):
    help = "Load the demonstration; running it again adds only what is missing."

    def handle(self, *args, **options) -> None:
        try:
            loading.load()
        except NotAllowed as refusal:
            raise CommandError(f"{refusal} {refusal.next_step}".strip()) from refusal
        self.stdout.write("The demonstration is loaded")
