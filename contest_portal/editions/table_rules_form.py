"""What the organiser fills in about a table: columns, rows, and what is compared."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import FormField
from .questions.table_rules import MOST_COLUMNS, MOST_ROWS
from .rows_field import RowsField, column

TYPES = [("text", _("Text")), ("number", _("Number"))]
SIDES = [
    ("", "–"), ("b1", _("before, first pair")), ("a1", _("after, first pair")),
    ("b2", _("before, second pair")), ("a2", _("after, second pair")),
]  # fmt: skip
PLACES = [("", "–"), *((str(place), str(place)) for place in range(1, MOST_COLUMNS + 1))]
MEANS = [("", "–"), *FormField.Means.choices]
NUMBER_RULES = ("min", "max", "decimals")


class TableRules(forms.Form):
    columns = RowsField(
        [column("words_th", "หัวคอลัมน์ ภาษาไทย", "Heading in Thai"),
         column("words_en", "ภาษาอังกฤษ", "In English", lang="en"),
         column("type", "ชนิด", "Type", options=TYPES),
         column("unit_th", "หน่วย", "Unit"),
         column("side", "เทียบก่อนและหลัง", "Compared", options=SIDES),
         column("goes_with", "ต้องกรอกคู่กับคอลัมน์ที่", "Goes with column", options=PLACES),
         column("means", "ผลรวมหมายถึง", "The sum means", options=MEANS)],
        row_th="คอลัมน์ที่", row_en="Column", most=MOST_COLUMNS, label=_("Columns"),
    )  # fmt: skip
    rows = RowsField(
        [column("words_th", "ชื่อแถว ภาษาไทย", "Row in Thai"),
         column("words_en", "ภาษาอังกฤษ", "In English", lang="en")],
        row_th="แถวที่", row_en="Row", most=MOST_ROWS, label=_("Rows that you name"),
        help_text=_("Leave all empty where people add their own rows."),
    )  # fmt: skip
    row_th = forms.CharField(
        max_length=40, required=False, label=_("What people's own rows are called, in Thai"),
        help_text=_("For example ขั้นที่"),
    )  # fmt: skip
    row_en = forms.CharField(max_length=40, required=False, label=_("The same in English"))
    most_rows = forms.IntegerField(
        min_value=1, max_value=MOST_ROWS, required=False, label=_("At most how many rows"),
        widget=forms.TextInput(attrs={"class": "in-s num", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write a whole number in digits.")},
    )  # fmt: skip

    @classmethod
    def initial_of(cls, question: FormField) -> dict:
        rules = question.rules
        columns = rules.get("columns", [])
        return {
            **{name: rules.get(name) for name in ("rows", "row_th", "row_en", "most_rows")},
            "columns": [_row_of(each, columns, rules) for each in columns],
        }

    def apply(self, question: FormField, *, is_answered: bool) -> None:
        filled, before = self.cleaned_data, question.rules
        present = before.get("columns", [])
        keys = _keys(present, filled["columns"])
        named = [row for row in filled["rows"] if row["words_th"]]
        row_keys = _keys(before.get("rows", []), filled["rows"])
        rules = {
            "columns": [
                _column(row, key, keys, present) for row, key in zip(filled["columns"], keys,
                strict=True) if row["words_th"]
            ],
            "compare": _pairs(filled["columns"], keys),
            "means": {
                key: row["means"] for row, key in zip(filled["columns"], keys, strict=True)
                if row["means"] and row["words_th"]
            },
            "rows": [
                {"key": key, **{name: words for name, words in row.items() if words}}
                for row, key in zip(filled["rows"], row_keys, strict=True)
                if row["words_th"]
            ],
        }  # fmt: skip
        if not named:
            rules |= {name: filled[name] for name in ("row_th", "row_en", "most_rows")}
        elif "." in "".join(before.get("means", {})):
            rules["means"] = before["means"]  # of single cells: set in the edition's file
        question.rules = {name: value for name, value in rules.items() if value}


def _keys(present: list[dict], rows: list[dict]) -> list[str]:
    """A key by place: the present one's, or a new one."""
    known = [each["key"] for each in present]
    new = [f"k{secrets.token_hex(3)}" for _row in rows[len(known) :]]
    return (known + new)[: len(rows)]


def _row_of(each: dict, columns: list[dict], rules: dict) -> dict:
    keys = [other["key"] for other in columns]
    sides = {
        key: f"{side}{number}"
        for number, pair in enumerate(rules.get("compare", []), start=1)
        for side, key in zip("ba", pair, strict=True)
    }
    goes_with = each.get("goes_with")
    return {
        **{name: each.get(name, "") for name in ("words_th", "words_en", "type", "unit_th")},
        "side": sides.get(each["key"], ""),
        "goes_with": str(keys.index(goes_with) + 1) if goes_with in keys else "",
        "means": rules.get("means", {}).get(each["key"], ""),
    }


def _column(row: dict, key: str, keys: list[str], present: list[dict]) -> dict:
    """What the form does not show of a present column stays as it is."""
    before = next((each for each in present if each["key"] == key), {})
    place = int(row["goes_with"]) - 1 if row["goes_with"] in dict(PLACES[1:]) else len(keys)
    unit_th = row["unit_th"]
    made = {
        **before,
        "key": key, "words_th": row["words_th"], "words_en": row["words_en"],
        "type": "number" if row["type"] == "number" else "text", "unit_th": unit_th,
        "unit_en": before.get("unit_en", "") if unit_th == before.get("unit_th") else unit_th,
        "goes_with": keys[place] if place < len(keys) else "",
    }  # fmt: skip
    return {name: value for name, value in made.items() if value not in ("", None)}


def _pairs(rows: list[dict], keys: list[str]) -> list[list[str]]:
    at = {row["side"]: key for row, key in zip(rows, keys, strict=True) if row["words_th"]}
    return [
        [at[f"b{number}"], at[f"a{number}"]] for number in "12"
        if f"b{number}" in at and f"a{number}" in at
    ]  # fmt: skip
