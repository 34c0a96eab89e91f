"""What is typed about a judge's absence. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.dates import thai_date
from contest_portal.thai.fields import ThaiDateField
from judging.models import Judge


class AbsenceForm(forms.Form):
    """Both days or neither: an absence that is emptied is over."""

    away_from = ThaiDateField(
        label=_("First day away"),
        help_text=_("For example 7 ต.ค. 2565. Leave both empty where there is no absence."),
        required=False,
    )
    away_until = ThaiDateField(label=_("Last day away"), required=False)

    def __init__(self, judge: Judge, *args, **kwargs) -> None:
        initial = {
            name: thai_date(day)
            for name in ("away_from", "away_until")
            if (day := getattr(judge, name))
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict:
        typed = super().clean()
        first, last = typed.get("away_from"), typed.get("away_until")
        if not self.errors:
            if last and not first:
                self.add_error("away_from", _("Write the first day too."))
            if first and not last:
                self.add_error("away_until", _("Write the last day too."))
            if first and last and last < first:
                self.add_error("away_until", _("The last day comes before the first."))
        return typed
