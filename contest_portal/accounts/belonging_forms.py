"""What people type, choose and send to belong to an LAO, and about those who do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.registry.models import Amphoe

from .forms import PlainText
from .models import Membership
from .roles import Kind

KINDS_EXPLAINED = [
    (Kind.EDITOR, _("Colleague: writes and sends entries")),
    (Kind.SIGNATORY, _("Signatory: also approves entries before they are sent")),
    (Kind.OWNER, _("Responsible person: also answers colleagues and hands over")),
]


class CodeForm(forms.Form):
    code = PlainText(
        label=_("Claim code"),
        help_text=_("Ten letters and digits, for example 7K2M9-QX4DA. Small letters will do."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
        error_messages={"required": _("Write the code from the paper or the mail.")},
    )


class LetterForm(forms.Form):
    letter = forms.FileField(
        label=_("Signed letter"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": _("Choose the file of the signed letter."),
            "empty": _("The file is empty. Choose it again."),
            "missing": _("Choose the file of the signed letter."),
        },
    )


class AnswerForm(forms.Form):
    """A responsible person's answer to a colleague who asks to join."""

    YES, NO = "yes", "no"

    answer = forms.ChoiceField(
        label=_("Does this person work with you?"),
        choices=[(YES, _("Yes, let them join")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the two answers."),
            "invalid_choice": _("Choose one of the two answers."),
        },
    )
    kind = forms.ChoiceField(
        label=_("As what, if yes"),
        choices=KINDS_EXPLAINED,
        initial=Kind.EDITOR,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the kinds.")},
        required=False,
    )
    reason = PlainText(
        label=_("Reason, if not"),
        help_text=_("The person will read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why not.")},
    )

    def clean(self) -> dict:
        """A reason is asked of a refusal only."""
        cleaned = super().clean()
        if cleaned.get("answer") != self.NO:
            self.errors.pop("reason", None)
            cleaned.setdefault("reason", "")
        return cleaned


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("As what"),
        choices=KINDS_EXPLAINED,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the kinds."),
            "invalid_choice": _("Choose one of the kinds."),
        },
    )


def _person(membership: Membership) -> str:
    user = membership.user
    return f"{user} · {user.position or user.email}"


class _Colleague(forms.ModelChoiceField):
    def label_from_instance(self, membership: Membership) -> str:
        return _person(membership)


class HandOverForm(forms.Form):
    """To a colleague, or to an address; exactly one of the two."""

    colleague = _Colleague(
        label=_("To a colleague"),
        queryset=Membership.objects.none(),
        empty_label=_("Nobody of these"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the colleagues.")},
    )
    email = forms.EmailField(
        label=_("Or to somebody who is not here yet: their e-mail address"),
        help_text=_(
            "They get a mail, sign in with this address and take over. Until then it is you."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Write the address like name@agency.go.th.")},
    )
    leaves = forms.ChoiceField(
        label=_("And you"),
        choices=[
            ("stay", _("I go on as a colleague")),
            ("leave", _("I leave the organisation when they have taken over")),
        ],
        initial="stay",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of you.")},
    )

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = colleagues

    def clean(self) -> dict:
        cleaned = super().clean()
        given = [name for name in ("colleague", "email") if cleaned.get(name)]
        if len(given) != 1 and not self.errors:
            self.add_error(
                "colleague", _("Choose a colleague or write an address, one of the two.")
            )
        return cleaned


class EndForm(forms.Form):
    """An officer ends a membership; the successor is asked where the last owner goes."""

    reason = PlainText(
        label=_("Reason"),
        help_text=_("The person will read it. For example: moved to another agency."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the membership ends.")},
    )
    successor = _Colleague(
        label=_("Who is responsible from now on"),
        queryset=Membership.objects.none(),
        error_messages={
            "required": _("Choose which of the colleagues becomes responsible."),
            "invalid_choice": _("Choose one of the colleagues."),
        },
    )

    def __init__(self, *args, successors, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if successors is None:
            del self.fields["successor"]
        else:
            self.fields["successor"].queryset = successors


class PrintForm(forms.Form):
    """Which LAOs of a province get their codes printed."""

    amphoe = forms.ModelChoiceField(
        label=_("District"), queryset=Amphoe.objects.none(),
        empty_label=_("All districts of the province"), required=False,
        error_messages={"invalid_choice": _("Choose one of the districts.")},
    )  # fmt: skip
    only_without = forms.BooleanField(
        label=_("Only organisations that nobody belongs to yet"), required=False, initial=True
    )

    def __init__(self, *args, amphoes, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amphoe"].queryset = amphoes
