"""What people type about themselves and about others' claims."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.registry.models import Province
from contest_portal.thai.folding import clean_text, unify

from .appointing import APPOINTED_ROLES
from .models import User
from .roles import Role


class PlainText(forms.CharField):
    """One or more lines without control characters, however they were typed or pasted."""

    def to_python(self, value: object) -> str:
        return super().to_python(unify(clean_text(str(value or ""))))


class ProfileForm(forms.ModelForm):
    name = PlainText(
        label=_("Full name"),
        help_text=_("As on official papers, for example นางสาวสมใจ ใจดี"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your full name.")},
    )
    position = PlainText(
        label=_("Position"),
        help_text=_("For example นักวิชาการคอมพิวเตอร์ชำนาญการ"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": _("Write your position.")},
    )

    class Meta:
        model = User
        fields = ("name", "position")


class DecisionForm(forms.Form):
    """An officer's answer to a claim."""

    VERIFY, REFUSE = "verify", "refuse"

    decision = forms.ChoiceField(
        label=_("Does this person work there?"),
        choices=[
            (VERIFY, _("Yes, they work there")),
            (REFUSE, _("No, or it cannot be confirmed")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the two answers."),
            "invalid_choice": _("Choose one of the two answers."),
        },
    )
    reason = PlainText(
        label=_("Reason, if not"),
        help_text=_("The person will read it. Say what they can do."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the claim is refused.")},
    )

    def clean(self) -> dict:
        """A reason is asked of a refusal only."""
        cleaned = super().clean()
        if cleaned.get("decision") != self.REFUSE:
            self.errors.pop("reason", None)
            cleaned.setdefault("reason", "")
        return cleaned


class AppointmentForm(forms.Form):
    """A new office for somebody, known or not yet."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the e-mail address.")},
    )
    name = PlainText(label=_("Full name"), max_length=200, required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in Role if role in APPOINTED_ROLES],
        error_messages={"required": _("Choose a role.")},
    )
    province = forms.ModelChoiceField(
        label=_("Province"),
        help_text=_("For provincial officers only"),
        queryset=Province.objects.order_by("sort_key"),
        required=False,
    )


class ReasonForm(forms.Form):
    reason = PlainText(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason.")},
    )
