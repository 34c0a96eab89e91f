"""Write docs/permissions.md from the table in roles.py."""

from django.conf import settings
from django.core.management.base import BaseCommand

from contest_portal.accounts.permission_page import written

PAGE = settings.BASE_DIR / "docs" / "permissions.md"


class Command(BaseCommand):
    help = "Write docs/permissions.md from contest_portal/accounts/roles.py."

    def handle(self, *args, **options) -> None:
        PAGE.write_text(written(), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} written")
