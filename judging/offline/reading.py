"""Reading a table back: from the bytes of a file to what was filled in, and what cannot be read."""

import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID
from zipfile import BadZipFile

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from contest_portal.refusals import NotAllowed
from contest_portal.thai.numerals import to_arabic_digits
from judging.models import NOT_APPLICABLE, TOP_MARK, Criterion, Round, Sheet
from judging.sheets.forms import COMMENT_LENGTH, REMARK_LENGTH
from submissions.checking import offices
from submissions.checking.archives import open_archive
from submissions.checking.kinds import XLSX
from submissions.checking.refusing import Refused

from . import table

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 20_000
COLUMNS = 8
LETTERS = "ABCDEFGH"
NOT_APPLICABLE_WORDS = frozenset({"n/a", "na", "-", "ประเมินไม่ได้", "cannot be assessed"})
VERDICT_WORDS = {
    "ผ่าน": Sheet.Verdict.PASS, "pass": Sheet.Verdict.PASS, "p": Sheet.Verdict.PASS,
    "ไม่ผ่าน": Sheet.Verdict.FAIL, "fail": Sheet.Verdict.FAIL, "f": Sheet.Verdict.FAIL,
    "ไม่แน่ใจ": Sheet.Verdict.UNSURE, "unsure": Sheet.Verdict.UNSURE, "u": Sheet.Verdict.UNSURE,
    "": "",
}  # fmt: skip

# What openpyxl raises for files that are damaged or not what they say.
UNREADABLE = (
    BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, TypeError, AttributeError,
    OSError, EOFError, SyntaxError, zlib.error,
)  # fmt: skip

