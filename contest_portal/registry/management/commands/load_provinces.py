"""Load the 77 provinces that the project ships."""

from django.core.management.base import BaseCommand

from contest_portal.registry import provinces


class Command(BaseCommand):
    help = "Load the 77 provinces; run again it changes nothing."

    def handle(self, *args, **options):
        self.stdout.write(f"{provinces.load()} provinces")
