"""What a person typed, read as what the question asks for.

`read` gives the form that is stored: text without controls, ASCII numbers, ISO dates. Reading a
stored value again gives the same value. What cannot be read is kept as typed and explained.
"""

import re
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.editions.models import FormField
from contest_portal.thai.counting import grapheme_count
from contest_portal.thai.folding import clean_text
from contest_portal.thai.numerals import to_arabic_digits
from contest_portal.thai.reading_dates import (
    BUDDHIST_ERA,
    EARLIEST_YEAR,
    LATEST_YEAR,
    parse_thai_date,
)

LONGEST_TEXT = 20_000
LONGEST_ADDRESS = 2_000
NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,4})?")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
SURROGATES = re.compile("[\ud800-\udfff]")
COUNTED = {FormField.Type.TEXT, FormField.Type.LONG_TEXT}

is_web_address = URLValidator(schemes=["http", "https"])


class Unclear(ValueError):
    """The typed text is not what the question asks for; says what to write instead."""


def tidy(field: FormField, typed: str) -> str:
    """The typed text as it may be kept, whatever it says."""
    text = clean_text(SURROGATES.sub("", typed)).strip()
    return text if field.type == FormField.Type.LONG_TEXT else " ".join(text.split())


def read(field: FormField, text: str) -> str:
    """The stored form of a tidy text; "" stays "". Raises Unclear."""
    reader = READERS.get(field.type)
    return reader(field, text) if text and reader else text


def is_too_long(text: str) -> bool:
    return len(text) > LONGEST_TEXT


def problem(field: FormField, value: str) -> str:
    """Why a kept value could not be submitted, in words for the person; "" where it could."""
    try:
        read(field, value)
    except Unclear as unclear:
        return str(unclear)
    return _over_budget(field, value) if field.type in COUNTED else ""


def _over_budget(field: FormField, value: str) -> str:
    over = grapheme_count(value) - (field.budget or LONGEST_TEXT)
    if over <= 0:
        return ""
    return ngettext(
        "%(over)s character too long. Shorten it to %(budget)s.",
        "%(over)s characters too long. Shorten it to %(budget)s.",
        over,
    ) % {"over": f"{over:,}", "budget": f"{field.budget or LONGEST_TEXT:,}"}


def too_long_words() -> str:
    return _("Too long to keep: at most %(most)s characters. Shorten it, then save again.") % {
        "most": f"{LONGEST_TEXT:,}"
    }


def _read_number(field: FormField, text: str) -> str:
    digits = re.sub(r"[,\s]", "", to_arabic_digits(text))
    if not NUMBER.fullmatch(digits):
        raise Unclear(
            _("Write a number from 0 up, for example 45: no minus sign, at most 15 digits.")
        )
    return f"{Decimal(digits).normalize():f}"


def _read_date(field: FormField, text: str) -> str:
    iso = ISO_DATE.fullmatch(to_arabic_digits(text))
    try:
        return (_iso_date(*map(int, iso.groups())) if iso else parse_thai_date(text)).isoformat()
    except ValueError as error:
        if iso:
            raise Unclear(_("That day does not exist. Write it like 28 ก.ย. 2565.")) from error
        raise Unclear(str(error)) from error


def _iso_date(year: int, month: int, day: int) -> date:
    """Either era: no contest asks about the 25th century."""
    return date(year - BUDDHIST_ERA if EARLIEST_YEAR <= year <= LATEST_YEAR else year, month, day)


def _read_choice(field: FormField, text: str) -> str:
    if text not in {choice["key"] for choice in field.choices}:
        raise Unclear(_("Choose one of the answers."))
    return text


def _read_address(field: FormField, text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        is_web_address(address)
    except ValidationError as error:
        raise Unclear(_("Write a web address that begins with https://")) from error
    if len(address) > LONGEST_ADDRESS:
        raise Unclear(_("This address is too long. Write a shorter one."))
    return address


READERS = {
    FormField.Type.NUMBER: _read_number,
    FormField.Type.DATE: _read_date,
    FormField.Type.CHOICE: _read_choice,
    FormField.Type.URL: _read_address,
}
