"""Print whom one can sign in as."""

import unicodedata

from django.core.management.base import BaseCommand

from contest_portal.accounts.models import User
from contest_portal.demonstration.people import PASSWORD, PEOPLE

HEADINGS = ("บทบาท (role)", "อีเมล (e-mail)", "รหัสผ่าน (password)")


class Command(BaseCommand):
    help = "Print the accounts of the demonstration as a table."

    def handle(self, *args, **options) -> None:
        present = set(User.objects.values_list("email", flat=True))
        rows = [(demo.capacity, demo.email, PASSWORD) for demo in PEOPLE if demo.email in present]
        if rows:
            self.stdout.write(table([HEADINGS, *rows]))


def table(rows: list[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell, on a terminal that draws Thai marks above letters."""
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def columns(text: str) -> int:
    """Terminal columns: vowels and tone marks above or below a consonant take none."""
    return sum(unicodedata.category(character) != "Mn" for character in text)