Cell = str | int | float | None
Rows = list[list[Cell]]


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be read; `row` as the spreadsheet program counts, from 1."""

    row: int
    column: str
    words: str


@dataclass
class Filled:
    """What the table says of one sheet. Keys that have no row are left as they stand."""

    sheet: UUID
    version: int
    row: int
    marks: dict[str, int | str | None] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    comment: str | None = None
    verdict: str | None = None
    is_readable: bool = True
    has_one_version: bool = True


def rows_of(content: bytes) -> Rows:
    """The cells of the first page below the headings. Raises NotAllowed for any other file."""
    if len(content) > MOST_BYTES:
        raise NotAllowed(
            _("The file is larger than 2 MB."), next_step=_("Choose the table from this page.")
        )
    try:
        _refuse_tricks(content)
    except Refused as failure:
        raise _no_table() from failure
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        page = book.worksheets[0]
        rows = page.iter_rows(min_row=2, max_row=MOST_ROWS + 1, max_col=COLUMNS, values_only=True)
        return [[_plain(cell) for cell in row] for row in rows]
    except UNREADABLE as failure:
        raise _no_table() from failure


def _no_table() -> NotAllowed:
    return NotAllowed(
        _("This file cannot be read as a table."),
        next_step=_("Choose the XLSX file that you downloaded here and filled in."),
    )


def _refuse_tricks(content: bytes) -> None:
    """As for every Office file that people send: no bombs, macros or entities. openpyxl keeps every
    text of the file in memory, so it may not unfold to much either. Raises Refused."""
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        kind, _warnings = offices.inspect(Path(file.name))
    if kind is not XLSX:
        raise Refused("not_office")
    with open_archive(io.BytesIO(content), len(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
            raise Refused("bomb")


def as_text(rows: Rows) -> str:
    """For the page that asks before anything is saved."""
    return json.dumps(rows, ensure_ascii=False)


def from_text(text: str) -> Rows:
    """The same rows back. Raises NotAllowed where the text is none of ours."""
    try:
        rows = json.loads(text)
    except ValueError:
        rows = None
    if not isinstance(rows, list) or len(rows) > MOST_ROWS or not all(map(_is_row, rows)):
        raise NotAllowed(_("The page was not sent whole."), next_step=_("Upload the file again."))
    return rows


def read(rows: Rows, round_: Round) -> tuple[list[Filled], list[Problem]]:
    """What was filled in by sheet, and every cell that cannot be read."""
    criteria = {each.key: each for each in round_.criteria.all()}
    reading = _Reading({} if round_.kind == Round.Kind.QUALIFYING else criteria)
    for number, row in enumerate(rows, start=2):
        if any(cell not in (None, "") for cell in row):
            reading.take(number, [*row, *[None] * (COLUMNS - len(row))])
    return list(reading.found.values()), reading.problems


class _Reading:
    def __init__(self, criteria: dict[str, Criterion]) -> None:
        self.criteria = criteria
        self.found: dict[UUID, Filled] = {}
        self.problems: list[Problem] = []
        self.seen: set[tuple[UUID, str]] = set()

    def take(self, number: int, row: Sequence[Cell]) -> None:
        sheet = self._sheet(number, row)
        if sheet is None:
            return
        before = len(self.problems)
        self._fill(sheet, number, row)
        sheet.is_readable = sheet.is_readable and len(self.problems) == before

    def _sheet(self, number: int, row: Sequence[Cell]) -> Filled | None:
        """Whose row it is; None, with the problem noted, where that cannot be told."""
        try:
            name, version = UUID(str(row[table.SHEET])), int(str(row[table.VERSION]))
        except ValueError:
            words = _("The sheet's name or version was changed. Download the table again.")
            self._note(number, table.SHEET, words)
            return None
        sheet = self.found.setdefault(name, Filled(name, version, number))
        if sheet.version != version and sheet.has_one_version:
            self._note(number, table.VERSION, _("The rows of this sheet have two versions."))
            sheet.has_one_version = sheet.is_readable = False
        return sheet

    def _fill(self, sheet: Filled, number: int, row: Sequence[Cell]) -> None:
        key = str(row[table.KEY] or "")
        if (sheet.sheet, key) in self.seen:
            self._note(number, table.KEY, _("This row stands in the table twice."))
            return
        self.seen.add((sheet.sheet, key))
        words = _words(row[table.WORDS])
        if key == table.VERDICT and not self.criteria:
            self._fill_verdict(sheet, number, row[table.MARK], words)
        elif key == table.COMMENT and self.criteria:
            sheet.comment = self._short(number, words, COMMENT_LENGTH)
            if _words(row[table.MARK]):
                self._note(number, table.MARK, _("A comment has no mark."))
        elif key in self.criteria:
            self._fill_mark(sheet, number, self.criteria[key], row[table.MARK], words)
        else:
            self._note(number, table.KEY, _("This round has no such criterion."))

    def _fill_verdict(self, sheet: Filled, number: int, cell: Cell, words: str) -> None:
        said = _words(cell).lower()
        if said not in VERDICT_WORDS:
            wrong = _("“%(cell)s” is no verdict: write ผ่าน, ไม่ผ่าน or ไม่แน่ใจ.")
            self._note(number, table.MARK, wrong % {"cell": _words(cell)[:40]})
            return
        sheet.verdict = str(VERDICT_WORDS[said])
        sheet.comment = self._short(number, words, COMMENT_LENGTH)

    def _fill_mark(
        self, sheet: Filled, number: int, criterion: Criterion, cell: Cell, words: str
    ) -> None:
        try:
            sheet.marks[criterion.key] = mark_in(cell)
        except ValueError:
            wrong = _("“%(cell)s” is no mark: write 0 to 10, “%(na)s”, or nothing.")
            facts = {"cell": _words(cell)[:40], "na": table.not_applicable()}
            self._note(number, table.MARK, wrong % facts)
        if criterion.remark_below is not None:
            sheet.remarks[criterion.key] = self._short(number, words, REMARK_LENGTH)
        elif words:
            wrong = _("This criterion takes no remark: write it in the row of the comment.")
            self._note(number, table.WORDS, wrong)

    def _short(self, number: int, words: str, most: int) -> str:
        if len(words) > most:
            wrong = _("Too long: at most %(most)d characters.")
            self._note(number, table.WORDS, wrong % {"most": most})
        return words

    def _note(self, number: int, column: int, words: str) -> None:
        self.problems.append(Problem(number, LETTERS[column], words))


def mark_in(cell: Cell) -> int | str | None:
    """0 to 10, NOT_APPLICABLE, or None for an empty cell. Raises ValueError for anything else."""
    text = to_arabic_digits(_words(cell)).lower()
    if not text:
        return None
    if text in NOT_APPLICABLE_WORDS:
        return NOT_APPLICABLE
    if text.endswith(".0"):  # how some programs write whole numbers
        text = text.removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= TOP_MARK):
        raise ValueError(text)
    return int(text)


def _words(cell: Cell) -> str:
    return "" if cell is None else str(cell).replace("\r\n", "\n").strip()


def _plain(cell: object) -> Cell:
    """Dates and the like become words, which are then no marks."""
    is_plain = cell is None or (isinstance(cell, (str, int, float)) and not isinstance(cell, bool))
    return cell if is_plain else str(cell)  # type: ignore[return-value]


def _is_row(row: object) -> bool:
    return isinstance(row, list) and len(row) <= COLUMNS and all(map(_is_cell, row))


def _is_cell(cell: object) -> bool:
    return cell is None or (isinstance(cell, (str, int, float)) and not isinstance(cell, bool))
