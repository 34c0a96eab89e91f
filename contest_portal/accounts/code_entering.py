"""Entering a claim code: one use, and guessing is slow without shutting an LAO out.

A person has five wrong codes an hour, wherever they try. Where an LAO sees many wrong codes in a
day, everybody has one wrong code a day there: whoever holds the paper still gets in at once, and
nobody can use up the tries of others.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal import audit, clock
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO

from . import claim_codes, membership
from .models import ClaimCode, Membership, User, WrongCode

MOST_WRONG = 5  # of one person, within an hour
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
MANY_WRONG = 30  # of an LAO, within a day, by whomever
MOST_WRONG_THEN = 1  # of one person there, within a day

log = logging.getLogger(__name__)


def enter(lao: LAO, typed: str, *, by: User, at: datetime) -> Membership:
    """Prove the claim to an LAO with a code. Raises NotAllowed where it does not fit, or no more
    may be tried; the count of wrong codes stays then."""
    claim_codes.refuse_officers(by)
    with transaction.atomic():
        proved = _try(lao, typed, by=by, at=at)
    if isinstance(proved, NotAllowed):
        raise proved
    by.forget_roles()
    return proved


def _try(lao: LAO, typed: str, *, by: User, at: datetime) -> Membership | NotAllowed:
    machine = clock.machine_now()
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)  # tries are counted
    membership.lock(lao)
    claim = membership.claim(lao, by=by, at=at, asks=False)
    if claim.is_verified:
        return claim
    if refusal := why_not(lao, by=by, at=machine):
        return refusal
    code = _fitting(lao, typed, by=by, at=machine)
    if code is None:
        return _wrong(claim, by=by, at=machine)
    ClaimCode.objects.filter(pk=code.pk).update(used_at=machine, used_by=by)
    membership.confirm(claim, how=claim_codes.how_proved(code), by=by, at=at)
    return claim


def why_not(lao: LAO, *, by: User, at: datetime) -> NotAllowed | None:
    """Why the person may not try a code now. `at` is machine time."""
    if len(_wrong_of(by, since=at - AN_HOUR)) >= MOST_WRONG:
        return _rest(_("Five codes within an hour did not fit."), at, by, AN_HOUR)
    if not _is_guessed_at(lao, at):
        return None
    if len(_wrong_of(by, since=at - A_DAY, lao=lao)) >= MOST_WRONG_THEN:
        reason = _("Many wrong codes were entered for this organisation today.")
        return _rest(reason, at, by, A_DAY)
    return None


def _wrong_of(by: User, *, since: datetime, **where: object) -> list[datetime]:
    """When the person entered wrong codes, the earliest first."""
    wrong = by.wrong_codes.filter(tried_at__gt=since, **where).order_by("tried_at")
    return list(wrong.values_list("tried_at", flat=True))


def _is_guessed_at(lao: LAO, at: datetime) -> bool:
    return lao.wrong_codes.filter(tried_at__gt=at - A_DAY).count() >= MANY_WRONG


def _rest(reason: str, at: datetime, by: User, window: timedelta) -> NotAllowed:
    """Until the earliest wrong code of the window is forgotten."""
    earliest = _wrong_of(by, since=at - window)[0]
    minutes = max(1, -((at - earliest - window) // timedelta(minutes=1)))
    step = ngettext(
        "Try again in %(minutes)s minute, or choose another way.",
        "Try again in %(minutes)s minutes, or choose another way.",
        minutes,
    )
    return NotAllowed(reason, next_step=step % {"minutes": minutes})


def _fitting(lao: LAO, typed: str, *, by: User, at: datetime) -> ClaimCode | None:
    """The open code that was typed: the printed one of the LAO, or one mailed for this person."""
    candidates = ClaimCode.objects.open(at=at).filter(lao=lao)
    theirs = candidates.printed() | candidates.mailed_for(by)
    return next((code for code in theirs if claim_codes.fits(code, typed)), None)


def _wrong(claim: Membership, *, by: User, at: datetime) -> NotAllowed:
    WrongCode.objects.create(user=by, lao=claim.lao, tried_at=at)
    membership.record(audit.Action.CODE_WRONG, claim, by=by)
    if claim.lao.wrong_codes.filter(tried_at__gt=at - A_DAY).count() == MANY_WRONG:
        log.error("alarm: %d wrong claim codes within a day for LAO %s", MANY_WRONG, claim.lao.code)
    left = MOST_WRONG - len(_wrong_of(by, since=at - AN_HOUR))
    step = ngettext(
        "Compare it with the paper or the mail: ten letters and digits. %(left)s try is left.",
        "Compare it with the paper or the mail: ten letters and digits. %(left)s tries are left.",
        left,
    )
    return NotAllowed(
        _("This code does not fit, or has been used already."), next_step=step % {"left": left}
    )
