"""What is typed about a release. Nothing here stores anything."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.bangkok import BANGKOK
from contest_portal.thai.fields import ThaiDateField, ThaiTimeField


class InstantForm(forms.Form):
    """When the clock publishes the results, in Bangkok."""

    day = ThaiDateField(
        label=_("Day of the release"),
        help_text=_("For example 7 ต.ค. 2565"),
        error_messages={"required": _("Write the day, for example 7 ต.ค. 2565.")},
    )
    hour = ThaiTimeField(
        label=_("Time of the release"),
        help_text=_("For example 10.00"),
        error_messages={"required": _("Write the time, for example 10.00.")},
    )

    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict:
        given = super().clean()
        if {"day", "hour"} <= given.keys() and self.publish_at <= self.at:
            self.add_error("day", _("This instant is past. Choose a later one, or publish now."))
        return given

    @property
    def publish_at(self) -> datetime:
        """Only of a valid form."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], BANGKOK)
