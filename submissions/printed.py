"""Answers of a snapshot as people read them: on paper, beside a criterion, in a comparison."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from contest_portal.editions.models import FormField
from contest_portal.thai import shown


@dataclass(frozen=True)
class Table:
    """A table answer: its columns' names, and rows of cells."""

    head: list[str]
    rows: list[list[str]]


def of(answer: dict) -> str | list[str] | Table:
    """The value of one answer of a snapshot in the reader's language; "" where it is blank."""
    value = answer["value"]
    if answer["type"] == FormField.Type.DATE:
        return _day(value)
    if answer["type"] == FormField.Type.NUMBER:
        return _number(value)
    return value


def as_text(answer: dict) -> str:
    """The same on lines, for comparing and for searching."""
    value = of(answer)
    if isinstance(value, Table):
        return "\n".join(" | ".join(row) for row in value.rows)
    return value if isinstance(value, str) else "\n".join(value)


def _day(value: str) -> str:
    try:
        return shown.thai_date(date.fromisoformat(value))
    except ValueError:
        return value


def _number(value: str) -> str:
    try:
        return f"{Decimal(value):,}" if value else ""
    except InvalidOperation:
        return value
