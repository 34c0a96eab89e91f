"""What is typed about conflicts of interest. Nothing here stores anything."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from .declaring import Interest, Listed
from .models import Conflict

WORDS_LENGTH = 500
IN_WORDS = _("Say in a few words what the conflict of interest is.")
CHOOSE_KIND = _("Choose what kind of interest it is.")


def kind_field(**more) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Kind of interest"),
        choices=Conflict.Kind.choices,
        error_messages={"required": CHOOSE_KIND, "invalid_choice": CHOOSE_KIND},
        **more,
    )


class ConflictForm(forms.Form):
    """A kind of the closed list; words are needed for something else only."""

    kind = kind_field(widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What is the conflict of interest?"),
        help_text=_("For example: I worked there until 2020, or my sister is the mayor."),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        other = cleaned.get("kind") == Conflict.Kind.OTHER
        if other and not cleaned.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", IN_WORDS)
        return cleaned


class JudgesConflictForm(ConflictForm):
    """An officer declares it for a judge: with one entry, or with all of the edition."""

    EVERY_ENTRY = "every"

    entry = forms.ChoiceField(
        label=_("Entry"), error_messages={"required": _("Choose the entry that it is about.")}
    )
    field_order = ["entry", "kind", "reason"]

    def __init__(self, titles: dict[UUID, str], *args, **kwargs) -> None:
        """`titles` by the entry's id."""
        super().__init__(*args, **kwargs)
        self.fields["entry"].choices = [
            ("", _("Choose an entry")),
            (self.EVERY_ENTRY, _("Every entry of this edition")),
            *((str(entry), title) for entry, title in titles.items()),
        ]


class TickedForm(forms.Form):
    """Which lines of the list one has to do with; none is an answer too."""

    entries = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose among the entries of this list.")},
    )

    def __init__(self, listed: Sequence[Listed], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = [(each.key, each.name) for each in listed]

    def ticked(self, listed: Sequence[Listed]) -> list[Listed]:
        """Only of a valid form."""
        chosen = set(self.cleaned_data["entries"])
        return [each for each in listed if each.key in chosen]


class InterestsForm(forms.Form):
    """For each line that was ticked, what kind of interest it is."""

    def __init__(self, ticked: Sequence[Listed], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.ticked = ticked
        for each in ticked:
            self.fields[f"kind_{each.key}"] = kind_field()
            self.fields[f"kind_{each.key}"].choices = [
                ("", _("Choose")), *Conflict.Kind.choices,
            ]  # fmt: skip
            self.fields[f"words_{each.key}"] = forms.CharField(
                label=_("In your words"), required=False, max_length=WORDS_LENGTH
            )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        for each in self.ticked:
            other = cleaned.get(f"kind_{each.key}") == Conflict.Kind.OTHER
            if other and not cleaned.get(f"words_{each.key}", "").strip():
                self.add_error(f"words_{each.key}", IN_WORDS)
        return cleaned

    @property
    def rows(self) -> list[tuple[Listed, forms.BoundField, forms.BoundField]]:
        """(line, its kind, its words)"""
        return [(each, self[f"kind_{each.key}"], self[f"words_{each.key}"]) for each in self.ticked]

    @property
    def interests(self) -> dict[UUID, Interest]:
        """By entry. Only of a valid form."""
        given = self.cleaned_data
        return {
            entry: Interest(given[f"kind_{each.key}"], given[f"words_{each.key}"].strip())
            for each in self.ticked
            for entry in each.entries
        }
