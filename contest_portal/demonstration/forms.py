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


class WrittenField(forms.Field):
    """Short text that means something; `read` says what, or raises ValueError in words."""

    longest = 60

    def to_python(self, value: object) -> object | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return self.read(text[: self.longest])
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def read(self, text: str) -> object:
        raise NotImplementedError


class ThaiDateField(WrittenField):
    """A date of the Buddhist era, in words or figures."""

    def read(self, text: str) -> date:
        return parse_thai_date(text)


class ThaiTimeField(WrittenField):
    """A time of day such as 09.41 or ๙.๔๑ น."""

    def read(self, text: str) -> time:
        found = TIME_OF_DAY.fullmatch(to_arabic_digits(text))
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValueError(_("Write the time like 09.41."))
        return time(int(found[1]), int(found[2]))


class ClockForm(forms.Form):
    day = ThaiDateField(
        label=_("Date"),
        help_text=_("For example 5 ต.ค. 2565"),
        widget=forms.TextInput(attrs={"class": "in-m", "autocomplete": "off"}),
        error_messages={"required": _("Write the date.")},
    )
    hour = ThaiTimeField(
        label=_("Time"),
        help_text=_("For example 23.58"),
        widget=forms.TextInput(attrs={"class": "in-s", "autocomplete": "off"}),
        error_messages={"required": _("Write the time.")},
    )

    def moment(self) -> datetime:
        """The instant in Bangkok that was asked for."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], BANGKOK)
