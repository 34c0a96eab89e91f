"""What officers type about the plan of the follow-up. Nothing here stores anything."""

from datetime import time
from itertools import pairwise

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.editions.models import Edition
from contest_portal.thai.fields import ThaiTimeField
from notifications.models import OutreachPlan

MOST_REMINDERS = 10


class Days(forms.CharField):
    """Numbers of working days in one line: 2, 4."""

    def prepare_value(self, value: object) -> object:
        return ", ".join(map(str, sorted(value))) if isinstance(value, list) else value

    def clean(self, value: object) -> list[int]:
        typed = super().clean(value).replace(",", " ").split()
        if not all(each.isdecimal() and 0 < int(each) < 100 for each in typed):
            raise forms.ValidationError(_("Write numbers of working days, such as 2, 4."))
        if len(typed) > MOST_REMINDERS:
            raise forms.ValidationError(_("More than ten reminders are too many."))
        return sorted({int(each) for each in typed})


class PlanForm(forms.ModelForm):
    """The plan, and the reminders, which stand on the edition itself."""

    reminder_days = Days(
        label=_("Reminders by mail after"),
        help_text=_("Working days after the release, such as 2, 4. Empty: no reminders."),
        required=False,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )
    reminder_hour = ThaiTimeField(
        label=_("At what time"),
        help_text=_("In Bangkok, for example 08.30."),
        error_messages={"required": _("Write the time.")},
    )

    sending_nudge_days = Days(
        label=_("Remind who began and has not sent, before the deadline"),
        help_text=_("Days, such as 3, 1. Empty: no reminders."),
        required=False,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )

    class Meta:
        model = OutreachPlan
        fields = (
            "acknowledge_days", "forward_days", "tell_days", "second_contact_days", "call_days",
            "head_days", "draft_nudge_days", "sending_nudge_days", "organisations_wanted",
            "last_year_be", "last_organisations", "last_register",
        )  # fmt: skip

    def __init__(self, typed=None, *, edition: Edition, plan: OutreachPlan) -> None:
        initial = {
            "reminder_days": edition.reminder_days,
            "reminder_hour": f"{edition.reminder_hour:%H.%M}",
        }
        super().__init__(typed, instance=plan, initial=initial)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "in-s")

    def clean(self) -> dict:
        facts = super().clean()
        self._refuse_disorder(
            facts, ("acknowledge_days", "forward_days", "tell_days"),
            _("A step of the chain cannot be due before the one it follows."),
        )  # fmt: skip
        self._refuse_disorder(
            facts, ("second_contact_days", "call_days", "head_days"),
            _("A rung of the ladder cannot come before the one below it."),
        )  # fmt: skip
        self._refuse_half_a_comparison(facts)
        return facts

    def _refuse_disorder(self, facts: dict, names: tuple[str, ...], words: str) -> None:
        for earlier, later in pairwise(names):
            both = (facts.get(earlier), facts.get(later))
            if None not in both and both[0] > both[1]:
                self.add_error(later, words)

    def _refuse_half_a_comparison(self, facts: dict) -> None:
        names = ("last_year_be", "last_organisations", "last_register")
        told = [facts.get(name) for name in names]
        if any(each is None for each in told) and any(each is not None for each in told):
            self.add_error("last_organisations", _("Fill in all three figures, or none."))
        elif None not in told and told[1] > told[2]:
            self.add_error("last_organisations", _("More LAOs entered than there were."))

    @property
    def reminders(self) -> tuple[list[int], time]:
        return self.cleaned_data["reminder_days"], self.cleaned_data["reminder_hour"]
