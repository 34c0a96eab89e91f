"""What is typed in a consensus meeting. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.models import Verdict

from .award_forms import REASON_LENGTH

LONGEST = 20_000
TOO_LONG = {"max_length": _("At most 20,000 characters. What you typed is still here.")}
GREATEST_VERSION = 2**31 - 1
UNREADABLE = -1  # a version that nothing has


class _Words(forms.Form):
    """`version` is the one that the page showed, 0 before the first save."""

    version = forms.IntegerField(
        min_value=0, max_value=GREATEST_VERSION, required=False, widget=forms.HiddenInput
    )
    names: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def seen(self) -> int:
        version = self.cleaned_data.get("version")
        return UNREADABLE if version is None else version


class MinutesForm(_Words):
    names = ("present", "said")

    present = forms.CharField(
        label=_("Who attended"),
        help_text=_("One person a line, with the position."),
        required=False,
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    said = forms.CharField(
        label=_("What was said about the whole"),
        required=False,
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class VerdictForm(_Words):
    names = ("outcome", "reason", "said")

    outcome = forms.ChoiceField(
        label=_("The meeting decides"),
        choices=Verdict.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the meeting decides."),
            "invalid_choice": _("Choose what the meeting decides."),
        },
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where it differs from the place. Published with the results."),
        required=False,
        max_length=REASON_LENGTH,
        error_messages={"max_length": _("At most 500 characters. Say it more briefly.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    said = forms.CharField(
        label=_("What was said about it"),
        help_text=_("Stays in the minutes."),
        required=False,
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
