"""What officers type about a ranking. Nothing here stores anything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.models import Round


class AwardsForm(forms.Form):
    awards = forms.IntegerField(
        label=_("Number of awards"),
        help_text=_("Everybody placed up to here wins one. 0 where none are given."),
        min_value=0,
        max_value=1000,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "in-s", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter the number of awards, for example 10."),
            "invalid": _("Enter the number of awards in digits, for example 10."),
            "min_value": _("The number of awards cannot be below 0."),
            "max_value": _("The number of awards cannot be above 1,000."),
        },
    )


class MethodForm(forms.Form):
    method = forms.ChoiceField(
        label=_("Which score decides"),
        choices=Round.Method.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which score decides."),
            "invalid_choice": _("Choose which score decides."),
        },
    )
