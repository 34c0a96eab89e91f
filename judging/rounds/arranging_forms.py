"""What officers write about which entries come first. Nothing here stores anything."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal.documents.numbers import normalise_number
from contest_portal.editions.rule_forms import NumberInput
from judging.models import Round
from submissions.models import Entry

from .calibrating import MOST
from .entries import of_round


class CalibrationForm(forms.Form):
    """Up to three entries of the round, by their numbers."""

    def __init__(self, round_: Round, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        for place in range(1, MOST + 1):
            self.fields[f"entry_{place}"] = forms.CharField(
                label=_("Number of entry %(place)d") % {"place": place},
                required=False,
                max_length=40,
                widget=forms.TextInput(attrs={"class": "in-m", "autocomplete": "off"}),
            )

    def clean(self) -> dict:
        """`entries` afterwards are those chosen, in order."""
        cleaned = super().clean() or {}
        numbers = {name: normalise_number(typed) for name, typed in cleaned.items() if typed}
        found = {
            each.number: each
            for each in of_round(self.round).filter(number__in=[*numbers.values()])
        }
        self.entries: list[Entry] = []
        for name, number in numbers.items():
            if number not in found:
                self.add_error(name, _("No entry of this round has this number."))
            elif found[number] in self.entries:
                self.add_error(name, _("This entry stands here already."))
            else:
                self.entries.append(found[number])
        return cleaned


class OrderForm(forms.Form):
    """Every entry with its place in the order: 1, 2, 3 … each once."""

    def __init__(
        self, places: Mapping[UUID, int | None], titles: Mapping[UUID, str], *args, **kwargs
    ) -> None:
        """`places` as they are at present, and `titles`, both by the entry's id."""
        super().__init__(*args, **kwargs)
        self.entries = list(places)
        for entry, place in places.items():
            self.fields[name_of(entry)] = NumberInput(
                label=titles[entry], least=1, most=len(places), required=True, initial=place
            )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        seen: set[int] = set()
        for name, place in list(cleaned.items()):
            if place in seen:
                self.add_error(name, _("Two entries have this place."))
            seen.add(place)
        return cleaned

    @property
    def order(self) -> list[UUID]:
        """Only of a valid form."""
        return sorted(self.entries, key=lambda entry: self.cleaned_data[name_of(entry)])


def name_of(entry: UUID) -> str:
    return f"place_{entry}"


class DrawForm(forms.Form):
    seed = forms.CharField(
        label=gettext_lazy("Seed of the lot"),
        help_text=gettext_lazy(
            "For example a number that was drawn before witnesses. Empty: the portal makes one."
        ),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "in-m", "autocomplete": "off"}),
    )
