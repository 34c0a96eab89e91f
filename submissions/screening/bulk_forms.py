"""What the confirmation of a bulk action asks for."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy

from contest_portal.accounts.models import Appointment, User
from contest_portal.accounts.roles import Permission, roles_with

from .forms import DueForm


class NothingMore(forms.Form):
    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)

    def facts(self) -> dict:
        return {}


class SendManyBack(DueForm):
    def facts(self) -> dict:
        return {"note": self.cleaned_data["note"], "due_at": self.due_at}


class Assigning(forms.Form):
    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Officer"),
        error_messages={
            "required": gettext_lazy("Choose an officer."),
            "invalid_choice": gettext_lazy("Choose an officer."),
        },
    )

    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        screening = Appointment.objects.current().filter(
            role__in=roles_with(Permission.SCREEN_ENTRY)
        )
        people = User.objects.filter(appointments__in=screening, is_active=True).distinct()
        self.fields["officer"].queryset = people.order_by("name", "email")

    def facts(self) -> dict:
        return {"officer": self.cleaned_data["officer"]}


FORMS = {"find_eligible": NothingMore, "return": SendManyBack, "assign": Assigning}
