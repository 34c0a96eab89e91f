"""Answers of a snapshot as people read them: on paper, beside a criterion, in a comparison."""

from dataclasses import dataclass

from contest_portal.editions.models import FormField
from contest_portal.editions.questions import KINDS, words


@dataclass(frozen=True)
class Table:
    """A table answer: its columns' names, rows of cells, and what they add up to."""

    head: list[str]
    rows: list[list[str]]
    sums: list[str]


def of(answer: dict) -> str | list[str] | Table:
    """The value of one answer of a snapshot in the reader's language; "" where it is blank."""
    value = answer["value"]
    if answer["type"] == FormField.Type.TABLE and value:
        rows = KINDS[FormField.Type.TABLE].rows(value)
        cells = [[row["words"], *(cell for _head, _number, cell in row["cells"])] for row in rows]
        return Table(["", *value["columns"]], cells, value["changes"])
    if isinstance(value, list):
        return value
    return words(answer["type"], value)


def as_text(answer: dict) -> str:
    """The same on lines, for comparing and for searching."""
    value = of(answer)
    if isinstance(value, Table):
        return "\n".join([*(" | ".join(row) for row in value.rows), *value.sums])
    return value if isinstance(value, str) else "\n".join(value)
