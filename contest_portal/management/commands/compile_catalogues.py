"""Compile the catalogues without GNU gettext."""

from django.conf import settings
from django.core.management.base import BaseCommand

from contest_portal import catalogues


class Command(BaseCommand):
    help = "Compile the translation catalogues."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        count = catalogues.compile_all(settings.BASE_DIR)
        self.stdout.write(f"{count} catalogues compiled")
