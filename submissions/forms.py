"""Forms of this app. They show what was typed and what is wrong with it; verbs judge and save."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal.editions.models import Category
from contest_portal.editions.questions.asking import Question, QuestionForm
from contest_portal.editions.questions.kind import Value
from contest_portal.registry.models import LAO
from contest_portal.thai.bangkok import BANGKOK, calendar_day
from contest_portal.thai.folding import clean_text
from contest_portal.thai.reading_dates import parse_thai_date

from .content import Item
from .typed import LONGEST_TEXT

PREFIX = "answer"


class SectionForm(QuestionForm):
    """The questions of one section, with what was typed and the problems that the save found."""

    def __init__(self, items: list[Item], *, values: Mapping[str, Value],
                 problems: Mapping[str, str]) -> None:  # fmt: skip
        asked = [
            Question(item.field, values.get(item.field.key, ""), bool(item.attachments),
                     is_needed=item.is_needed)
            for item in items
        ]  # fmt: skip
        super().__init__(asked, problems=problems, prefix=PREFIX)


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
