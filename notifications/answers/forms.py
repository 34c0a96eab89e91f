"""Forms of an answer to a letter: an office's own, and what an officer enters of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.circulars.forms import OneLine
from notifications.models import Acknowledgement

from . import suspicion


class AcknowledgementForm(forms.Form):
    """Nothing is filled in beforehand: the answer is the person's own."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=Acknowledgement.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    name = OneLine(
        label=_("First and last name of the receiver"),
        max_length=200,
        error_messages={"required": _("Write your first and last name.")},
    )
    position = OneLine(
        label=_("Position"),
        max_length=200,
        error_messages={"required": _("Write your position.")},
    )
    own_number = OneLine(
        label=_("The province's own receipt number"),
        help_text=_("Thai or Arabic digits."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "in-m"}),
    )
    passed_to = OneLine(
        label=_("To whom it was forwarded"),
        help_text=_("The unit or person, where it was."),
        max_length=200,
        required=False,
    )


class ForwardingForm(AcknowledgementForm):
    """Who received the letter says later that it was forwarded."""

    own_number = None
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=Acknowledgement.Answer.choices,
        initial=Acknowledgement.Answer.FORWARDED,
        widget=forms.HiddenInput,
    )
    name = OneLine(
        label=_("First and last name of who forwarded it"),
        max_length=200,
        error_messages={"required": _("Write your first and last name.")},
    )


class CopyForm(AcknowledgementForm):
    """An LAO says that it has its copy; there is nothing to choose and nothing to pass on."""

    own_number = None
    passed_to = None
    answer = forms.ChoiceField(
        choices=[(Acknowledgement.Answer.RECEIVED, Acknowledgement.Answer.RECEIVED.label)],
        initial=Acknowledgement.Answer.RECEIVED,
        widget=forms.HiddenInput,
    )


class CorrectionSeenForm(CopyForm):
    """Who has acknowledged the letter says the same of what was put right about it."""


class CheckedAnswerForm(forms.Form):
    """What an officer found out about an answer that came very fast."""

    finding = forms.ChoiceField(
        label=_("What you found"),
        choices=suspicion.Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you found.")},
    )
    how = OneLine(
        label=_("How you know"),
        help_text=_("For example: told by telephone, with the number and the time of the call."),
        max_length=500,
        error_messages={"required": _("Write how you know whether a person answered.")},
    )


class EnteredAnswerForm(AcknowledgementForm):
    """What a province told an officer by telephone or on paper."""

    answer = forms.ChoiceField(
        label=_("The province's answer"),
        choices=Acknowledgement.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    name = OneLine(
        label=_("First and last name of who answered"),
        max_length=200,
        error_messages={"required": _("Write the name of the person who answered.")},
    )
    position = OneLine(
        label=_("Position"),
        max_length=200,
        error_messages={"required": _("Write the position of the person who answered.")},
    )
    reason = OneLine(
        label=_("How you know"),
        help_text=_("For example: told by telephone, with the number and the time of the call."),
        max_length=500,
        error_messages={"required": _("Write how you know that the province answered.")},
    )
