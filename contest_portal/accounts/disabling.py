"""Closing an account and opening it again."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.refusals import NotAllowed

from .models import User


@transaction.atomic
def disable(user: User, *, by: User, at: datetime, reason: str) -> None:
    """The person's next request is a stranger's. `at` is machine time: links count by it."""
    if user == by:
        raise NotAllowed(
            _("Nobody disables their own account."),
            next_step=_("Ask another administrator to do it."),
        )
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return
    user.one_time_links.filter(closed_at=None).update(closed_at=at)
    end_sessions(user)
    facts = {"email": user.email, "reason": reason}
    audit.record(audit.Action.PERSON_DISABLED, user, by=by, facts=facts)


@transaction.atomic
def enable(user: User, *, by: User) -> None:
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        audit.record(audit.Action.PERSON_ENABLED, user, by=by, facts={"email": user.email})


def end_sessions(user: User) -> None:
    """Everywhere at once. Django ends those of disabled people by itself; these rows go too."""
    for session in UserSession.objects.filter(user=user):
        session.end()
