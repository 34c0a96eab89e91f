"""Questions on a page: each with its control, its hint, and what is wrong with its answer."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django import forms
from django.forms.utils import ErrorDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.editions.models import FormField
from contest_portal.thai.measures import file_size_words

from . import conditions, kind_of
from .files import file_rules
from .kind import Value
from .number import unit_of
from .text import used_words


class Question(NamedTuple):
    """A question and what stands, or was typed, in its control."""

    field: FormField
    value: Value = ""
    has_files: bool = False
    is_needed: bool = False


class QuestionForm(forms.Form):
    """Controls by the key of the question. Nothing is judged here: the problems were found."""

    use_required_attribute = False

    def __init__(self, questions: Iterable[Question], *, problems: Mapping[str, str],
                 prefix: str) -> None:  # fmt: skip
        super().__init__(prefix=prefix)
        self.problems = problems
        for question in questions:
            self.fields[question.field.key] = control_of(question)

    def full_clean(self) -> None:
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict = {}
        for key, problem in self.problems.items():
            self.add_error(key, problem)


def control_of(question: Question) -> forms.Field:
    field = question.field
    control = kind_of(field).control(field, question.value)
    control.label = label_of(question)
    control.help_text = hint_of(question)
    control.required = question.is_needed and not question.has_files
    return control


def label_of(question: Question) -> str:
    field = question.field
    if question.has_files and file_rules(field, field.section.edition).most == 1:
        return _("Another file in its place")
    unit = unit_of(field.rules)
    return f"{field.label} ({unit})" if unit and unit not in field.label else field.label


def hint_of(question: Question) -> SafeString:
    """The organiser's words, escaped; the condition; how much of the budget is used."""
    field = question.field
    said = [field.help, conditions.words(field), _files_words(field),
            used_words(field, question.value)]  # fmt: skip
    lines = [(line,) for line in said if line]
    if len(lines) < 2:
        return format_html("{}", *lines[0]) if lines else SafeString()
    return format_html_join(" ", '<span class="hint-line">{}</span>', lines)


def _files_words(field: FormField) -> str:
    if field.type != FormField.Type.FILE:
        return ""
    rules = file_rules(field, field.section.edition)
    said = ngettext(
        "%(most)s file of at most %(size)s: %(kinds)s.",
        "Up to %(most)s files of at most %(size)s each: %(kinds)s.",
        rules.most,
    )
    return said % {
        "most": rules.most, "size": file_size_words(rules.max_bytes), "kinds": rules.kinds_words,
    }  # fmt: skip
