"""Form fields for dates and times as people write them in Thai."""

import re
from datetime import date, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .numerals import to_arabic_digits
from .reading_dates import parse_thai_date

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

    widget = forms.TextInput(attrs={"class": "in-m", "autocomplete": "off"})

    def read(self, text: str) -> date:
        return parse_thai_date(text)


class ThaiTimeField(WrittenField):
    """A time of day such as 09.41 or ๙.๔๑ น."""

    widget = forms.TextInput(attrs={"class": "in-s", "autocomplete": "off"})

    def read(self, text: str) -> time:
        found = TIME_OF_DAY.fullmatch(to_arabic_digits(text))
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValueError(_("Write the time like 09.41."))
        return time(int(found[1]), int(found[2]))
