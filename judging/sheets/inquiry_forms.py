"""What a judge asks and an officer answers. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.models.inquiries import LONGEST


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_(
            "Officers read it and see that you ask. The organisation whose entry it is does not."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you want to know.")},
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_(
            "The judge reads it with your name, and it stays on record. It cannot be changed."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write the answer: the judge reads it, and it stays on record.")
        },
    )
