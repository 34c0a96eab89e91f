"""A table: the organiser's columns, and either the organiser's rows or as many as the work has.

Stored as a list of rows, each the cells by the key of the column, of the organiser's rows with
their key under "row". Empty rows are not stored.

Rules:
* `columns`: each `key`, `words_th`, `words_en`, `type` ("text" or "number"), `unit_th`, `unit_en`,
  for numbers `min`, `max`, `decimals`, and `goes_with`: the key of a column that asks for this one.
* `rows`: each `key`, `words_th`, `words_en`. Without them rows are numbered: `row_th`, `row_en`
  ("ขั้นที่") and `most_rows`.
* `compare`: pairs of columns, before and after. Of numbered rows the sums are compared, and of a
  text column how many rows have something; of the organiser's rows each row.
* `means`: by column, or by "row.column", what the sum or the cell means (FormField.Means).
"""

import re
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.editions.models import FormField, in_language

from . import table_sums
from .kind import Kind, Printed, Unclear, Value, one_line, text_of
from .number import grouped, number_problem, plain_number, unit_of
from .table_rules import breaks, most_rows, wrong
from .widgets import Grid

SPARE_ROWS = 2
FEWEST_ROWS = 3


class Table(Kind):
    rule_names = frozenset({"columns", "rows", "row_th", "row_en", "most_rows", "compare", "means"})
    template = "questions/table.html"

    def sent(self, field: FormField, data: Mapping[str, str], name: str) -> Value | None:
        """Cells are named name.row.column, the row a number from 1 or the key of a row."""
        if f"{name}.asked" not in data:
            return None
        cell = re.compile(rf"{re.escape(name)}\.([0-9]{{1,3}}|[-\w]{{1,40}})\.([-\w]{{1,40}})")
        rows: dict[str, dict[str, str]] = {}
        for found in filter(None, map(cell.fullmatch, data)):
            rows.setdefault(found[1], {})[found[2]] = data[found[0]]
        if field.rules.get("rows"):
            return [{"row": key, **cells} for key, cells in rows.items()]
        numbered = sorted((int(key), cells) for key, cells in rows.items() if key.isdecimal())
        return [cells for _number, cells in numbered]

    def tidy(self, field: FormField, typed: Value) -> Value:
        rows = [row for row in typed if isinstance(row, dict)] if isinstance(typed, list) else []
        if field.rules.get("rows"):
            by_key = {row["row"]: row for row in rows if isinstance(row.get("row"), str)}
            kept = [
                {"row": row["key"], **_cells(field, by_key[row["key"]])}
                for row in field.rules["rows"] if row["key"] in by_key
            ]  # fmt: skip
        else:
            kept = [_cells(field, row) for row in rows]
        return [row for row in kept if any(row.get(key) for key in _keys(field))] or ""

    def read(self, field: FormField, tidied: Value) -> Value:
        """Numbers in their stored form; cells that cannot be read stay as typed."""
        numbers = {column["key"] for column in columns_of(field) if column["type"] == "number"}
        return [
            {key: _number(cell) if key in numbers else cell for key, cell in row.items()}
            for row in tidied
        ] or ""

    def problem(self, field: FormField, value: Value) -> str:
        if not value:
            return ""
        if len(value) > most_rows(field.rules):
            most = most_rows(field.rules)
            return ngettext("At most %(most)s row.", "At most %(most)s rows.", most) % {
                "most": most
            }
        return next(filter(None, _problems(field, value)), "")

    def length(self, value: Value) -> int:
        return sum(len(cell) for row in value for cell in row.values())

    def meanings(self, field: FormField, value: Value) -> dict[str, Value]:
        return table_sums.meanings(field.rules, value) if value else {}

    def printed(self, field: FormField, value: Value) -> Printed:
        if not value:
            return ""
        return {
            "columns": [heading(column) for column in columns_of(field)],
            "numbers": [column["type"] == "number" for column in columns_of(field)],
            "rows": [
                {"words": row_words(field, row, number),
                 "cells": [row.get(key, "") for key in _keys(field)]}
                for number, row in enumerate(value, start=1)
            ],
            "changes": [
                change.words() for change in table_sums.changes(field.rules, value)
                if change.before or change.after
            ],
        }  # fmt: skip

    def words(self, printed: Printed) -> str:
        """One line a row: "ขั้นที่ 1 – เดิมทำอะไร: …; นาที: 45"."""
        if not printed:
            return ""
        lines = [
            f"{row['words']} – "
            + "; ".join(f"{column}: {cell}" for column, _is_number, cell in row["cells"] if cell)
            for row in self.rows(printed)
        ]
        return "\n".join([*lines, *printed["changes"]])

    def rows(self, printed: Printed) -> list[dict]:
        """Each with `words` and `cells` of (column, whether a number, what stands there)."""
        columns, numbers = printed["columns"], printed["numbers"]
        return [
            {"words": row["words"],
             "cells": [
                 (column, is_number, grouped(cell) if is_number else cell)
                 for column, is_number, cell in zip(columns, numbers, row["cells"], strict=True)
             ]}
            for row in printed["rows"]
        ]  # fmt: skip

    def control(self, field: FormField, value: Value) -> forms.Field:
        return forms.Field(widget=Grid(grid_of(field, value or [])), initial=value)

    def wrong_rules(self, field: FormField) -> str:
        return super().wrong_rules(field) or wrong(field.rules)

    def breaks_answers(self, before: FormField, after: FormField) -> str:
        return breaks(before.rules, after.rules)


