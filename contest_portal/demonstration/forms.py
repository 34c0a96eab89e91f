"""The moment to move the clock to, as a person writes it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.bangkok import BANGKOK
from contest_portal.thai.fields import ThaiDateField, ThaiTimeField


class ClockForm(forms.Form):
    day = ThaiDateField(
        label=_("Date"),
        help_text=_("For example 5 ต.ค. 2565"),
        error_messages={"required": _("Write the date.")},
    )
    hour = ThaiTimeField(
        label=_("Time"),
        help_text=_("For example 23.58"),
        error_messages={"required": _("Write the time.")},
    )

    def moment(self) -> datetime:
        """The instant in Bangkok that was asked for."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], BANGKOK)
