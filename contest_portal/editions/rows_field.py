"""A form field of several rows, drawn and read like a table question; rows keep their places."""

from django import forms

from .models import FormField
from .questions.kind import Value, one_line
from .questions.table import Table, grid_of
from .questions.widgets import Grid


class RowsWidget(Grid):
    def __init__(self, question: FormField) -> None:
        super().__init__({})
        self.question = question

    def facts(self, value: Value) -> dict:
        return grid_of(self.question, value or [])

    def value_from_datadict(self, data, files, name: str) -> Value:
        return Table().sent(self.question, data, name)


class RowsField(forms.Field):
    """Its value: a list of rows, each its cells by column. Empty rows in between stay."""

    def __init__(self, columns: list[dict], *, row_th: str, row_en: str, most: int,
                 **kwargs) -> None:  # fmt: skip
        rules = {"columns": columns, "row_th": row_th, "row_en": row_en, "most_rows": most}
        self.columns = columns
        question = FormField(type=FormField.Type.TABLE, rules=rules)
        super().__init__(widget=RowsWidget(question), required=False, **kwargs)

    def clean(self, value: Value) -> list[dict[str, str]]:
        keys = [column["key"] for column in self.columns]
        return [{key: one_line(row.get(key, ""))[:300] for key in keys} for row in value or []]


def column(key: str, words_th: str, words_en: str, **more) -> dict:
    return {"key": key, "type": "text", "words_th": words_th, "words_en": words_en, **more}
