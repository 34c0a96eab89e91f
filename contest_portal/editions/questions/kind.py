"""What every type of question can do. The others say what they do differently.

A value is what is stored: JSON, "" for nothing. `printed` is the answer for a paper: JSON in words
that need no question beside them, since the organiser may reword or retire it later.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField
from contest_portal.thai.folding import clean_text

LONGEST_TEXT = 20_000
SURROGATES = re.compile("[\ud800-\udfff]")

Value = Any  # JSON
Printed = Any  # JSON


class Unclear(ValueError):
    """What was typed is not what the question asks for; says what to write instead."""


class Kind:
    rule_names: ClassVar[frozenset[str]] = frozenset()
    template = "questions/text.html"
    can_have_budget = False
    can_have_choices = False

    def sent(self, field: FormField, data: Mapping[str, str], name: str) -> Value | None:
        """What a page sent under this name; None where the question was not on it."""
        return data.get(name)

    def tidy(self, field: FormField, typed: Value) -> Value:
        """What was typed as it may be kept, whatever it says."""
        return one_line(typed)

    def read(self, field: FormField, tidied: Value) -> Value:
        """The stored form; of a stored value, itself. Raises Unclear."""
        return tidied

    def problem(self, field: FormField, value: Value) -> str:
        """Why a kept value could not be submitted, in words; "" where it could."""
        try:
            self.read(field, value)
        except Unclear as unclear:
            return str(unclear)
        return ""

    def length(self, value: Value) -> int:
        """Of all the text in it, in code points."""
        return len(value)

    def chosen(self, value: Value) -> set[str]:
        """The keys that a condition of another question may ask for."""
        return set()

    def meanings(self, field: FormField, value: Value) -> dict[str, Value]:
        """What the answer says about the work, by FormField.Means."""
        return {field.means: value} if field.means and value != "" else {}

    def printed(self, field: FormField, value: Value) -> Printed:
        return value

    def words(self, printed: Printed) -> str:
        """The printed answer as plain text in the reader's language."""
        return str(printed)

    def rows(self, printed: Printed) -> list[dict]:
        """Of a printed table, for its template."""
        return []

    def control(self, field: FormField, value: Value) -> forms.Field:
        """The control in which the value stands; pressing save there gives the same value."""
        return forms.CharField(widget=self.widget(field, value), initial=self.shown(value))

    def shown(self, value: Value) -> Value:
        """The value as it stands in its control."""
        return value

    def widget(self, field: FormField, value: Value) -> forms.Widget:
        return forms.TextInput()

    def wrong_rules(self, field: FormField) -> str:
        """Why the rules of a question do not make sense, in words for the organiser; or ""."""
        unknown = set(field.rules) - self.rule_names
        if unknown:
            return _("Rules that this type does not know: %(names)s.") % {
                "names": ", ".join(sorted(unknown))
            }
        return ""

    def breaks_answers(self, before: FormField, after: FormField) -> str:
        """Why given answers could not be read by the changed rules; "" where they could."""
        return ""


def text_of(typed: Value) -> str:
    """Text without what may not be stored; nothing for what is no text."""
    return clean_text(SURROGATES.sub("", typed)).strip() if isinstance(typed, str) else ""


def one_line(typed: Value) -> str:
    return " ".join(text_of(typed).split())
