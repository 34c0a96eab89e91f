"""What is typed when signed marks are corrected. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.models import Criterion

from .forms import SheetForm
from .reopening_forms import LONGEST
from .saving import Given


class DecisionForm(forms.Form):
    """The second person's answer to a proposed correction of marks, or its end."""

    AGREE, END = "agree", "end"

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(AGREE, _("Agree: open the marks to the judge")), (END, _("The marks stay"))],
        error_messages={"required": _("Choose what becomes of it.")},
    )
    reason = forms.CharField(
        label=_("Why the marks stay as they are"),
        help_text=_("Needed only to end it. It stays on record."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == self.END and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write why the marks stay as they are: it stays on record."))
        return cleaned


class AnewForm(SheetForm):
    """Marks and remarks alone: the comment and the private note stay as they were signed."""

    def __init__(self, criteria: list[Criterion], *args, **kwargs) -> None:
        super().__init__(criteria, *args, **kwargs)
        del self.fields["comment"], self.fields["note"]

    @property
    def given(self) -> Given:
        """Only of a valid form."""
        return {key: mark for key, mark in self.marks.items() if mark is not None}

    @property
    def remarks(self) -> dict[str, str]:
        """Only of a valid form."""
        return self._remarks or {}
