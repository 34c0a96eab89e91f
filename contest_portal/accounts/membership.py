"""Belonging to an LAO: a person claims it, somebody who knows verifies or refuses it.

Drafting is allowed at once; submitting waits for the verification. Where an organisation has an
owner, a claim is a colleague's wish to join: the owner answers, and after one working day the
province may too.
"""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO

from . import contest_facts
from .models import Membership, User
from .roles import Kind, Permission, Role

# Sent with membership, verified, reason, by: last, inside the transaction of the decision.
claim_decided = Signal()
# Sent with membership: a claim to an organisation whose owners answer it.
joining_asked = Signal()


@transaction.atomic
def claim(lao: LAO, *, by: User, at: datetime, asks: bool = True) -> Membership:
    """Say that one works for the LAO. Claiming twice returns the first claim.

    `asks` is whether the owners are asked to answer: not where the claim is proved at once.
    """
    if lao.disappeared_at:
        raise NotAllowed(
            _("This organisation is no longer in the register."),
            next_step=_("Search for the organisation that it has become part of."),
        )
    facts = {"claimed_at": at, **_as_what(lao, at)}
    membership, is_new = Membership.objects.current().get_or_create(
        user=by, lao=lao, ended_at=None, defaults=facts
    )
    if is_new:
        by.forget_roles()
        record(audit.Action.LAO_CLAIMED, membership, by=by)
        if asks and membership.province_from:
            joining_asked.send(sender=Membership, membership=membership)
    return membership


def _as_what(lao: LAO, at: datetime) -> dict[str, object]:
    """The first to come is responsible; later ones join, and their owner has a day to answer."""
    if not Membership.objects.owners_of(lao).exists():
        return {"kind": Kind.OWNER, "province_from": None}
    return {"kind": Kind.EDITOR, "province_from": contest_facts.one_working_day_after(at)}


@transaction.atomic
def verify(
    membership: Membership, *, by: User, at: datetime, kind: Kind | None = None
) -> Membership:
    """Confirm the claim, as what if a colleague says so. Verifying what is verified changes
    nothing."""
    lock(membership.lao)
    _refuse_unless_decider(membership, by=by, at=at)
    how = _how(membership, by, at=at)
    if not confirm(membership, how=how, by=by, at=at, kind=kind) and not membership.is_verified:
        raise _decided_already()
    return membership


def confirm(
    membership: Membership, *, how: Membership.How, by: User, at: datetime, kind: Kind | None = None
) -> bool:
    """Write that the claim is proved, in the caller's transaction, which has locked the LAO.

    `by` is who decided, or the person whose code it was. The first in an LAO is its owner.
    Returns whether the claim still waited.
    """
    by_code = how in (Membership.How.CIRCULAR, Membership.How.MAILBOX)
    has_owner = Membership.objects.owners_of(membership.lao).exists()
    facts = {
        "verified_at": at,
        "verified_by": None if by_code else by,
        "how": how,
        "kind": (kind or Kind.EDITOR) if has_owner else Kind.OWNER,
    }
    if not _decide(membership, **facts):
        return False
    record(audit.Action.CLAIM_VERIFIED, membership, by=by, how=how, kind=membership.kind)
    _announce(membership, verified=True, reason="", by=by)
    return True


@transaction.atomic
def refuse(membership: Membership, *, by: User, at: datetime, reason: str) -> Membership:
    """End the claim, with a reason that the person will read. They may claim again."""
    lock(membership.lao)
    _refuse_unless_decider(membership, by=by, at=at)
    if not reason.strip():
        raise NotAllowed(_("Write why the claim is refused."))
    if not _decide(membership, ended_at=at, end_reason=reason.strip()):
        raise _decided_already()
    record(audit.Action.CLAIM_REFUSED, membership, by=by, reason=membership.end_reason)
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
    record(audit.Action.CLAIM_WITHDRAWN, membership, by=by)
    return membership


def lock(lao: LAO) -> None:
    """Whoever changes the members of an LAO waits for the others who do.

    PostgreSQL locks the row. SQLite ignores that, but its transactions are IMMEDIATE: the
    database has one writer.
    """
    LAO.objects.select_for_update(no_key=True).only("pk").get(pk=lao.pk)


def is_decidable(membership: Membership, *, by: User, at: datetime) -> bool:
    """Whether the person may answer the claim now, as an officer or as its owner."""
    return _as_officer(membership, by, at=at) or _as_owner(membership, by)


def _as_officer(membership: Membership, by: User, *, at: datetime) -> bool:
    theirs = Membership.objects.decidable_by(by, at=at).filter(pk=membership.pk)
    return by.may(Permission.VERIFY_CLAIM) and theirs.exists()


def _as_owner(membership: Membership, by: User) -> bool:
    return membership.user_id != by.pk and by.may_in(membership.lao, Permission.MANAGE_MEMBERS)


def _refuse_unless_decider(membership: Membership, *, by: User, at: datetime) -> None:
    if not is_decidable(membership, by=by, at=at):
        raise NotAllowed(
            _("This affiliation is for somebody else to confirm now."),
            next_step=_(
                "Where the organisation has a responsible person, that person answers first; after "
                "one working day the province may too. DLA can confirm it at any time."
            ),
        )


def _how(membership: Membership, by: User, *, at: datetime) -> Membership.How:
    """Who vouched, as the record says it: by a letter, DLA, the province, or a colleague."""
    if not _as_officer(membership, by, at=at):
        return Membership.How.COLLEAGUE
    if membership.letters.exists():
        return Membership.How.LETTER
    is_dla = Role.DLA_OFFICER in by.roles
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


def record(action: audit.Action, membership: Membership, *, by: User, **facts: str) -> None:
    """An audit event about a membership, with the LAO and province it belongs to."""
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
