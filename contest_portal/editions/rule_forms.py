"""What the organiser fills in about the rules of each type of question."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.measures import MEGABYTE
from contest_portal.thai.numerals import to_arabic_digits

from .models import FileKind, FormField
from .questions.number import grouped
from .rows_field import RowsField, column
from .table_rules_form import TableRules

T = FormField.Type


class Rules(forms.Form):
    """`initial_of` reads a question into the form, `apply` writes what was filled in into one."""

    @classmethod
    def initial_of(cls, question: FormField) -> dict:
        return {name: question.rules.get(name) for name in cls.base_fields}

    def apply(self, question: FormField, *, is_answered: bool) -> None:
        filled = self.cleaned_data.items()
        question.rules = {name: value for name, value in filled if value not in (None, "", False)}


class NumberInput(forms.CharField):
    """Digits of either script; kept as a whole number, None where it may stay empty and does."""

    default_error_messages = {"required": _("Write a whole number in digits.")}

    def __init__(
        self, *, least: int = 0, most: int = 999_999_999, required: bool = False, **kwargs
    ) -> None:
        attrs = {"class": "in-s num", "inputmode": "numeric"}
        super().__init__(required=required, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.least, self.most = least, most

    def clean(self, value: str) -> int | None:
        text = to_arabic_digits(super().clean(value)).replace(",", "").strip()
        if not text:
            return None
        sign = text.removeprefix("-")
        if not (sign.isascii() and sign.isdigit() and len(sign) < 10):
            raise forms.ValidationError(_("Write a whole number in digits."))
        if not self.least <= int(text) <= self.most:
            raise forms.ValidationError(
                _("Write a number from %(least)s to %(most)s.")
                % {"least": f"{self.least:,}", "most": grouped(str(self.most))}
            )
        return int(text)


class TextRules(Rules):
    budget = NumberInput(
        least=1, most=20_000, label=_("Most characters"),
        help_text=_("Spaces are not counted. Empty for 20,000."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, question: FormField) -> dict:
        return {"budget": question.budget}

    def apply(self, question: FormField, *, is_answered: bool) -> None:
        question.budget, question.rules = self.cleaned_data["budget"], {}


class NumberRules(Rules):
    unit_th = forms.CharField(max_length=40, required=False, label=_("Unit, in Thai"))
    unit_en = forms.CharField(
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"lang": "en"}),
        label=_("Unit, in English"),
    )
    min = NumberInput(least=-999_999_999, label=_("Least"), help_text=_("Empty for 0."))
    max = NumberInput(least=-999_999_999, label=_("Most"))
    decimals = NumberInput(
        most=4, label=_("Digits after the point"), help_text=_("0 for whole numbers only.")
    )


class DateRules(Rules):
    month_is_enough = forms.BooleanField(
        required=False, label=_("Month and year are enough: the day may stay empty")
    )

    @classmethod
    def initial_of(cls, question: FormField) -> dict:
        return {"month_is_enough": question.rules.get("precision") == "month"}

    def apply(self, question: FormField, *, is_answered: bool) -> None:
        enough = self.cleaned_data["month_is_enough"]
        question.rules = {"precision": "month"} if enough else {}


class ChoiceRules(Rules):
    choices = RowsField(
        [column("words_th", "คำตอบ ภาษาไทย", "Answer in Thai"),
         column("words_en", "ภาษาอังกฤษ (ไม่บังคับ)", "In English (optional)", lang="en")],
        row_th="ข้อ", row_en="Answer", most=30, label=_("Answers to choose from"),
        help_text=_("Empty a row to offer that answer no more; whoever chose it keeps it."),
    )  # fmt: skip
    other = forms.BooleanField(required=False, label=_("Offer “Other”, with a box to say what"))

    @classmethod
    def initial_of(cls, question: FormField) -> dict:
        offered = [choice for choice in question.choices if not choice.get("retired")]
        return {**super().initial_of(question), "choices": offered}

    def apply(self, question: FormField, *, is_answered: bool) -> None:
        rows = self.cleaned_data.pop("choices")
        super().apply(question, is_answered=is_answered)
        question.choices = _choices(question.choices, rows, is_answered=is_answered)


class ManyChoicesRules(ChoiceRules):
    most = NumberInput(least=1, most=30, label=_("At most how many"))


class FileRulesForm(Rules):
    kinds = forms.MultipleChoiceField(
        choices=FileKind.choices, required=False, widget=forms.CheckboxSelectMultiple,
        label=_("Kinds of files"), help_text=_("None for all that the edition accepts."),
    )  # fmt: skip
    most = NumberInput(least=1, most=50, label=_("How many files"), help_text=_("Empty for one."))
    megabytes = NumberInput(
        least=1, most=500, label=_("Size of one file, MB"), help_text=_("Empty for the edition's.")
    )

    @classmethod
    def initial_of(cls, question: FormField) -> dict:
        size = question.rules.get("max_bytes")
        return {**super().initial_of(question), "megabytes": size and size // MEGABYTE}

    def apply(self, question: FormField, *, is_answered: bool) -> None:
        size = self.cleaned_data.pop("megabytes")
        kinds = self.cleaned_data["kinds"]
        super().apply(question, is_answered=is_answered)
        question.rules.pop("kinds", None)
        question.rules |= {"kinds": kinds} if kinds else {}
        question.rules |= {"max_bytes": size * MEGABYTE} if size else {}


def _choices(before: list[dict], rows: list[dict], *, is_answered: bool) -> list[dict]:
    """The answers offered: those in the places of present ones keep their keys."""
    present = [choice for choice in before if not choice.get("retired")]
    gone = [choice for choice in before if choice.get("retired")]
    kept = []
    for place, row in enumerate(rows):
        key = present[place]["key"] if place < len(present) else f"c{secrets.token_hex(3)}"
        if row["words_th"]:
            kept.append({"key": key, **{name: words for name, words in row.items() if words}})
        elif place < len(present) and is_answered:
            gone.append({**present[place], "retired": True})
    return kept + gone


RULES: dict[str, type[forms.Form]] = {
    T.TEXT: TextRules,
    T.LONG_TEXT: TextRules,
    T.NUMBER: NumberRules,
    T.DATE: DateRules,
    T.CHOICE: ChoiceRules,
    T.MANY_CHOICES: ManyChoicesRules,
    T.TABLE: TableRules,
    T.URL: Rules,
    T.FILE: FileRulesForm,
}
