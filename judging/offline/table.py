"""The table as a workbook: which columns it has, and writing it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import xlsxwriter
from django.utils.translation import gettext as _

from contest_portal import clock
from contest_portal.accounts.models import User
from judging.models import NOT_APPLICABLE, Criterion, Mark, Round, Sheet
from judging.rounds.paper import Paper, paper_of

# Columns by their place: number, title, criterion, mark, words, and what the portal needs back.
NUMBER, TITLE, CRITERION, MARK, WORDS, SHEET, KEY, VERSION = range(8)
COMMENT, VERDICT = "*comment", "*verdict"  # in place of a criterion's key, which has no asterisk
WIDTHS = (12, 40, 36, 14, 50, 38, 16, 8)
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
SHEET_NAME = "sheets"


@dataclass(frozen=True)
class Own:
    """A sheet with what stands on it: marks by the criterion's key."""

    sheet: Sheet
    paper: Paper
    marks: dict[str, int | str]


def own_sheets(user: User, round_: Round) -> list[Own]:
    """Everything of the judge in the round that is not signed, in the order of scoring."""
    visible = Sheet.objects.visible_to(user).in_round(round_).unsigned()
    sheets = list(visible.for_reading().in_scoring_order())
    given: dict = {sheet.pk: {} for sheet in sheets}
    for mark in Mark.objects.filter(sheet__in=sheets).select_related("criterion"):
        given[mark.sheet_id][mark.criterion.key] = mark.given
    return [Own(sheet, paper_of(sheet), given[sheet.pk]) for sheet in sheets]


def not_applicable() -> str:
    """How “cannot be assessed” is written in a cell."""
    return _("Cannot be assessed")


def headings() -> list[str]:
    return [
        _("Entry"), _("Title"), _("Criterion"), _("Mark"), _("Remark or comment"),
        _("Sheet (leave it)"), _("Key (leave it)"), _("Version (leave it)"),
    ]  # fmt: skip


def workbook(user: User, round_: Round) -> bytes:
    """XLSX. Only the cells to fill in are unlocked; the lock has no password and guards slips."""
    file = io.BytesIO()
    criteria = list(round_.criteria.all())
    with xlsxwriter.Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"created": clock.now().replace(tzinfo=None)})
        page = book.add_worksheet(SHEET_NAME)
        bold = book.add_format({"bold": True, "text_wrap": True})
        open_cell = book.add_format({"locked": False, "text_wrap": True, "bg_color": "#FFF8E1"})
        plain = book.add_format({"text_wrap": True})
        page.write_row(0, 0, headings(), bold)
        number = 0
        for own in own_sheets(user, round_):
            for row in _rows(own, round_, criteria):
                number += 1
                for column, cell in enumerate(row):
                    is_open = column in (MARK, WORDS)
                    page.write(number, column, cell, open_cell if is_open else plain)
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)
        page.freeze_panes(1, 1)
        page.protect("", {"format_columns": True, "format_rows": True, "sort": False})
    return file.getvalue()


def _rows(own: Own, round_: Round, criteria: list[Criterion]) -> Iterator[list]:
    if round_.kind == Round.Kind.QUALIFYING:
        verdict = own.sheet.get_verdict_display()
        yield _row(own, _("Does the entry go on?"), verdict, own.sheet.comment, VERDICT)
        return
    for each in criteria:
        words = own.sheet.remarks.get(each.key, "")
        yield _row(own, each.title, mark_cell(own.marks.get(each.key)), words, each.key)
    yield _row(own, _("Comment"), "", own.sheet.comment, COMMENT)


def _row(own: Own, asked: str, mark: int | str, words: str, key: str) -> list:
    return [
        own.paper.number, own.paper.title, asked, mark, words, str(own.sheet.pk), key,
        own.sheet.version,
    ]  # fmt: skip


def mark_cell(given: int | str | None) -> int | str:
    if given is None:
        return ""
    return not_applicable() if given == NOT_APPLICABLE else given
