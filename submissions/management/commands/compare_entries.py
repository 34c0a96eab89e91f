"""./portal manage compare_entries: what the background does each minute, now and to the end."""

from django.core.management.base import BaseCommand

from contest_portal import clock
from contest_portal.editions.models import Edition
from submissions.radar import pairing


class Command(BaseCommand):
    help = "Compares entries that were submitted and not compared yet with all others."

    def handle(self, **options) -> None:
        edition = Edition.objects.current()
        compared = pairs = 0
        while edition and (done := pairing.refresh(edition, at=clock.now())).compared:
            compared, pairs = compared + done.compared, pairs + done.pairs
        self.stdout.write(f"{compared} compared, {pairs} resemblances written.")
