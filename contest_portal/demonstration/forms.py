"""The moment to move the clock to, as a person writes it."""

import re
from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.bangkok import BANGKOK
from contest_portal.thai.numerals import to_arabic_digits
from contest_portal.thai.reading_dates import parse_thai_date

TIME_OF_DAY = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})(?:\s*น\.?)?")


class ThaiDateField(forms.CharField):
    """A date of the Buddhist era, in words or figures."""

    def to_python(self, value: object) -> date | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_thai_date(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class ThaiTimeField(forms.CharField):
    """A time of day such as 09.41 or ๙.๔๑ น."""

    def to_python(self, value: object) -> time | None:
        text = super().to_python(value)
        if not text:
            return None
        found = TIME_OF_DAY.fullmatch(to_arabic_digits(text))
        try:
            return time(int(found[1]), int(found[2]))
        except (TypeError, ValueError):
            raise ValidationError(_("Write the time like 09.41.")) from None


class ClockForm(forms.Form):
    day = ThaiDateField(
        label=_("Date"),
        help_text=_("For example 5 ต.ค. 2565"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "in-m", "autocomplete": "off"}),
        error_messages={"required": _("Write the date.")},
    )
    hour = ThaiTimeField(
        label=_("Time"),
        help_text=_("For example 23.58"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "in-s", "autocomplete": "off"}),
        error_messages={"required": _("Write the time.")},
    )

    def moment(self) -> datetime:
        """The instant in Bangkok that was asked for."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], BANGKOK)
