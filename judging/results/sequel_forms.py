"""What officers choose for after the release. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from judging.deciding.meeting_forms import GREATEST_VERSION, UNREADABLE

from .feedback import Offered

SIGNATORIES = (1, 2, 3)


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
    certifies_participation = forms.BooleanField(
        label=_("Entries without an award get a certificate of participation"), required=False
    )
    version = forms.IntegerField(
        min_value=0, max_value=GREATEST_VERSION, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, signatories: list[dict[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        written = dict(zip(SIGNATORIES, signatories, strict=False))
        for number in SIGNATORIES:
            row = written.get(number, {"name": "", "position": ""})
            labels = {
                "name": gettext("Who signs certificates, %(number)s: name"),
                "position": gettext("Who signs certificates, %(number)s: position"),
            }
            for part, label in labels.items():
                self.fields[f"{part}_{number}"] = forms.CharField(
                    label=label % {"number": number}, max_length=200, required=False,
                    initial=row[part],
                    error_messages={"max_length": _("At most 200 characters.")},
                )  # fmt: skip

    def clean(self) -> dict:
        cleaned = super().clean()
        for number in SIGNATORIES:
            if cleaned.get(f"position_{number}") and not cleaned.get(f"name_{number}"):
                self.add_error(f"name_{number}", gettext("Write the name of who signs."))
        return cleaned

    @property
    def rules(self) -> dict:
        names = ("tells_scores", "appeal_days", "certifies_participation")
        rules = {name: self.cleaned_data[name] for name in names}
        return {**rules, "signatories": self._signatories()}

    def _signatories(self) -> list[dict[str, str]]:
        rows = [
            {part: self.cleaned_data[f"{part}_{number}"] for part in ("name", "position")}
            for number in SIGNATORIES
        ]
        return [row for row in rows if row["name"]]

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
