"""Forms of the officers' desk. They read what was typed; the rule modules judge it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal.editions.models import Edition, FormField
from contest_portal.registry.kinds import Kind
from contest_portal.registry.models import Province
from contest_portal.thai.bangkok import BANGKOK, calendar_day
from contest_portal.thai.dates import thai_date
from contest_portal.thai.fields import ThaiDateField
from contest_portal.thai.folding import clean_text
from submissions.models import ScreeningCriterion, ScreeningMark, Status

from .findings import Given

LONGEST_REASON = 20_000
LONGEST_NOTE = 1_000
USUAL_TIME = timedelta(days=7)
MOST_TIME = timedelta(days=365)
OPEN_AGAIN = gettext_lazy("Open the page again: it does not say what you read.")


def reason_field(label: str, help_text: str = "", **facts) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Write the reason: the organisation will read it."),
            "max_length": gettext_lazy("Too long: at most 20,000 characters."),
        },
        **facts,
    )


class Tidied(forms.Form):
    """Reasons without control characters and loose spaces."""

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"]).strip()


class ScreeningForm(Tidied):
    """What an officer found, and what the organisation will read about it."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("find_eligible", gettext_lazy("Eligible: it goes on to the judges")),
            ("find_ineligible", gettext_lazy("Not eligible")),
        ],
        error_messages={"invalid_choice": gettext_lazy("Choose what you found.")},
    )
    note = reason_field(
        gettext_lazy("Reason"),
        gettext_lazy("The organisation will read it. Not needed when eligible."),
        required=False,
    )
    submission = forms.UUIDField(
        label=gettext_lazy("What was sent"),
        widget=forms.HiddenInput,
        error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN},
    )

    def clean(self) -> dict:
        found = super().clean()
        if "decide" in self.data and not found.get("decision") and "decision" not in self.errors:
            self.add_error("decision", _("Choose what you found."))
        if found.get("decision") == "find_ineligible" and found.get("note") == "":
            self.add_error("note", _("Write the reason: the organisation will read it."))
        return found


class ChecklistForm(forms.Form):
    """One criterion after the other: yes, no, cannot tell, and a note."""

    def __init__(self, criteria: Iterable[ScreeningCriterion], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[f"answer-{criterion.pk}"] = forms.ChoiceField(
                label=criterion.question,
                help_text=criterion.help,
                required=False,
                widget=forms.RadioSelect,
                choices=ScreeningMark.Answer.choices,
            )
            self.fields[f"note-{criterion.pk}"] = forms.CharField(
                label=_("Note"), required=False, max_length=LONGEST_NOTE
            )

    def given(self) -> dict[ScreeningCriterion, Given]:
        """What was answered; a criterion without an answer is left as it is."""
        found = {}
        for criterion in self.criteria:
            answer = self.cleaned_data.get(f"answer-{criterion.pk}")
            note = self.cleaned_data.get(f"note-{criterion.pk}", "")
            if answer:
                found[criterion] = Given(answer, clean_text(note).strip())
        return found


class DueForm(Tidied):
    """Until when, and why."""

    note = reason_field(gettext_lazy("What is missing, in words for the organisation"))
    due = ThaiDateField(
        label=gettext_lazy("Last day to answer"),
        help_text=gettext_lazy("For example 7 ต.ค. 2565."),
        error_messages={
            "required": gettext_lazy("Write the last day to answer, for example 7 ต.ค. 2565.")
        },
    )

    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["due"].initial = thai_date(calendar_day(at + USUAL_TIME))

    def clean_due(self) -> date:
        due = self.cleaned_data["due"]
        if due <= calendar_day(self.at):
            raise forms.ValidationError(_("The last day to answer must be after today."))
        if due > calendar_day(self.at) + MOST_TIME:
            raise forms.ValidationError(_("The last day to answer must be within a year."))
        return due

    @property
    def due_at(self) -> datetime:
        """The whole last day counts."""
        midnight = datetime.combine(self.cleaned_data["due"], time(0), BANGKOK)
        return midnight + timedelta(days=1)


class SendBackForm(DueForm):
    """Which questions become open, and what is asked at each."""

    submission = forms.UUIDField(
        label=gettext_lazy("What was sent"),
        widget=forms.HiddenInput,
        error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN},
    )

    def __init__(self, fields: Iterable[FormField], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(fields)
        for question in self.questions:
            self.fields[f"open-{question.pk}"] = forms.BooleanField(
                label=question.label, required=False
            )
            self.fields[f"ask-{question.pk}"] = forms.CharField(
                label=_("What is asked here"), required=False, max_length=LONGEST_NOTE
            )

    def clean(self) -> dict:
        found = super().clean()
        if not any(found.get(f"open-{question.pk}") for question in self.questions):
            self.add_error(
                None, _("Choose at least one question that the organisation may change.")
            )
        return found

    def asked(self) -> dict[FormField, str]:
        return {
            question: clean_text(self.cleaned_data[f"ask-{question.pk}"]).strip()
            for question in self.questions
            if self.cleaned_data[f"open-{question.pk}"]
        }

    def sections(self) -> list[tuple[object, list]]:
        """For the page: each section with its questions' two controls."""
        found: dict = {}
        for question in self.questions:
            controls = self[f"open-{question.pk}"], self[f"ask-{question.pk}"]
            found.setdefault(question.section, []).append(controls)
        return list(found.items())


class ReasonForm(Tidied):
    """For a step that needs nothing but a reason."""

    note = reason_field(gettext_lazy("Reason"))


class FilterForm(forms.Form):
    """Which entries the queue shows; every part may be left open, and nonsense is left out."""

    status = forms.ChoiceField(required=False)
    province = forms.ModelChoiceField(
        Province.objects.none(), required=False, label=gettext_lazy("Province"),
        empty_label=gettext_lazy("All provinces"),
    )  # fmt: skip
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind of organisation"))
    category = forms.ModelChoiceField(
        None, required=False, label=gettext_lazy("Category"),
        empty_label=gettext_lazy("All categories"),
    )  # fmt: skip
    show = forms.ChoiceField(required=False, label=gettext_lazy("Only those"))
    desk = forms.ChoiceField(required=False, label=gettext_lazy("On whose desk"))

    def __init__(self, data, *, edition: Edition) -> None:
        super().__init__(data)
        self.fields["status"].choices = [("", ""), *Status.choices]
        self.fields["province"].queryset = Province.objects.all()
        self.fields["category"].queryset = edition.categories.all()
        self.fields["kind"].choices = [("", _("All kinds")), *Kind.choices]
        self.fields["show"].choices = [
            ("", _("Everything")),
            ("overdue", _("Overdue answers")),
            ("answered", _("Answers that came back")),
            ("late_files", _("Files still due")),
            ("similar", _("Resembling others")),
            ("doubtful", _("Arrival by our own clock")),
        ]
        self.fields["desk"].choices = [
            ("", _("Everybody's")),
            ("mine", _("On my desk")),
            ("nobody", _("On nobody's desk")),
        ]

    def wanted(self) -> dict:
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}
