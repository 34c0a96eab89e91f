"""What officers write when they decide who goes on. Nothing here stores anything."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.editions.rule_forms import NumberInput

from .passage_page import Row


class FirstForm(forms.Form):
    """How many of the ranking are ticked."""

    first = NumberInput(
        least=1, most=9999, required=True, label=_("Tick the first places, up to place")
    )


class PassageForm(forms.Form):
    entries = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("An entry that you chose is no longer in this round.")},
    )
    note = forms.CharField(
        label=_("How was this decided?"),
        help_text=_("For example: meeting of 1 พ.ย. 2565, led by the chair. It goes on record."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write how this was decided.")},
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, rows: Iterable[Row], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = [(str(row.entry), row.paper.title) for row in rows]

    @property
    def goes_on(self) -> set[UUID]:
        """Only of a valid form."""
        return {UUID(entry) for entry in self.cleaned_data["entries"]}

    @property
    def ticked(self) -> set[str]:
        """What the page shows ticked, valid or not."""
        return {str(entry) for entry in self["entries"].value() or ()}
