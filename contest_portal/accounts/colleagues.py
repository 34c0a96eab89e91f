"""Members of an LAO among themselves: kinds, handing over, leaving, removing.

An organisation that has members always keeps an owner. Entries belong to the organisation: nothing
here touches them.
"""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO

from .membership import lock, record
from .models import Membership, User
from .roles import Kind, Permission

# Sent with membership, by: last, inside the transaction.
kind_changed = Signal()
# Sent with membership, reason, by: removed by a colleague, left, or ended by an officer.
membership_ended = Signal()
# Sent with giver and successor (memberships), by.
handed_over = Signal()


@transaction.atomic
def change_kind(membership: Membership, kind: Kind, *, by: User) -> Membership:
    """Say as what a member belongs to the LAO. The last owner stays owner."""
    lock(membership.lao)
    membership.refresh_from_db()
    _refuse_unless_manager(membership, by)
    if membership.kind == kind:
        return membership
    if kind != Kind.OWNER:
        _refuse_if_last_owner(membership)
    before = membership.kind
    _write_kind(membership, kind)
    record(audit.Action.KIND_CHANGED, membership, by=by, before=before, after=kind)
    kind_changed.send(sender=Membership, membership=membership, by=by)
    return membership


@transaction.atomic
def remove(membership: Membership, *, by: User, at: datetime, reason: str) -> None:
    """An owner ends a colleague's membership, with a reason that the colleague reads."""
    lock(membership.lao)
    membership.refresh_from_db()
    _refuse_unless_manager(membership, by)
    if membership.user_id == by.pk:
        raise NotAllowed(
            _("Nobody removes themselves."), next_step=_("Leave the organisation instead.")
        )
    end(membership, audit.Action.MEMBER_REMOVED, by=by, at=at, reason=reason)


@transaction.atomic
def leave(membership: Membership, *, by: User, at: datetime) -> None:
    """End one's own membership. The last owner hands over first."""
    lock(membership.lao)
    membership.refresh_from_db()
    if membership.user_id != by.pk or not membership.is_verified:
        raise _not_a_member()
    _refuse_if_last_owner(membership)
    end(membership, audit.Action.MEMBER_LEFT, by=by, at=at)
    by.forget_roles()


@transaction.atomic
def hand_over(
    membership: Membership, successor: Membership, *, by: User, at: datetime, leaves: bool
) -> None:
    """Make a colleague owner in one's own place; stay as a colleague, or leave."""
    lock(membership.lao)
    membership.refresh_from_db()
    successor.refresh_from_db()
    _refuse_unless_owner(membership, by)
    others = Membership.objects.active().filter(lao=membership.lao).exclude(pk=membership.pk)
    if not others.filter(pk=successor.pk).exists():
        raise NotAllowed(
            _("This colleague does not belong to the organisation any more."),
            next_step=_("Choose another colleague, or name an e-mail address."),
        )
    pass_on(membership, successor, by=by, at=at, leaves=leaves)


def pass_on(
    giver: Membership, successor: Membership, *, by: User, at: datetime, leaves: bool
) -> None:
    """Write and tell, in the caller's transaction, which has locked the LAO."""
    _write_kind(successor, Kind.OWNER)
    _write_kind(giver, Kind.EDITOR)
    if leaves:
        _end(giver, at=at)
        giver.user.forget_roles()
    record(audit.Action.HANDED_OVER, successor, by=by, giver=giver.user.email, leaves=str(leaves))
    handed_over.send(sender=Membership, giver=giver, successor=successor, by=by)


@transaction.atomic
def end_by_officer(
    membership: Membership, *, by: User, at: datetime, reason: str,
    successor: Membership | None = None,
) -> None:  # fmt: skip
    """End the membership of somebody who left without handing over.

    Where that was the last owner and others remain, one of them is named as the new owner.
    """
    lock(membership.lao)
    membership.refresh_from_db()
    in_care = Membership.objects.verified().of_officer(by).filter(pk=membership.pk)
    if not (by.may(Permission.VERIFY_CLAIM) and in_care.exists()):
        raise NotAllowed(
            _("This member is in the care of another officer."),
            next_step=_("The province of the organisation, or DLA, can end the membership."),
        )
    if is_last_owner(membership) and others_of(membership).exists():
        _appoint_successor(membership, successor, by=by)
    end(membership, audit.Action.MEMBERSHIP_ENDED, by=by, at=at, reason=reason)


def _appoint_successor(membership: Membership, successor: Membership | None, *, by: User) -> None:
    named = others_of(membership).filter(pk=successor.pk if successor else None).first()
    if named is None:
        raise NotAllowed(
            _("This is the only responsible person of the organisation."),
            next_step=_("Choose which of the colleagues becomes responsible."),
        )
    _write_kind(named, Kind.OWNER)
    record(audit.Action.KIND_CHANGED, named, by=by, after=Kind.OWNER)
    kind_changed.send(sender=Membership, membership=named, by=by)


def others_of(membership: Membership):
    """Everybody else who belongs to the LAO and can sign in, by name."""
    others = Membership.objects.active().filter(lao=membership.lao).exclude(pk=membership.pk)
    return others.select_related("user").order_by("user__name", "user__email")


def is_last_owner(membership: Membership) -> bool:
    """Whether the LAO would be without an owner if this one went."""
    if membership.kind != Kind.OWNER:
        return False
    owners = Membership.objects.owners_of(membership.lao)
    return not owners.exclude(pk=membership.pk).exists()


def end(
    membership: Membership, action: audit.Action, *, by: User, at: datetime, reason: str = ""
) -> None:
    """Write, record and tell, in the caller's transaction. An end by others needs a reason."""
    reason = reason.strip()
    if membership.user_id != by.pk and not reason:
        raise NotAllowed(_("Write why the membership ends."))
    if not membership.is_verified:
        raise _not_a_member()
    _end(membership, at=at, reason=reason)
    record(action, membership, by=by, reason=reason)
    membership_ended.send(sender=Membership, membership=membership, reason=reason, by=by)


def _end(membership: Membership, *, at: datetime, reason: str = "") -> None:
    membership.ended_at, membership.end_reason = at, reason
    membership.save(update_fields=["ended_at", "end_reason"])


def _write_kind(membership: Membership, kind: Kind) -> None:
    membership.kind = kind
    membership.save(update_fields=["kind"])


def _refuse_unless_manager(membership: Membership, by: User) -> None:
    if not membership.is_verified:
        raise _not_a_member()
    refuse_unless_manages(membership.lao, by)


def refuse_unless_manages(lao: LAO, by: User) -> None:
    if not by.may_in(lao, Permission.MANAGE_MEMBERS):
        raise NotAllowed(
            _("Only the responsible person of the organisation can do this."),
            next_step=_("Ask that person; the page of your organisation names them."),
        )


def _refuse_unless_owner(membership: Membership, by: User) -> None:
    is_own = membership.user_id == by.pk and membership.is_verified
    if not (is_own and membership.kind == Kind.OWNER):
        raise NotAllowed(
            _("Only the responsible person can hand the responsibility over."),
            next_step=_("Look at the page of your organisation again."),
        )


def _refuse_if_last_owner(membership: Membership) -> None:
    if is_last_owner(membership):
        raise NotAllowed(
            _("This is the only responsible person of the organisation."),
            next_step=_(
                "Hand over first: to a colleague, or to somebody whom you name by e-mail address."
            ),
        )


def _not_a_member() -> NotAllowed:
    return NotAllowed(
        _("This person does not belong to the organisation any more."),
        next_step=_("Look at the page of your organisation again."),
    )
