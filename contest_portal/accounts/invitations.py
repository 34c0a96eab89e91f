"""Naming a successor who has not come yet: who signs in with that address and says yes takes over.

Signing in proves the address, so the mail carries no secret.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from contest_portal import audit, clock
from contest_portal.refusals import NotAllowed

from .colleagues import pass_on, refuse_unless_manages
from .membership import claim, confirm, lock
from .models import Invitation, Membership, User, tidy_address

LIFE = timedelta(days=30)

# Sent with invitation, by: last, inside the transaction.
successor_invited = Signal()


@transaction.atomic
def invite(giver: Membership, email: str, *, by: User, at: datetime, leaves: bool) -> Invitation:
    """Name somebody by address. The giver stays owner until they come. `at` is contest time.

    A colleague's address is refused: to them the responsibility passes at once.
    """
    lock(giver.lao)
    giver.refresh_from_db()
    email = tidy_address(email)
    refuse_unless_manages(giver.lao, by)
    if Membership.objects.active().filter(lao=giver.lao, user__email=email).exists():
        raise NotAllowed(
            _("This person belongs to the organisation already."),
            next_step=_("Choose them among the colleagues: then they are responsible at once."),
        )
    giver.lao.invitations.filter(email=email, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=at
    )
    invitation = Invitation.objects.create(
        lao=giver.lao, email=email, giver=giver, giver_leaves=leaves, invited_at=at,
        not_after=clock.machine_now() + LIFE,
    )  # fmt: skip
    _record(audit.Action.SUCCESSOR_INVITED, invitation, by=by)
    successor_invited.send(sender=Invitation, invitation=invitation, by=by)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, by: User, at: datetime) -> Membership:
    """Take over, as the person of the address. A second press changes nothing."""
    lock(invitation.lao)
    invitation.refresh_from_db()
    if invitation.accepted_by_id == by.pk:
        return by.memberships.current().get(lao=invitation.lao)
    standing = Invitation.objects.open(at=clock.machine_now()).for_person(by)
    if not standing.filter(pk=invitation.pk).exists():
        raise _closed()
    successor = claim(invitation.lao, by=by, at=at, asks=False)
    giver = Membership.objects.select_related("user").get(pk=invitation.giver_id)
    if not successor.is_verified:
        confirm(successor, how=Membership.How.HANDOVER, by=giver.user, at=at)
    invitation.accepted_at, invitation.accepted_by = at, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    pass_on(giver, successor, by=by, at=at, leaves=invitation.giver_leaves)
    by.forget_roles()
    return successor


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Take the invitation back while nobody has come."""
    lock(invitation.lao)
    refuse_unless_manages(invitation.lao, by)
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=at):
        raise _closed()
    _record(audit.Action.INVITATION_WITHDRAWN, invitation, by=by)


def _closed() -> NotAllowed:
    return NotAllowed(
        _("This invitation does not stand any more."),
        next_step=_("Ask the responsible person of the organisation to invite you again."),
    )


def _record(action: audit.Action, invitation: Invitation, *, by: User) -> None:
    audit.record(
        action, invitation, by=by, lao=invitation.lao.code, province=invitation.lao.province_id,
        facts={"email": invitation.email, "leaves": invitation.giver_leaves},
    )  # fmt: skip
