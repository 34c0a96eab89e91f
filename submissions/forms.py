"""Forms of this app. They show what was typed and what is wrong with it; verbs judge and save."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django import forms
from django.forms.utils import ErrorDict
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal.editions.models import Category, FormField
from contest_portal.registry.models import LAO
from contest_portal.thai.bangkok import BANGKOK, calendar_day
from contest_portal.thai.counting import grapheme_count
from contest_portal.thai.dates import thai_date
from contest_portal.thai.folding import clean_text
from contest_portal.thai.reading_dates import parse_thai_date

from .content import Item
from .typed import LONGEST_TEXT

PREFIX = "answer"
CONTROLS = {
    FormField.Type.TEXT: forms.TextInput(),
    FormField.Type.LONG_TEXT: forms.Textarea(attrs={"rows": 7}),
    FormField.Type.NUMBER: forms.TextInput(attrs={"class": "in-s", "inputmode": "decimal"}),
    FormField.Type.DATE: forms.TextInput(attrs={"class": "in-m"}),
    FormField.Type.URL: forms.TextInput(attrs={"inputmode": "url"}),
    FormField.Type.CHOICE: forms.RadioSelect(),
    FormField.Type.FILE: forms.FileInput(attrs={"accept": "application/pdf"}),
}


class SectionForm(forms.Form):
    """The questions of one section, with what was typed and the problems that the save found."""

    use_required_attribute = False

    def __init__(self, items: list[Item], *, values: Mapping[str, str],
                 problems: Mapping[str, str]) -> None:  # fmt: skip
        data = {f"{PREFIX}-{key}": text for key, text in values.items()}
        super().__init__(data, prefix=PREFIX)
        self.problems = problems
        for item in items:
            self.fields[item.field.key] = _control(item)

    def full_clean(self) -> None:
        """Nothing is judged here: the problems are those that were found."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        for key, problem in self.problems.items():
            self.add_error(key, problem)


def _control(item: Item) -> forms.Field:
    question = item.field
    facts = {
        "label": _("Another file in its place") if item.attachment else question.label,
        "help_text": _hint(item),
        "required": question.required and not item.attachment,
        "widget": CONTROLS[question.type],
    }
    if question.type == FormField.Type.CHOICE:
        return forms.ChoiceField(choices=_choices(question), **facts)
    return forms.CharField(**facts)


def _hint(item: Item) -> str:
    """The organiser's words, escaped, and how much of the budget is used."""
    if not item.field.budget:
        return escape(item.field.help)
    used = _("%(used)s of %(most)s characters used") % {
        "used": f"{grapheme_count(item.value):,}", "most": f"{item.field.budget:,}",
    }  # fmt: skip
    return format_html('{} <span class="nb">{}</span>', item.field.help, used)


def _choices(question: FormField) -> list[tuple[str, str]]:
    return [(choice["key"], choice["words_th"]) for choice in question.choices]


def shown(item: Item) -> str:
    """The stored answer as it stands in its control: dates in Thai words, which read back."""
    if item.type != FormField.Type.DATE or item.problem or not item.value:
        return item.value
    return thai_date(date.fromisoformat(item.value))


class NewEntryForm(forms.Form):
    """For which organisation, and in which category."""

    def __init__(self, *args, laos, categories, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lao"].queryset = laos
        self.fields["category"].queryset = categories
        if len(laos) == 1:
            self.fields["lao"].initial = laos[0]
            self.fields["lao"].widget = forms.HiddenInput()

    lao = forms.ModelChoiceField(
        LAO.objects.none(),
        label=gettext_lazy("Organisation"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the organisation that enters."),
            "invalid_choice": gettext_lazy("Choose the organisation that enters."),
        },
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Category"),
        help_text=gettext_lazy("Choose the one that fits best."),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a category."),
            "invalid_choice": gettext_lazy("Choose a category."),
        },
    )


class ScreeningForm(forms.Form):
    """What an officer found, and what the organisation will read about it."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        widget=forms.RadioSelect,
        choices=[
            ("find_eligible", gettext_lazy("Eligible: it goes on to the judges")),
            ("return", gettext_lazy("Send it back for more information")),
            ("find_ineligible", gettext_lazy("Not eligible")),
        ],
        error_messages={
            "required": gettext_lazy("Choose what you found."),
            "invalid_choice": gettext_lazy("Choose what you found."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Reason, or what is missing"),
        help_text=gettext_lazy("The organisation will read it. Not needed when eligible."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("Too long: at most 20,000 characters.")},
    )
    due = forms.CharField(
        label=gettext_lazy("Last day to answer"),
        help_text=gettext_lazy("Only when it is sent back, for example 7 ต.ค. 2565."),
        required=False,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )
    submission = forms.UUIDField(
        label=gettext_lazy("What was sent"),
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Open the page again: it does not say what you read."),
            "invalid": gettext_lazy("Open the page again: it does not say what you read."),
        },
    )

    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"]).strip()

    def clean_due(self) -> date | None:
        text = self.cleaned_data["due"].strip()
        try:
            return parse_thai_date(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict:
        found = super().clean()
        decision = found.get("decision")
        if decision in ("return", "find_ineligible") and found.get("note") == "":
            self.add_error("note", _("Write the reason: the organisation will read it."))
        if decision == "return" and "due" in found:
            self._check_due(found["due"])
        return found

    def _check_due(self, due: date | None) -> None:
        if due is None:
            self.add_error("due", _("Write the last day to answer, for example 7 ต.ค. 2565."))
        elif due <= calendar_day(self.at):
            self.add_error("due", _("The last day to answer must be after today."))
        elif due > calendar_day(self.at) + timedelta(days=365):
            self.add_error("due", _("The last day to answer must be within a year."))

    def facts(self) -> dict:
        """What the verb needs beside the note: the whole last day counts."""
        if self.cleaned_data["decision"] != "return":
            return {}
        midnight = datetime.combine(self.cleaned_data["due"], time(0), BANGKOK)
        return {"due_at": midnight + timedelta(days=1)}
