"""What a judge fills in on a sheet. Nothing here stores anything."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.models import NOT_APPLICABLE, TOP_MARK, Criterion, Sheet

from .saving import Given

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
        """What `saving.save` takes beside marks and comment. What the page did not ask for is None:
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
