"""A stored answer in the words a person reads, as plain text: for versions and what differs."""

from datetime import date

from contest_portal.editions.models import FormField
from contest_portal.thai.shown import thai_date


def of(field: FormField, value: object) -> str:
    """Dates in words, the words of a choice, and what cannot be read as it was typed."""
    if field.type == FormField.Type.DATE:
        return _day(str(value))
    if field.type == FormField.Type.CHOICE:
        return {choice["key"]: choice["words_th"] for choice in field.choices}.get(value, value)
    return str(value)


def _day(text: str) -> str:
    try:
        return thai_date(date.fromisoformat(text))
    except ValueError:
        return text
