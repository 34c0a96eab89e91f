"""Load sample LAOs to the real counts, and sample mailboxes of the provinces."""

from django.core.management.base import BaseCommand, CommandError

from contest_portal.refusals import NotAllowed
from contest_portal.registry import provinces, samples


class Command(BaseCommand):
    help = "Load sample LAOs (marked ตัวอย่าง) and province mailboxes, for trying the portal out."

    def handle(self, *args, **options) -> None:
        provinces.load()
        try:
            laos = samples.load_sample_laos()
        except NotAllowed as refusal:
            raise CommandError(f"{refusal.reason} {refusal.next_step}") from refusal
        contacts = samples.load_sample_contacts()
        self.stdout.write(f"{laos} sample LAOs and {contacts} mailboxes of provinces added")
