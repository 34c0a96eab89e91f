"""The follow-up of provinces as a CSV file that opens rightly in a spreadsheet."""

import csv
import io

from django.utils.translation import gettext as _

from contest_portal.thai.shown import thai_datetime

from . import standing
from .reading import ProvinceRow

# Spreadsheets take UTF-8 for Thai only with this mark in front.
MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int


def provinces_csv(rows: list[ProvinceRow]) -> bytes:
    """A line a province, in the order of `rows`, under a line of headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_headings())
    for row in rows:
        writer.writerow([safe(cell) for cell in _cells(row)])
    return (MARK + text.getvalue()).encode()


def safe(cell: Cell) -> Cell:
    """What a spreadsheet would calculate gets an apostrophe in front (OWASP, CSV injection)."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _headings() -> list[str]:
    return [
        _("Code"), _("Province"), _("Follow-up"), _("Address"), _("The last mail"),
        _("Accepted by the relay"), _("Acknowledged"), _("Answer"), _("Receiver"), _("Position"),
        _("The province's own receipt number"), _("Kind of evidence"), _("LAOs"), _("LAOs told"),
        _("Registered"), _("Drafts"), _("Entries sent"),
    ]  # fmt: skip


def _cells(row: ProvinceRow) -> list[Cell]:
    tally = row.tally
    return [
        row.province.code, row.province.name, str(row.standing.words), *_mail(row), *_answer(row),
        tally.laos, tally.told, tally.registered, tally.drafting, tally.submitted,
    ]  # fmt: skip


def _mail(row: ProvinceRow) -> list[Cell]:
    """Address, state of the last mail, and when the letter itself was accepted."""
    if row.copy is None:
        return [""] * 3
    accepted = thai_datetime(row.mail.sent_at) if row.mail and row.mail.sent_at else ""
    return [row.copy.address, str(standing.mail_words(standing.last_mail(row.copy))), accepted]


def _answer(row: ProvinceRow) -> list[Cell]:
    said = standing.answer_of(row.copy)
    if said is None:
        return [""] * 6
    return [
        thai_datetime(said.at), said.get_answer_display(), said.name, said.position,
        said.own_number, said.get_evidence_display(),
    ]  # fmt: skip
