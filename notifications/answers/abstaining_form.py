"""Why an LAO does not enter this year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.circulars.forms import LONGEST_TEXT, OneLine
from notifications.models import Abstention

from .abstaining import Reason


class MemberReasonForm(forms.Form):
    """Who says it is known: signed in."""

    why = forms.ChoiceField(
        label=_("Why not this year"),
        choices=Abstention.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that fits best.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Read by the organiser. It helps to make next year easier."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def reason(self, *, said_by: str) -> Reason:
        return Reason(self.cleaned_data["why"], said_by, self.cleaned_data["words"])


class ReasonForm(MemberReasonForm):
    """Behind a link: whoever says it writes who they are."""

    name = OneLine(
        label=_("First and last name"), max_length=150,
        error_messages={"required": _("Write your first and last name.")},
    )  # fmt: skip
    position = OneLine(
        label=_("Position"), max_length=140,
        error_messages={"required": _("Write your position.")},
    )  # fmt: skip

    def reason(self) -> Reason:
        said_by = f"{self.cleaned_data['name']} ({self.cleaned_data['position']})"
        return super().reason(said_by=said_by)
