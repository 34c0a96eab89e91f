"""What judges and officers type. Nothing here stores anything."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.editions.models import Category

from .models import NOT_APPLICABLE, TOP_MARK, Criterion, Judge, Round, Sheet
from .reinviting import Earlier
from .sheets import Given

BLANK = ""
GREATEST_VERSION = 2**31 - 1
COMMENT_LENGTH = 4000
REMARK_LENGTH = 1000


class SheetForm(forms.Form):
    """One group of choices a criterion: 0 to 10, "cannot be assessed", or blank. Without criteria,
    as in a qualifying round, one group for the verdict."""

    verdict = forms.ChoiceField(
        label=_("Does the entry go on?"),
        choices=[*Sheet.Verdict.choices, (BLANK, _("No verdict yet"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose pass, fail or unsure.")},
    )

    comment = forms.CharField(
        label=_("Comment"),
        help_text=_(
            "For the panel and the organiser, who may pass it on after the results, without "
            "your name."
        ),
        required=False,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    note = forms.CharField(
        label=_("Private note"),
        help_text=_("You alone ever see it. It counts for nothing and stands in no export."),
        required=False,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, criteria: list[Criterion], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"mark_{criterion.key}"] = _mark_field(criterion)
            if criterion.remark_below is not None:
                self.fields[f"remark_{criterion.key}"] = _remark_field(criterion)
        if criteria:
            del self.fields["verdict"]

    @property
    def marks(self) -> dict[str, int | str | None]:
        """What was chosen by the criterion's key, None for blank. Only of a valid form."""
        chosen = {each.key: self.cleaned_data[f"mark_{each.key}"] for each in self.criteria}
        return {key: _mark(choice) for key, choice in chosen.items()}

    @property
    def written(self) -> dict[str, Any]:
        """What `sheets.save` takes beside marks and comment. What the page did not ask for is None:
        what stands there stays."""
        return {
            "note": self.cleaned_data["note"] if "note" in self.data else None,
            "remarks": self._remarks,
            "verdict": self.cleaned_data.get("verdict") if "verdict" in self.data else None,
        }

    @property
    def _remarks(self) -> dict[str, str] | None:
        keys = [each.key for each in self.criteria if f"remark_{each.key}" in self.data]
        return {key: self.cleaned_data[f"remark_{key}"] for key in keys} if keys else None


def initial_of(given: Given, sheet: Sheet) -> dict[str, str]:
    """A form's first values from what stands on a sheet."""
    marks = {f"mark_{key}": str(mark) for key, mark in given.items()}
    remarks = {f"remark_{key}": words for key, words in sheet.remarks.items()}
    words = {"comment": sheet.comment, "note": sheet.private_note, "verdict": sheet.verdict}
    return marks | remarks | words


def _remark_field(criterion: Criterion) -> forms.CharField:
    return forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


def _mark_field(criterion: Criterion) -> forms.ChoiceField:
    marks = [(str(mark), str(mark)) for mark in range(TOP_MARK + 1)]
    others = [(NOT_APPLICABLE, _("Cannot be assessed")), (BLANK, _("Not marked yet"))]
    return forms.ChoiceField(
        label=criterion.title,
        choices=marks + others,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a mark from 0 to 10.")},
    )


def _mark(choice: str) -> int | str | None:
    if choice == BLANK:
        return None
    return choice if choice == NOT_APPLICABLE else int(choice)


class VersionForm(forms.Form):
    """Which version of a sheet the page showed."""

    version = forms.IntegerField(
        min_value=0, max_value=GREATEST_VERSION, widget=forms.HiddenInput, required=False
    )

    @property
    def seen(self) -> int:
        """The version sent along; 0, which no sheet has, when it is missing or unreadable."""
        return (self.cleaned_data.get("version") or 0) if self.is_valid() else 0


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


class AwardsForm(forms.Form):
    awards = forms.IntegerField(
        label=_("Number of awards"),
        help_text=_("Everybody placed up to here wins one. 0 where none are given."),
        min_value=0,
        max_value=1000,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "in-s", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter the number of awards, for example 10."),
            "invalid": _("Enter the number of awards in digits, for example 10."),
            "min_value": _("The number of awards cannot be below 0."),
            "max_value": _("The number of awards cannot be above 1,000."),
        },
    )


class MethodForm(forms.Form):
    method = forms.ChoiceField(
        label=_("Which score decides"),
        choices=Round.Method.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which score decides."),
            "invalid_choice": _("Choose which score decides."),
        },
    )
