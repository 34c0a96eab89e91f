"""Second factors that come and go are on the record of their person."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from contest_portal import audit

from .models import User


@receiver(authenticator_added)
def record_added(sender, user: User, authenticator: Authenticator, **rest) -> None:
    audit.record(audit.Action.FACTOR_ADDED, user, by=user, facts={"type": authenticator.type})


@receiver(authenticator_removed)
def record_removed(sender, user: User, authenticator: Authenticator, **rest) -> None:
    audit.record(audit.Action.FACTOR_REMOVED, user, by=user, facts={"type": authenticator.type})
