"""What is written in an appeal and in the answer to it. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.deciding.meeting_forms import GREATEST_VERSION, TOO_LONG, UNREADABLE
from judging.models import Appeal

from .appeals import LONGEST


class DraftField(forms.CharField):
    """Needed when it is filed, as the page says, and empty as long as the person likes."""

    def validate(self, value: str) -> None:
        """The rule that files it refuses an empty one."""


class AppealForm(forms.Form):
    text = DraftField(
        label=_("What do you appeal against, and why?"),
        help_text=_("At most 20,000 characters. The text saves itself while you write."),
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    version = forms.IntegerField(
        min_value=0, max_value=GREATEST_VERSION, required=False, widget=forms.HiddenInput
    )

    @property
    def seen(self) -> int:
        version = self.cleaned_data.get("version")
        return UNREADABLE if version is None else version


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (Appeal.Verdict.UPHELD, _("Upheld: the result is corrected")),
            (Appeal.Verdict.DISMISSED, _("Dismissed: the result stands")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether the appeal is upheld or dismissed."),
            "invalid_choice": _("Choose whether the appeal is upheld or dismissed."),
        },
    )
    answer = forms.CharField(
        label=_("Reasons"),
        help_text=_("The organisation reads them on its page and in a mail."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            **TOO_LONG,
            "required": _("Write the reasons: the organisation reads them."),
        },
    )
