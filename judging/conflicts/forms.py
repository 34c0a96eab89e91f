"""What is typed about conflicts of interest. Nothing here stores anything."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contest_portal.registry.models import LAO, Province
from judging.models import Conflict

from .declaring import Interest, Listed

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
            self.fields[f"kind_{each.key}"] = kind_field(initial=each.suggested)
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


class SuggestionsForm(forms.Form):
    """What becomes of the suggested conflicts that were ticked."""

    PIN, SET_ASIDE = "pin", "set_aside"

    chosen = forms.MultipleChoiceField(
        label=_("Suggested conflicts"),
        error_messages={
            "required": _("Tick the suggestions that you have decided."),
            "invalid_choice": _("Somebody else has decided one of these meanwhile. Tick again."),
        },
    )
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(PIN, _("It is a conflict: pin it")), (SET_ASIDE, _("It is none: set it aside"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of them.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed to set aside. It stands in the audit."),
        required=False,
        max_length=WORDS_LENGTH,
    )

    def __init__(self, keys: Sequence[str], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(key, key) for key in keys]

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        set_aside = cleaned.get("decision") == self.SET_ASIDE
        if set_aside and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say in a few words why these are no conflicts."))
        return cleaned


class WhatIfForm(forms.Form):
    """Somebody by name, or anybody of an organisation or province."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        required=False,
        error_messages={
            "invalid": _("Enter an e-mail address such as somchai@university.example.")
        },
    )
    lao = forms.ModelChoiceField(
        label=_("Or an organisation with an entry in this round"),
        queryset=LAO.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    province = forms.ModelChoiceField(
        label=_("Or a province where the person works"),
        queryset=Province.objects.order_by("sort_key"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, laos: QuerySet[LAO], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lao"].queryset = laos
        self.fields["lao"].label_from_instance = lambda lao: f"{lao.display_name} {lao.place}"

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Say whom it is about: an address or an affiliation."))
        return cleaned
