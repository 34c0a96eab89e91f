"""What a judge and the chair write about a signed sheet. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 500


class WishForm(forms.Form):
    why = forms.CharField(
        label=_("What you want to change and why"),
        help_text=_("The chair reads it, and it stays on record."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you want to change and why.")},
    )


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The judge reads it, and it stays on record."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write the reason: the judge reads it, and it stays on record.")
        },
    )
