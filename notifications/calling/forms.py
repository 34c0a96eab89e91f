"""The form of a call that was made."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.circulars.forms import LONGEST_TEXT, OneLine, ThaiDate
from notifications.models import CallNote

from .desk import Call


class CallForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What came of the call"),
        choices=CallNote.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of the call.")},
    )
    spoke_to = OneLine(label=_("Whom you spoke to"), max_length=200, required=False)
    phone = OneLine(
        label=_("Telephone number"),
        help_text=_("The one you reached them on. It is kept for the next call."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "in-m", "inputmode": "tel"}),
    )
    note = forms.CharField(
        label=_("What was said"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    again_on = ThaiDate(
        label=_("Call again on"),
        help_text=_("For example 3 ต.ค. 2565. Until then it rests."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_again_on(self) -> date | None:
        day = self.cleaned_data["again_on"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day

    def clean(self) -> dict:
        told = self.cleaned_data.get("outcome") == CallNote.Outcome.TOLD
        if told and not self.cleaned_data.get("spoke_to"):
            self.add_error("spoke_to", _("Write whom you spoke to."))
        return self.cleaned_data

    @property
    def call(self) -> Call:
        return Call(**self.cleaned_data)
