"""Forms about more time: asking for it, proposing it, deciding about it."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal.documents.numbers import normalise_number
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Amphoe, Province
from contest_portal.thai.bangkok import BANGKOK
from contest_portal.thai.fields import ThaiDateField, ThaiTimeField
from contest_portal.thai.folding import clean_text
from submissions.models import Entry, Extension

from . import extending

LONGEST_REASON = 500
MOST_NAMED = 5
LAST_MINUTE = time(23, 59)
TOO_LONG = gettext_lazy("Too long: at most 500 characters.")


def _text(**facts) -> forms.CharField:
    errors = {"max_length": TOO_LONG, **facts.pop("error_messages", {})}
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        max_length=LONGEST_REASON, widget=area, error_messages=errors, **facts
    )  # fmt: skip


class AskForm(forms.Form):
    plea = _text(
        label=gettext_lazy("Why is more time needed?"),
        help_text=gettext_lazy("Only officers read it. Say what happened and how long it takes."),
        error_messages={
            "required": gettext_lazy("Write why more time is needed: an officer will read it.")
        },
    )

    def clean_plea(self) -> str:
        return clean_text(self.cleaned_data["plea"])


class UntilForm(forms.Form):
    """A new closing instant: a day alone counts to its end. `until` after validation."""

    day = ThaiDateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("For example 7 ต.ค. 2565"),
        error_messages={"required": gettext_lazy("Write the last day, for example 7 ต.ค. 2565.")},
    )
    hour = ThaiTimeField(
        label=gettext_lazy("Before what time"),
        help_text=gettext_lazy("For example 16.30. Left empty, the whole day counts."),
        required=False,
    )
    reason = _text(
        label=gettext_lazy("Reason, read by everybody"),
        help_text=gettext_lazy("It stands on a public page: no names of people."),
        error_messages={"required": gettext_lazy("Write the reason: everybody can read it.")},
    )

    def __init__(self, *args, edition: Edition, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.at = edition, at
        self.until: datetime | None = None

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"]).strip()

    def clean(self) -> dict:
        found = super().clean()
        if not self.errors:
            self._check(found)
        return found

    def _check(self, found: dict) -> None:
        """What needs several answers together; called when each is fine by itself."""
        self.until = closing_at(found["day"], found["hour"])
        refusal = extending.why_not_until(self.edition, self.until, at=self.at)
        if refusal:
            self.add_error("day", str(refusal))


def closing_at(day: date, hour: time | None) -> datetime:
    """The first instant too late. 23.59 is how people write the end of a day."""
    if hour in (None, LAST_MINUTE):
        return datetime.combine(day + timedelta(days=1), time(0), BANGKOK)
    return datetime.combine(day, hour, BANGKOK)


class DecisionForm(UntilForm):
    """Yes with an end and a reason in public, or no with a reason for who asked."""

    APPROVE, REFUSE = "approve", "refuse"

    field_order = ["decision", "day", "hour", "reason"]
    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        widget=forms.RadioSelect,
        choices=[
            (APPROVE, gettext_lazy("Give more time")),
            (REFUSE, gettext_lazy("Refuse")),
        ],
        error_messages={
            "required": gettext_lazy("Choose whether more time is given."),
            "invalid_choice": gettext_lazy("Choose whether more time is given."),
        },
    )

    def __init__(self, *args, extension: Extension, **kwargs) -> None:
        super().__init__(*args, edition=extension.edition, **kwargs)
        self.fields["reason"].label = _("Reason")
        self.fields["reason"].help_text = _(
            "Given time stands with its reason on a public page: no names of people. "
            "The reason of a refusal is told to who asked."
        )
        self.was_asked = extension.until is None
        self.fields["reason"].required = self.was_asked
        self.fields["reason"].error_messages["required"] = _("Write the reason.")
        self.fields["day"].required = False
        if not self.was_asked:
            del self.fields["day"], self.fields["hour"]

    def _check(self, found: dict) -> None:
        refused = found["decision"] == self.REFUSE
        if refused and not found["reason"]:
            self.add_error("reason", _("Write the reason."))
        if self.was_asked and not refused:
            self._check_end(found)

    def _check_end(self, found: dict) -> None:
        if found["day"] is None:
            self.add_error("day", self.fields["day"].error_messages["required"])
        else:
            super()._check(found)


class ProposalForm(UntilForm):
    """For whom, until when and why. `target` after validation: what `propose` takes as scope."""

    class Scope(models.TextChoices):
        ENTRY = "entry", gettext_lazy("One entry")
        LAO = "lao", gettext_lazy("One organisation")
        PROVINCE = "province", gettext_lazy("A province, or one of its districts")
        EVERYONE = "everyone", gettext_lazy("Everyone")

    field_order = ["scope", "entry", "lao", "province", "amphoe", "day", "hour", "reason"]
    scope = forms.ChoiceField(
        label=gettext_lazy("For whom?"),
        widget=forms.RadioSelect,
        choices=Scope.choices,
        error_messages={
            "required": gettext_lazy("Choose who gets more time."),
            "invalid_choice": gettext_lazy("Choose who gets more time."),
        },
    )
    entry = forms.CharField(
        label=gettext_lazy("Number of the entry"),
        help_text=gettext_lazy("For one entry only"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "in-m", "autocomplete": "off"}),
    )
    lao = forms.CharField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("For one organisation only: its code, or its name with district"),
        required=False,
        max_length=200,
    )
    province = forms.ModelChoiceField(
        Province.objects.order_by("sort_key"),
        label=gettext_lazy("Province"),
        help_text=gettext_lazy("For a province only"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a province.")},
    )
    amphoe = forms.CharField(
        label=gettext_lazy("District"),
        help_text=gettext_lazy("Left empty, the whole province gets more time."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def _check(self, found: dict) -> None:
        super()._check(found)
        find = {
            self.Scope.ENTRY: self._entry,
            self.Scope.LAO: self._lao,
            self.Scope.PROVINCE: self._place,
            self.Scope.EVERYONE: dict,
        }[found["scope"]]
        self.target = find()

    def _entry(self) -> dict:
        number = normalise_number(self.cleaned_data["entry"])
        entries = Entry.objects.in_edition(self.edition).select_related("lao__province")
        entry = entries.filter(number=number).first()
        if entry is None:
            self.add_error("entry", _("No entry has this number."))
        return {"entry": entry}

    def _lao(self) -> dict:
        words = self.cleaned_data["lao"]
        exact = LAO.objects.in_register().filter(code=words)
        found = list(exact) or list(LAO.objects.search(words, limit=MOST_NAMED + 1))
        if len(found) != 1:
            self.add_error("lao", self._which(found))
        return {"lao": found[0] if found else None}

    def _which(self, found: list[LAO]) -> str:
        if not found:
            return _("No organisation is called this. Look for it by its code.")
        names = [f"{lao.code} {lao.display_name} {lao.place}" for lao in found[:MOST_NAMED]]
        return _("Several are called this. Write the code: %(names)s") % {"names": ", ".join(names)}

    def _place(self) -> dict:
        province, name = self.cleaned_data["province"], self.cleaned_data["amphoe"]
        if province is None:
            self.add_error("province", _("Choose a province."))
        if province is None or not name:
            return {"province": province}
        bare = name.removeprefix("อำเภอ").removeprefix("อ.").strip()
        amphoe = Amphoe.objects.filter(province=province, name_th=bare).first()
        if amphoe is None:
            self.add_error("amphoe", _("The province has no district of this name."))
        return {"amphoe": amphoe}
