"""A date of the Buddhist era in three fields: day, month, year.

Stored as "2021-01-15", or "2021-01" where the question asks for a month. What cannot be read is
kept as it was typed: {"day": "31", "month": "2", "year": "2564"}.

Rules: `precision` is "day" (the default) or "month" (the day may be left out).
"""

import re
from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField
from contest_portal.thai import shown
from contest_portal.thai.dates import BUDDHIST_ERA
from contest_portal.thai.numerals import to_arabic_digits
from contest_portal.thai.reading_dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    month_number,
    parse_thai_date,
)

from .kind import Kind, Printed, Unclear, Value, one_line
from .widgets import DateParts

PARTS = ("day", "month", "year")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
LONGEST_DATE = 60
CHRISTIAN_YEARS = range(1900, 2158)


class Date(Kind):
    rule_names = frozenset({"precision"})
    template = "questions/date.html"

    def sent(self, field: FormField, data: Mapping[str, str], name: str) -> Value | None:
        found = {part: data[f"{name}.{part}"] for part in PARTS if f"{name}.{part}" in data}
        return found or super().sent(field, data, name)

    def tidy(self, field: FormField, typed: Value) -> Value:
        if isinstance(typed, dict):
            parts = {part: one_line(typed.get(part, "")) for part in PARTS}
            return parts if any(parts.values()) else ""
        text = one_line(typed)
        try:
            self.read(field, text[:LONGEST_DATE])
        except Unclear:
            return {"day": "", "month": "", "year": text}
        return text

    def read(self, field: FormField, tidied: Value) -> str:
        if not tidied:
            return ""
        if isinstance(tidied, dict):
            return _read_parts(tidied, month_is_enough=_month_is_enough(field))
        return _read_text(to_arabic_digits(tidied), month_is_enough=_month_is_enough(field))

    def length(self, value: Value) -> int:
        return sum(map(len, value.values())) if isinstance(value, dict) else len(value)

    def meanings(self, field: FormField, value: Value) -> dict[str, Value]:
        return super().meanings(field, value) if isinstance(value, str) else {}

    def printed(self, field: FormField, value: Value) -> Printed:
        return _as_typed(value) if isinstance(value, dict) else value

    def words(self, printed: Printed) -> str:
        """15 มกราคม 2564, or มกราคม 2564; what cannot be read stays."""
        is_month = ISO_MONTH.fullmatch(printed)
        try:
            day = date.fromisoformat(f"{printed}-01" if is_month else printed)
        except ValueError:
            return printed
        return shown.thai_month(day) if is_month else shown.thai_date(day)

    def control(self, field: FormField, value: Value) -> forms.Field:
        parts = value if isinstance(value, dict) else _parts_of(value)
        return forms.Field(widget=DateParts(), initial=parts)

    def wrong_rules(self, field: FormField) -> str:
        if field.rules.get("precision", "day") not in ("day", "month"):
            return _("A date is asked to the day or to the month.")
        return super().wrong_rules(field)


def _month_is_enough(field: FormField) -> bool:
    return field.rules.get("precision") == "month"


def _read_parts(parts: dict, *, month_is_enough: bool) -> str:
    day, month, year = (to_arabic_digits(parts[part]) for part in PARTS)
    if year and not (day or month) and not year.isdigit():
        return _read_text(year, month_is_enough=month_is_enough)
    missing = [
        words
        for words, text in ((_("day"), day or month_is_enough), (_("month"), month),
                            (_("year"), year))
        if not text
    ]  # fmt: skip
    if missing:
        raise Unclear(_("Write the %(parts)s too.") % {"parts": ", ".join(missing)})
    return _iso(_number(day, _("day")) if day else None, _month(month), _year(year))


def _read_text(text: str, *, month_is_enough: bool) -> str:
    if found := ISO_DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _iso(day, month, _of_either_era(year))
    if month_is_enough and (found := ISO_MONTH.fullmatch(text)):
        year, month = map(int, found.groups())
        return _iso(None, month, _of_either_era(year))
    try:
        return parse_thai_date(text).isoformat()
    except ValueError as error:
        raise Unclear(str(error)) from error


def _of_either_era(year: int) -> int:
    """In the Christian era: no contest asks about the 25th century."""
    return year - BUDDHIST_ERA if EARLIEST_YEAR <= year <= LATEST_YEAR else year


def _number(text: str, part: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Unclear(_("Write the %(part)s as a number.") % {"part": part})
    return int(text)


def _month(text: str) -> int:
    try:
        return month_number(text)
    except ValueError as error:
        raise Unclear(str(error)) from error


def _year(text: str) -> int:
    """The year of the Christian era. A year that looks like one is told how to be written."""
    year = _number(text, _("year"))
    if year in CHRISTIAN_YEARS:
        raise Unclear(
            _("%(year)s looks like a year of the Christian era. Write พ.ศ. %(buddhist)s.")
            % {"year": year, "buddhist": year + BUDDHIST_ERA}
        )
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unclear(_("Write the year in the Buddhist era, for example 2565."))
    return year - BUDDHIST_ERA


def _iso(day: int | None, month: int, year: int) -> str:
    try:
        found = date(year, month, day or 1)
    except ValueError as error:
        raise Unclear(_("That day does not exist. Write it like 28 ก.ย. 2565.")) from error
    return found.isoformat() if day else f"{found:%Y-%m}".rjust(7, "0")


def _parts_of(value: str) -> dict[str, str]:
    """A stored date as it stands in its three fields."""
    found = ISO_DAY.fullmatch(value) or ISO_MONTH.fullmatch(value)
    if not found:
        return {"day": "", "month": "", "year": value}
    year, month, *day = map(int, found.groups())
    return {
        "day": str(day[0]) if day else "", "month": str(month), "year": str(year + BUDDHIST_ERA),
    }  # fmt: skip


def _as_typed(parts: dict) -> str:
    return " ".join(filter(None, (parts[part] for part in PARTS)))
