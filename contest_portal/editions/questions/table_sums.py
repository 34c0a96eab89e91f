"""What a table's answer adds up to: before and after, and what the sums mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from contest_portal.editions.models import in_language

from .kind import Unclear
from .number import plain_number, unit_of


@dataclass(frozen=True)
class Change:
    """From one column to another: `about` says of what, `row` which row, "" for all together."""

    about: str
    before: Decimal
    after: Decimal
    columns: tuple[str, str]
    row: str = ""

    def words(self) -> str:
        """นาที: 205 → 11 ลดลง 194 (95 %)"""
        return f"{self.about}: {self.before:,} → {self.after:,} {self.difference()}"

    def difference(self) -> str:
        less = self.before - self.after
        if not less:
            return _("no change")
        said = _("%(number)s less") if less > 0 else _("%(number)s more")
        words = said % {"number": f"{abs(less):,}"}
        return f"{words} ({percent(less, self.before)} %)" if self.before else words


def percent(part: Decimal, whole: Decimal) -> Decimal:
    return (abs(part) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)


def changes(rules: dict, rows: list[dict]) -> list[Change]:
    """The comparisons that the rules ask for, of the organiser's rows as far as both sides are."""
    return list(_changes(rules, rows))


def _changes(rules: dict, rows: list[dict]) -> Iterator[Change]:
    columns = {column["key"]: column for column in rules.get("columns", [])}
    for first, second in rules.get("compare", []):
        if not rules.get("rows"):
            before, after = (measure(columns[key], rows) for key in (first, second))
            about = unit_of(columns[first]) or _words(columns[first])
            yield Change(about, before, after, (first, second))
            continue
        for named in rules["rows"]:
            cells = next((row for row in rows if row.get("row") == named["key"]), {})
            was, now = (_number(cells.get(key, "")) for key in (first, second))
            if was is not None and now is not None:
                yield Change(_words(named), was, now, (first, second), named["key"])


def measure(column: dict, rows: list[dict]) -> Decimal:
    """The sum of a column of numbers; of a column of text, how many rows have some."""
    cells = [row.get(column["key"], "") for row in rows]
    if column["type"] != "number":
        return Decimal(sum(bool(cell) for cell in cells))
    return sum(filter(None, map(_number, cells)), Decimal(0))


def meanings(rules: dict, rows: list[dict]) -> dict[str, str]:
    """What sums and cells mean, as numbers in text."""
    found = {place: _value(rules, rows, place) for place in rules.get("means", {})}
    return {rules["means"][place]: value for place, value in found.items() if value}


def _value(rules: dict, rows: list[dict], place: str) -> str:
    row, _point, key = place.rpartition(".")
    column = next(column for column in rules["columns"] if column["key"] == key)
    if not row:
        return f"{measure(column, rows):f}" if any(each.get(key) for each in rows) else ""
    return next((each.get(key, "") for each in rows if each.get("row") == row), "")


def _number(cell: str) -> Decimal | None:
    try:
        return Decimal(plain_number(cell)) if cell else None
    except Unclear:
        return None


def _words(named: dict) -> str:
    return in_language(named["words_th"], named.get("words_en", ""))