def columns_of(field: FormField) -> list[dict]:
    return field.rules.get("columns", [])


def heading(column: dict) -> str:
    return in_language(column["words_th"], column.get("words_en", ""))


def row_words(field: FormField, row: dict, number: int) -> str:
    """What stands at the beginning of a row, numbered from 1 where the organiser named none."""
    for named in field.rules.get("rows", []):
        if named["key"] == row.get("row"):
            return in_language(named["words_th"], named.get("words_en", ""))
    prefix = in_language(field.rules.get("row_th", ""), field.rules.get("row_en", ""))
    return f"{prefix} {number}".strip()


def grid_of(field: FormField, rows: list[dict]) -> dict:
    """What the control draws."""
    named = field.rules.get("rows")
    by_key = {row.get("row"): row for row in rows}
    if named:
        drawn = [(row["key"], by_key.get(row["key"], {"row": row["key"]})) for row in named]
    else:
        number = max(len(rows), min(max(len(rows) + SPARE_ROWS, FEWEST_ROWS),
                                    most_rows(field.rules)))  # fmt: skip
        padded = rows + [{}] * (number - len(rows))
        drawn = [(str(place), row) for place, row in enumerate(padded, start=1)]
    return {
        "columns": [
            {"key": column["key"], "words": heading(column), "unit": unit_of(column),
             "is_number": column["type"] == "number"}
            for column in columns_of(field)
        ],
        "rows": [
            {"key": key, "words": row_words(field, row, number),
             "cells": [(column, _cell_shown(column, row)) for column in _drawn(field)]}
            for number, (key, row) in enumerate(drawn, start=1)
        ],
        "grows": not named,
        "most_rows": most_rows(field.rules),
        "row_prefix": in_language(field.rules.get("row_th", ""), field.rules.get("row_en", "")),
        "changes": table_sums.changes(field.rules, rows),
    }  # fmt: skip


def _drawn(field: FormField) -> list[dict]:
    return [
        {"key": column["key"], "words": heading(column), "is_number": column["type"] == "number",
         "options": column.get("options", []), "lang": column.get("lang", "")}
        for column in columns_of(field)
    ]  # fmt: skip


def _cell_shown(column: dict, row: dict) -> str:
    cell = row.get(column["key"], "")
    return grouped(cell) if column["is_number"] else cell


def _keys(field: FormField) -> list[str]:
    return [column["key"] for column in columns_of(field)]


def _cells(field: FormField, row: dict) -> dict[str, str]:
    return {
        column["key"]: (one_line if column["type"] == "number" else text_of)(
            row.get(column["key"], "")
        )
        for column in columns_of(field)
    }


def _number(cell: str) -> str:
    try:
        return plain_number(cell) if cell else ""
    except Unclear:
        return cell


def _problems(field: FormField, rows: list[dict]):
    """What is wrong, cell by cell, each named by its row."""
    for number, row in enumerate(rows, start=1):
        words = row_words(field, row, number)
        for column in columns_of(field):
            cell = row.get(column["key"], "")
            if column["type"] == "number" and (wrong := number_problem(column, cell)):
                yield f"{words}, {heading(column)}: {wrong}"
            if not cell and _is_needed(field, column, row):
                yield _("%(row)s: fill in “%(column)s” too.") % {
                    "row": words, "column": heading(column),
                }  # fmt: skip


def _is_needed(field: FormField, column: dict, row: dict) -> bool:
    """In a row that was begun: every cell of the organiser's rows; else what goes with another."""
    if field.rules.get("rows"):
        return True
    return bool(row.get(column.get("goes_with", "")))
