"""Whom a circular goes to, as an officer chooses it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_portal.registry.models import Province
from notifications.models import Circular

from .audience import Audience


class AudienceForm(forms.Form):
    regions = forms.MultipleChoiceField(
        label=_("Regions"),
        help_text=_("Nothing ticked: all provinces."),
        choices=Province.Region.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    silent_on = forms.ChoiceField(
        label=_("Only provinces that have not acknowledged"),
        required=False,
    )
    with_laos = forms.BooleanField(
        label=_("Also a copy to every LAO of these provinces that has a mailbox"),
        help_text=_("Each copy brings the LAO's own link and its code."),
        required=False,
    )

    def __init__(self, typed=None, *, circular: Circular) -> None:
        initial = {
            "regions": circular.regions,
            "silent_on": circular.silent_on_id or "",
            "with_laos": circular.with_laos,
        }
        super().__init__(typed, initial=initial)
        earlier = circular.edition.circulars.filter(status__in=Circular.OUT)
        earlier = earlier.exclude(pk=circular.pk).defer("original", "body")
        numbers = [(str(each.pk), each.number) for each in earlier]
        self.fields["silent_on"].choices = [("", _("It does not matter")), *numbers]

    @property
    def audience(self) -> Audience:
        chosen = self.cleaned_data
        return Audience(
            regions=tuple(sorted(chosen["regions"])),
            silent_on_id=chosen["silent_on"],
            with_laos=chosen["with_laos"],
        )
