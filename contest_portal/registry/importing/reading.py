"""From bytes to rows: UTF-8, RFC 4180, a header, one width."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from contest_portal.thai.folding import clean_text, fold, unify

from .problems import Nonsense, Problem, Problems, Refused


@dataclass(frozen=True)
class Row:
    """One record; `line` is where it begins in the file."""

    line: int
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        """The cell with one spelling and single spaces. Raises Nonsense for control characters."""
        text = self.cells[column]
        if text != clean_text(text) or "\n" in text or "\t" in text:
            raise Nonsense(_("%(column)s holds a control character.") % {"column": column})
        return " ".join(unify(text).split())


@dataclass(frozen=True)
class Table:
    name: str
    digest: str
    columns: frozenset[str]
    rows: list[Row]

    def lacks(self, columns: tuple[str, ...]) -> list[str]:
        return [column for column in columns if column not in self.columns]


def read_table(path: Path, *, columns: tuple[str, ...]) -> Table:
    """Cells come under the names in `columns` however the header spells them. Raises Refused."""
    content = _content(path)
    reader = csv.reader(io.StringIO(_text(content, path.name), newline=""), strict=True)
    problems = Problems(path.name)
    records = _records(reader, problems)
    header = _header(next(records, (1, []))[1], columns)
    with problems.at(1):
        _refuse_twice_named(header, columns)
    rows = []
    for line, cells in records:
        with problems.at(line):
            rows.append(_row(line, cells, header))
    problems.refuse_if_any()
    if not rows:
        raise Refused([Problem(1, _("The file has no rows."), path.name)])
    return Table(path.name, sha256(content).hexdigest(), frozenset(header), rows)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        words = _("%(file)s cannot be read: %(reason)s.")
        raise Refused([Problem(0, words % {"file": path, "reason": error.strerror})]) from error


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        words = _("The file is not UTF-8. Save it as “CSV UTF-8” and try again.")
        raise Refused([Problem(line, words, name)]) from error


def _records(reader, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the line it begins on."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            words = _("This is not CSV (%(reason)s).") % {"reason": error}
            problems.found.append(Problem(line, words, problems.file))
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _header(cells: list[str], columns: tuple[str, ...]) -> list[str]:
    by_fold = {fold(column): column for column in columns}
    return [by_fold.get(fold(cell), cell.strip()) for cell in cells]


def _refuse_twice_named(header: list[str], columns: tuple[str, ...]) -> None:
    for column in columns:
        if header.count(column) > 1:
            raise Nonsense(_("The column %(name)s stands twice.") % {"name": column})


def _row(line: int, cells: list[str], header: list[str]) -> Row:
    if len(cells) != len(header):
        raise Nonsense(
            _("The line has %(found)s columns; the header has %(wanted)s.")
            % {"found": len(cells), "wanted": len(header)}
        )
    return Row(line, dict(zip(header, cells, strict=True)))
