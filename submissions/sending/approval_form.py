"""What a signatory writes who does not approve an entry yet."""

from django import forms
from django.utils.translation import gettext_lazy

from contest_portal.thai.folding import clean_text


class SendBackForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What has to be changed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write what has to be changed before you approve it."),
            "max_length": gettext_lazy("Too long: at most 1,000 characters."),
        },
    )

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"]).strip()
