"""What officers choose for after the release. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .feedback import Offered
from .meeting_forms import GREATEST_VERSION, UNREADABLE


class SequelForm(forms.Form):
    tells_scores = forms.BooleanField(
        label=_("Members of an organisation see their own scores"),
        help_text=_(
            "The mean of each criterion, the score, the place, and the comments that you choose. "
            "Chosen before the release."
        ),
        required=False,
    )
    appeal_days = forms.IntegerField(
        label=_("Working days for appeals"),
        help_text=_("After the day of the release; 0 where there are none."),
        min_value=0,
        max_value=60,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "in-s", "inputmode": "numeric"}),
        error_messages={
            "required": _("Write the number of working days, for example 7."),
            "invalid": _("Write the number of working days, for example 7."),
            "min_value": _("The number of working days cannot be below 0."),
            "max_value": _("At most 60 working days."),
        },
    )
    version = forms.IntegerField(
        min_value=0, max_value=GREATEST_VERSION, required=False, widget=forms.HiddenInput
    )

    @property
    def rules(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("tells_scores", "appeal_days")}

    @property
    def seen(self) -> int:
        version = self.cleaned_data.get("version")
        return UNREADABLE if version is None else version


class CorrectionForm(forms.Form):
    reason = forms.CharField(
        label=_("What is corrected?"),
        help_text=_("Everybody reads it with the corrected results: no names of people."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say in a few words what is corrected: everybody reads it."),
            "max_length": _("At most 1,000 characters. Say it more briefly."),
        },
    )


class CommentsForm(forms.Form):
    sheets = forms.MultipleChoiceField(
        label=_("Comments that the organisation may read"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("These comments changed meanwhile. Choose among those below.")
        },
    )

    def __init__(self, offered: list[Offered], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheets"]
        field.choices = [(str(each.sheet), each.words) for each in offered]
        field.initial = [str(each.sheet) for each in offered if each.is_chosen]
