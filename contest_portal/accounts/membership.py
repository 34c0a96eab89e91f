"""Belonging to an LAO: a person claims it, an officer who knows verifies or refuses it.

Drafting is allowed at once; submitting waits for the verification.
"""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO

from .models import Membership, User
from .roles import Permission, Role

# Sent with membership, verified, reason, by: last, inside the transaction of the decision.
claim_decided = Signal()


@transaction.atomic
def claim(lao: LAO, *, by: User, at: datetime) -> Membership:
    """Say that one works for the LAO. Claiming twice returns the first claim."""
    if lao.disappeared_at:
        raise NotAllowed(
            _("This organisation is no longer in the register."),
            next_step=_("Search for the organisation that it has become part of."),
        )
    membership, is_new = Membership.objects.current().get_or_create(
        user=by, lao=lao, ended_at=None, defaults={"claimed_at": at}
    )
    if is_new:
        by.forget_roles()
        _record(audit.Action.LAO_CLAIMED, membership, by=by)
    return membership


@transaction.atomic
def verify(membership: Membership, *, by: User, at: datetime) -> Membership:
    """Confirm the claim. Verifying what is verified changes nothing."""
    _may_decide(membership, by=by)
    facts = {"verified_at": at, "verified_by": by, "how": _how(by)}
    if _decide(membership, **facts):
        _record(audit.Action.CLAIM_VERIFIED, membership, by=by)
        _announce(membership, verified=True, reason="", by=by)
    elif not membership.is_verified:
        raise _decided_already()
    return membership


@transaction.atomic
def refuse(membership: Membership, *, by: User, at: datetime, reason: str) -> Membership:
    """End the claim, with a reason that the person will read. They may claim again."""
    _may_decide(membership, by=by)
    if not reason.strip():
        raise NotAllowed(_("Write why the claim is refused."))
    if not _decide(membership, ended_at=at, end_reason=reason.strip()):
        raise _decided_already()
    _record(audit.Action.CLAIM_REFUSED, membership, by=by, reason=membership.end_reason)
    _announce(membership, verified=False, reason=membership.end_reason, by=by)
    return membership


@transaction.atomic
def withdraw(membership: Membership, *, by: User, at: datetime) -> Membership:
    """End one's own claim while it waits. What one wrote stays and returns with a new claim."""
    if membership.user_id != by.pk:
        raise NotAllowed(_("Only the person who claimed it can withdraw a claim."))
    if not _decide(membership, ended_at=at):
        raise _decided_already()
    by.forget_roles()
    _record(audit.Action.CLAIM_WITHDRAWN, membership, by=by)
    return membership


def _may_decide(membership: Membership, *, by: User) -> None:
    theirs = Membership.objects.decidable_by(by).filter(pk=membership.pk).exists()
    if not (theirs and by.may(Permission.VERIFY_CLAIM)):
        raise NotAllowed(
            _("This affiliation is for another officer to confirm."),
            next_step=_("The province of the organisation, or DLA, can confirm it."),
        )


def _how(officer: User) -> Membership.How:
    """Who vouched, as the record says it: DLA, or the province."""
    is_dla = Role.DLA_OFFICER in officer.roles
    return Membership.How.OFFICER if is_dla else Membership.How.PROVINCE


def _decide(membership: Membership, **facts: object) -> bool:
    """Write the decision if the claim still waits for one; of two at once, the first counts."""
    written = Membership.objects.awaiting().filter(pk=membership.pk).update(**facts)
    membership.refresh_from_db()
    return bool(written)


def _decided_already() -> NotAllowed:
    return NotAllowed(
        _("Somebody else has decided this claim already."),
        next_step=_("Look at the list of claims again."),
    )


def _record(action: audit.Action, membership: Membership, *, by: User, **facts: str) -> None:
    lao = membership.lao
    audit.record(
        action,
        membership,
        by=by,
        facts={"person": str(membership.user), "email": membership.user.email, **facts},
        lao=lao.code,
        province=lao.province_id,
    )


def _announce(membership: Membership, *, verified: bool, reason: str, by: User) -> None:
    claim_decided.send(
        sender=Membership, membership=membership, verified=verified, reason=reason, by=by
    )
