"""Add the messages that code and templates use to the Thai catalogues."""

from django.conf import settings
from django.core.management.base import BaseCommand

from contest_portal import catalogues


class Command(BaseCommand):
    help = "Add new messages to the Thai catalogues, empty; says how many want a translation."

    def add_arguments(self, parser) -> None:
        parser.add_argument("apps", nargs="*", default=list(catalogues.CATALOGUED_APPS))

    def handle(self, *args, **options) -> None:
        for app in options["apps"]:
            missing = catalogues.update(settings.BASE_DIR, app)
            self.stdout.write(f"{app}: {missing} without Thai")
