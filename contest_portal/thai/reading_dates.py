"""Reading a date that a person typed or a letter carries. The year is always พ.ศ."""

import re
from datetime import date

from django.utils.translation import gettext as _

from .dates import BUDDHIST_ERA, MONTHS, SHORT_MONTHS
from .folding import unify
from .numerals import to_arabic_digits

EARLIEST_YEAR, LATEST_YEAR = 2400, 2700

_MONTH_NUMBERS = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, start=1)
}
_WRITTEN = re.compile(
    r"""(?:วัน\S*?ที่|วันที่)?\s*
        (?P<day>[0-9]{1,2})\s*
        (?P<month>[^0-9\s/-]+?)\s*
        (?:พ\.?ศ\.?)?\s*
        (?P<year>[0-9]{4})""",
    re.VERBOSE,
)
_NUMERIC = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")


def parse_thai_date(text: str) -> date:
    """๒๘ กันยายน ๒๕๖๕, 28 ก.ย. 2565, 28/9/2565. Raises ValueError in words for the person."""
    tidy = to_arabic_digits(unify(text)).strip()
    found = _WRITTEN.fullmatch(tidy) or _NUMERIC.fullmatch(tidy)
    if not found:
        raise ValueError(
            _("“%(text)s” is not a date. Write it like 28 ก.ย. 2565.") % {"text": text.strip()}
        )
    return _date(int(found["day"]), month_number(found["month"]), int(found["year"]))


def month_number(text: str) -> int:
    """9, ก.ย. and กันยายน are the ninth. Raises ValueError in words for the person."""
    name = text.replace(".", "")
    number = int(name) if name.isascii() and name.isdigit() else _MONTH_NUMBERS.get(name, 0)
    if not 1 <= number <= 12:
        raise ValueError(_("“%(text)s” is not a month.") % {"text": text})
    return number


def _date(day: int, month: int, year: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(_("Write the year in the Buddhist era, for example 2565."))
    try:
        return date(year - BUDDHIST_ERA, month, day)
    except ValueError:
        raise ValueError(
            _("%(month)s %(year)s has no day %(day)s.")
            % {"day": day, "month": MONTHS[month - 1], "year": year}
        ) from None
