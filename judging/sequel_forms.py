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
    version = forms.IntegerField(
        min_value=0, max_value=GREATEST_VERSION, required=False, widget=forms.HiddenInput
    )

    @property
    def rules(self) -> dict:
        return {"tells_scores": self.cleaned_data["tells_scores"]}

    @property
    def seen(self) -> int:
        version = self.cleaned_data.get("version")
        return UNREADABLE if version is None else version


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
