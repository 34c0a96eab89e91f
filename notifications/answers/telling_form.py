"""The list of a province's LAOs with a tick for each that was told."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.registry.models import LAO, Amphoe
from notifications.circulars.forms import ThaiDate
from notifications.models import Forwarding, Recipient


class TellingForm(forms.Form):
    """Ticks are LAOs' ids in `told`; `shown` names those whose tick the page showed already, so
    that taking one away is told apart from a tick that somebody else set meanwhile."""

    way = forms.ChoiceField(
        label=_("How they were told"),
        choices=Forwarding.Way.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose how they were told.")},
    )
    told_on = ThaiDate(
        label=_("On which day"),
        help_text=_("For example 3 ต.ค. 2565."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )

    def __init__(self, typed=None, *, laos: list[LAO], today: date) -> None:
        initial = {"way": Forwarding.Way.LETTER, "told_on": today}
        super().__init__(typed, initial=initial)
        for field in self.fields.values():
            field.one_of_several = True  # taking a tick away needs neither
        self.laos = {str(lao.pk): lao for lao in laos}
        self.today = today

    def chosen(self, name: str) -> set[str]:
        """Ids under that name that are LAOs of this province; others are no concern of it."""
        return set(self.data.getlist(name)) & set(self.laos) if self.is_bound else set()

    @property
    def newly_told(self) -> list[LAO]:
        return self._laos(self.chosen("told") - self.chosen("shown"))

    @property
    def no_longer_told(self) -> list[LAO]:
        return self._laos(self.chosen("shown") - self.chosen("told"))

    def clean_told_on(self) -> date | None:
        day = self.cleaned_data["told_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("The day lies ahead. Note it once they were told."))
        return day

    def clean(self) -> dict:
        if self.newly_told and not self.cleaned_data.get("way") and "way" not in self.errors:
            self.add_error("way", _("Choose how they were told."))
        if (
            self.newly_told
            and not self.cleaned_data.get("told_on")
            and "told_on" not in self.errors
        ):
            self.add_error("told_on", _("Write on which day they were told."))
        if not (self.newly_told or self.no_longer_told):
            raise forms.ValidationError(_("Tick the organisations that were told."))
        return self.cleaned_data

    def _laos(self, ids: set[str]) -> list[LAO]:
        return [lao for key, lao in self.laos.items() if key in ids]


@dataclass(frozen=True)
class Line:
    """One LAO of the list: noted before or not, and whether its box is ticked now."""

    lao: LAO
    noted: Forwarding | None
    is_ticked: bool


@dataclass(frozen=True)
class District:
    amphoe: Amphoe | None
    lines: list[Line]

    @property
    def told(self) -> int:
        return sum(line.noted is not None for line in self.lines)


def districts(recipient: Recipient, form: TellingForm) -> list[District]:
    """The list as the page shows it: after an error with the ticks that were sent."""
    noted = {str(each.lao_id): each for each in recipient.forwardings.all()}
    ticked = form.chosen("told") if form.is_bound else set(noted)
    lines = [Line(lao, noted.get(key), key in ticked) for key, lao in form.laos.items()]
    return [
        District(amphoe, list(group))
        for amphoe, group in groupby(lines, lambda line: line.lao.amphoe)
    ]
