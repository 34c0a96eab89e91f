"""What an officer types about one judge and one entry. Nothing here stores anything."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from judging.models import Judge


class PairForm(forms.Form):
    GIVE, PIN, BAN = "give", "pin", "ban"

    judge = forms.ModelChoiceField(
        label=_("Judge"),
        queryset=Judge.objects.none(),
        empty_label=_("Choose a judge"),
        error_messages={
            "required": _("Choose the judge that it is about."),
            "invalid_choice": _("Choose a judge who has accepted."),
        },
    )
    entry = forms.ChoiceField(
        label=_("Entry"),
        error_messages={
            "required": _("Choose an entry"),
            "invalid_choice": _("Choose an entry of this round."),
        },
    )
    what = forms.ChoiceField(
        label=_("What shall be done"),
        choices=[
            (PIN, _("Shall read it: every plan keeps to that")),
            (BAN, _("Shall not read it: no plan gives it")),
            (GIVE, _("Hand out this sheet now, without a plan")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what shall be done.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stands in the audit."),
        max_length=500,
        error_messages={"required": _("Say in a few words why.")},
    )

    def __init__(
        self, judges: QuerySet[Judge], titles: Mapping[UUID, str], *args, **kwargs
    ) -> None:
        """`titles` by the entry's id."""
        super().__init__(*args, **kwargs)
        self.fields["judge"].queryset = judges
        self.fields["entry"].choices = [
            ("", _("Choose an entry")),
            *((str(entry), title) for entry, title in titles.items()),
        ]
