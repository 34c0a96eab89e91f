"""Controls of more than one input. What they send is put together by the type's `sent`."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from contest_portal.thai.shown import month_name


class Drawn(forms.Widget):
    """A group of inputs that a template of ours draws. Its first input has the control's id."""

    use_fieldset = True
    template = ""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer=None) -> SafeString:
        facts = {"name": name, "id": (attrs or {}).get("id", name), **self.facts(value)}
        facts["described_by"] = (attrs or {}).get("aria-describedby", "")
        facts["invalid"] = (attrs or {}).get("aria-invalid", "")
        return render_to_string(self.template, facts)

    def facts(self, value: Any) -> dict:
        return {"value": value}


class DateParts(Drawn):
    """วัน / เดือน / พ.ศ., each with its own field. A month that is none stays choosable."""

    template = "questions/controls/date.html"

    def facts(self, value: Any) -> dict:
        parts = value or {"day": "", "month": "", "year": ""}
        months = [(str(number), _month_label(number)) for number in range(1, 13)]
        if parts["month"] and parts["month"] not in dict(months):
            months.append((parts["month"], parts["month"]))
        return {"parts": parts, "months": months}


def _month_label(number: int) -> str:
    return f"{number} {month_name(number)}"


class Options(Drawn):
    """Radio buttons or boxes, and after them a box to say what the other is."""

    template = "questions/controls/options.html"

    def __init__(self, options: list[tuple[str, str]], *, input_type: str, other: bool,
                 other_key: str) -> None:  # fmt: skip
        super().__init__()
        self.options, self.input_type = options, input_type
        self.other, self.other_key = other, other_key

    def facts(self, value: Any) -> dict:
        chosen, said = value or ([], "")
        return {
            "options": [(key, words, key in chosen) for key, words in self.options],
            "type": self.input_type, "other": self.other or bool(said), "said": said,
            "other_key": self.other_key,
        }  # fmt: skip


class Grid(Drawn):
    """Rows and columns of inputs; `grid` is what table.grid_of says of the question."""

    template = "questions/controls/table.html"

    def __init__(self, grid: dict) -> None:
        super().__init__()
        self.grid = grid

    def facts(self, value: Any) -> dict:
        return self.grid
