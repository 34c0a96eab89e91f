"""The follow-up of provinces as a file for a spreadsheet: CSV, and XLSX."""

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from contest_portal import clock
from contest_portal.thai.shown import thai_datetime

from . import standing
from .matrix import ProvinceRow

# Spreadsheets take UTF-8 for Thai only with this mark in front.
MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

LONGEST_SHEET_NAME = 31
WIDTHS = {1: 20, 2: 24, 3: 36, 4: 44, 8: 28, 9: 28}  # of columns with more than a number or a date
USUAL_WIDTH = 18
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Cell = str | int


def provinces_csv(rows: list[ProvinceRow]) -> bytes:
    """A line a province, in the order of `rows`, under a line of headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_headings())
    for row in rows:
        writer.writerow([safe(cell) for cell in _cells(row)])
    return (MARK + text.getvalue()).encode()


def provinces_xlsx(rows: list[ProvinceRow]) -> bytes:
    """The same table. Its cells are typed, so that nothing in it is ever calculated or followed."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"created": clock.now().replace(tzinfo=None)})
        sheet = book.add_worksheet(_("Follow-up by province")[:LONGEST_SHEET_NAME])
        headings = _headings()
        sheet.write_row(0, 0, headings, book.add_format({"bold": True, "text_wrap": True}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, _cells(row))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
        for column in range(len(headings)):
            sheet.set_column(column, column, WIDTHS.get(column, USUAL_WIDTH))
    return file.getvalue()


def safe(cell: Cell) -> Cell:
    """What a spreadsheet would calculate gets an apostrophe in front (OWASP, CSV injection)."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _headings() -> list[str]:
    return [
        _("Code"), _("Province"), _("Follow-up"), _("By the plan"),
        _("Address"), _("The last mail"), _("Accepted by the relay"),
        _("Acknowledged"), _("Answer"), _("Receiver"), _("Position"),
        _("The province's own receipt number"), _("To whom it was forwarded"),
        _("Kind of evidence"),
        _("LAOs"), _("LAOs told"), _("Registered"), _("Drafts"), _("Entries sent"),
        _("LAOs that entered"),
    ]  # fmt: skip


def _cells(row: ProvinceRow) -> list[Cell]:
    tally = row.tally
    return [
        row.province.code, row.province.name, str(row.standing.words),
        row.owed.words if row.owed else "", *_mail(row), *_answer(row),
        tally.laos, tally.told, tally.registered, tally.drafting, tally.submitted, tally.entrants,
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
        return [""] * 7
    return [
        thai_datetime(said.at), said.get_answer_display(), said.name, said.position,
        said.own_number, said.passed_to, said.get_evidence_display(),
    ]  # fmt: skip
