"""What a judge answers to an invitation, and officers type about one. Nothing is stored here."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.editions.models import Category
from judging.models import Judge

from .reinviting import Earlier


class AcceptanceForm(forms.Form):
    """The undertaking above it is agreed to in the same POST."""

    agree = forms.BooleanField(
        label=_("I have read this undertaking and agree to it"),
        error_messages={"required": _("Agree to the undertaking to accept, or decline.")},
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you decline?"),
        help_text=_("For example: abroad in those weeks. Only the officers read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words why you decline.")},
    )


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The invitation goes to this address."),
        error_messages={
            "required": _("Enter the judge's e-mail address."),
            "invalid": _("Enter an e-mail address such as somchai@university.example."),
        },
    )
    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        error_messages={"required": _("Enter the judge's full name.")},
    )


class AgainForm(forms.Form):
    """Which judges of an earlier round are invited again."""

    judges = forms.MultipleChoiceField(
        label=_("Judges"),
        error_messages={
            "required": _("Tick whom to invite."),
            "invalid_choice": _("Somebody on this list left the panel meanwhile. Tick again."),
        },
    )

    def __init__(self, rows: Sequence[Earlier], *args, **kwargs) -> None:
        expected = [str(row.judge.pk) for row in rows if row.is_expected]
        super().__init__(*args, initial={"judges": expected}, **kwargs)
        self.fields["judges"].choices = [(str(row.judge.pk), str(row.judge)) for row in rows]
        self._rows = rows

    @property
    def rows(self) -> list[tuple[Earlier, bool]]:
        """(judge, whether ticked)"""
        ticked = set(self["judges"].value() or [])
        return [(row, str(row.judge.pk) in ticked) for row in self._rows]

    @property
    def offers_somebody(self) -> bool:
        return any(row.can_be_invited for row in self._rows)

    @property
    def chosen(self) -> set[UUID]:
        """Only of a valid form."""
        return {UUID(key) for key in self.cleaned_data["judges"]}


class AppointmentForm(forms.Form):
    """What a judge can read: how much, and of which categories."""

    most_sheets = forms.IntegerField(
        label=_("At most how many sheets"),
        help_text=_("Leave it empty where there is no limit."),
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "in-s", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Enter the number of sheets in digits, for example 20."),
            "min_value": _("Enter at least 1 sheet, or let the judge leave the panel."),
            "max_value": _("The number of sheets cannot be above 1,000."),
        },
    )
    knows = forms.ModelMultipleChoiceField(
        label=_("Categories that the judge knows"),
        help_text=_("Entries of these go there first. None chosen: all alike."),
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, judge: Judge, *args, **kwargs) -> None:
        initial = {"most_sheets": judge.most_sheets, "knows": judge.knows.all()}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["knows"].queryset = judge.round.edition.categories.all()
