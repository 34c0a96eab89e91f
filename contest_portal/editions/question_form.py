"""The form in which the organiser writes a question."""

import copy
import secrets

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from . import stakes
from .models import FormField
from .questions.choices import OTHER, words_of
from .rule_forms import RULES

LABELS = ("label_th", "label_en", "help_th", "help_en")
NEEDED = [
    ("", _("May stay empty")),
    ("submit", _("Must be answered before the entry is sent")),
    ("now", _("Must be answered before going on to the next part")),
]


def area(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "lang": language})


def line_in_english() -> forms.TextInput:
    return forms.TextInput(attrs={"lang": "en"})


class CommonForm(forms.Form):
    """What every question has."""

    label_th = forms.CharField(
        max_length=300, label=_("Question, in Thai"),
        error_messages={"required": _("Write the question in Thai.")},
    )  # fmt: skip
    label_en = forms.CharField(
        max_length=300, required=False, widget=line_in_english(), label=_("Question, in English")
    )
    help_th = forms.CharField(
        max_length=500, required=False, widget=area("th"), label=_("Help, in Thai"),
        help_text=_("An example says more than a rule."),
    )  # fmt: skip
    help_en = forms.CharField(
        max_length=500, required=False, widget=area("en"), label=_("Help, in English")
    )
    needed = forms.ChoiceField(
        choices=NEEDED, required=False, widget=forms.RadioSelect, label=_("Is an answer needed?")
    )
    categories = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Asked in which categories"),
        help_text=_("None for all."),
    )  # fmt: skip
    means = forms.ChoiceField(
        choices=[("", "–"), *FormField.Means.choices], required=False,
        label=_("What the answer says of the work"),
        help_text=_("Lists, conflicts and results read the answer by this, not by its words."),
    )  # fmt: skip
    asked_if = forms.ChoiceField(
        required=False, label=_("Depends on another question"),
        help_text=_("After choosing one, press “Show the preview” to choose its answers."),
    )  # fmt: skip
    asked_if_answers = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Only when the answer is"),
        help_text=_("None for any answer."),
    )  # fmt: skip
    asked_if_effect = forms.ChoiceField(
        choices=FormField.Effect.choices, required=False, label=_("What that decides")
    )

    def __init__(self, *args, question: FormField, **kwargs) -> None:
        super().__init__(*args, initial=self.initial_of(question), **kwargs)
        edition = question.section.edition
        self.earlier = {str(other.pk): other for other in earlier_than(question)}
        self.fields["categories"].choices = [(c.key, c.name) for c in edition.categories.all()]
        self.fields["asked_if"].choices = [
            ("", _("No, it is always asked")),
            *((pk, other.label) for pk, other in self.earlier.items()),
        ]
        if question.type == FormField.Type.TABLE:
            del self.fields["means"]
        self._offer_answers()

    def _offer_answers(self) -> None:
        """Of the question it depends on, once there is one."""
        other = self.earlier.get(str(self["asked_if"].value() or ""))
        if other is None:
            del self.fields["asked_if_effect"]
        if other is None or not other.choices:
            del self.fields["asked_if_answers"]
            return
        offered = [(key, said) for key, said, _retired in words_of(other)]
        further = [(OTHER, _("Other"))] if other.rules.get("other") else []
        self.fields["asked_if_answers"].choices = offered + further

    @staticmethod
    def initial_of(question: FormField) -> dict:
        needed = "now" if question.required_now else "submit" if question.required else ""
        names = (*LABELS, "categories", "means", "asked_if_answers", "asked_if_effect")
        facts = {name: getattr(question, name) for name in names}
        return {**facts, "needed": needed, "asked_if": str(question.asked_if_id or "")}

    def apply(self, question: FormField) -> None:
        filled = self.cleaned_data
        for name in (*LABELS, "categories", "means"):
            setattr(question, name, filled.get(name, ""))
        question.required = bool(filled["needed"])
        question.required_now = filled["needed"] == "now"
        question.asked_if = self.earlier.get(filled["asked_if"])
        question.asked_if_answers = filled.get("asked_if_answers", [])
        question.asked_if_effect = filled.get("asked_if_effect") or FormField.Effect.ASK


class QuestionEditor:
    """Both forms of a question: what all have, and the rules of its type."""

    def __init__(self, question: FormField, type_: str, data: QueryDict | None = None) -> None:
        self.question = copy.copy(question)
        self.question._state = copy.copy(question._state)
        if type_ != question.type:
            self.question.type = type_
            self.question.rules, self.question.choices, self.question.budget = {}, [], None
        self.common = CommonForm(data, question=self.question)
        rules = RULES[type_]
        self.rules = rules(data, initial=rules.initial_of(self.question))

    @property
    def forms(self) -> list[forms.Form]:
        return [self.common, self.rules]

    def proposed(self) -> FormField | None:
        """The question as it was filled in; None where that cannot be read."""
        if not self.common.is_bound:
            return self.question
        if not all([form.is_valid() for form in self.forms]):  # noqa: C419 - both are judged
            return None
        self.common.apply(self.question)
        self.rules.apply(self.question, is_answered=bool(stakes.answered(self.question)))
        return self.question


def earlier_than(question: FormField) -> list[FormField]:
    """The questions on which this one may depend, in the order of the form."""
    edition = question.section.edition
    fields = FormField.objects.current().filter(section__edition=edition, section__retired_at=None)
    before = (question.section.order, question.order)
    return [
        other for other in fields.select_related("section").order_by("section__order", "order")
        if (other.section.order, other.order) < before
    ]  # fmt: skip


def new_question(section, type_: str) -> FormField:
    """A question that is not there yet, at the end of its part."""
    last = section.fields.order_by("order").last()
    order = (last.order if last else 0) + 1
    key = f"q{secrets.token_hex(4)}"
    return FormField(section=section, key=key, type=type_, order=order)
