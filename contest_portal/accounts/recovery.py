"""A lost second factor: one administrator asks for its reset, another one grants it.

Everybody concerned is told by mail at both steps, so that a false request does not pass unseen.
A request that nobody decided about in three days is open no more; it may be made again.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.refusals import NotAllowed

from . import letters
from .disabling import end_sessions
from .models import SecondFactorReset, User


@transaction.atomic
def ask(user: User, *, by: User, at: datetime, reason: str) -> SecondFactorReset:
    """Asking again while a request is open returns that one."""
    if user == by:
        raise NotAllowed(
            _("Nobody asks for a reset of their own."),
            next_step=_("Use a recovery code, or call two other administrators."),
        )
    SecondFactorReset.objects.stale(at).filter(user=user).update(lapsed_at=at)
    reset, is_new = SecondFactorReset.objects.undecided().get_or_create(
        user=user,
        decided_at=None,
        lapsed_at=None,
        defaults={"reason": reason, "requested_by": by, "requested_at": at},
    )
    if is_new:
        _record(audit.Action.RESET_ASKED, reset, by=by)
        _tell(reset, "factor_reset_asked")
    return reset


@transaction.atomic
def grant(reset: SecondFactorReset, *, by: User, at: datetime) -> None:
    """Remove every factor and end every session: the person signs in and sets up a new one."""
    if by.pk in (reset.requested_by_id, reset.user_id):
        raise NotAllowed(
            _("A second administrator decides about this."),
            next_step=_("Ask a colleague who did not ask for the reset."),
        )
    _decide(reset, by=by, at=at, is_granted=True)
    Authenticator.objects.filter(user=reset.user).delete()
    end_sessions(reset.user)
    _record(audit.Action.RESET_GRANTED, reset, by=by)
    _tell(reset, "factor_reset_granted")


@transaction.atomic
def refuse(reset: SecondFactorReset, *, by: User, at: datetime) -> None:
    """Who asked may take it back, and so may any other administrator."""
    _decide(reset, by=by, at=at, is_granted=False)
    _record(audit.Action.RESET_REFUSED, reset, by=by)
    _tell(reset, "factor_reset_refused")


def _decide(reset: SecondFactorReset, *, by: User, at: datetime, is_granted: bool) -> None:
    """Write the decision if none has been written yet; of two at once, the first counts."""
    decision = {"decided_by": by, "decided_at": at, "is_granted": is_granted}
    if not SecondFactorReset.objects.open(at).filter(pk=reset.pk).update(**decision):
        raise NotAllowed(
            _("This reset has been decided about already, or has waited for too long."),
            next_step=_("Look at the person's page again."),
        )
    reset.refresh_from_db()


def _record(action: audit.Action, reset: SecondFactorReset, *, by: User) -> None:
    audit.record(
        action, reset.user, by=by, facts={"email": reset.user.email, "reason": reset.reason}
    )


def _tell(reset: SecondFactorReset, letter: str) -> None:
    letters.tell(reset.user, letter, reset=reset)
    letters.tell_administrators(f"{letter}_copy", reset=reset)
