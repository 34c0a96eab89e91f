"""Onto the panel and off it: a judge is invited, accepts or declines, and may leave."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.appointing import appoint
from contest_portal.accounts.models import User, tidy_address
from contest_portal.accounts.roles import Permission, Role
from contest_portal.editions.models import Category
from contest_portal.refusals import NotAllowed
from judging.conflicts import barring
from judging.models import Judge, Round
from judging.rounds.window import why_over

from . import appointment_letter, undertaking

judge_invited = Signal()  # judge, by
judge_declined = Signal()  # judge

UNANSWERED = {
    "accepted_at": None, "undertook_at": None, "letter": None, "declared_at": None,
    "declined_at": None, "decline_reason": "", "reminded_at": None, "left_at": None,
}  # fmt: skip


@transaction.atomic
def invite_judge(round_: Round, email: str, name: str, *, by: User, at: datetime) -> Judge:
    """Ask the person of this address onto the panel; who had left or declined is asked anew.

    Inviting a judge who is on the panel, or has not answered yet, changes nothing and mails
    nothing. Raises NotAllowed for somebody who works for a contestant, or manages the judging.
    """
    Round.objects.lock(round_.pk)  # two officers who invite one person send one mail
    slug = round_.edition.slug
    known = User.objects.filter(email=tidy_address(email)).first()
    if known:
        _refuse_contestant(known, round_)
        _refuse_officer(known)
    user = appoint(email, Role.JUDGE, by=by, edition_slug=slug, name=name)
    present = round_.judges.current().filter(user=user, declined_at=None).first()
    if present:
        return present
    judge, _is_new = Judge.objects.update_or_create(
        round=round_, user=user, defaults={"invited_at": at, "invited_by": by, **UNANSWERED}
    )
    _record(audit.Action.JUDGE_INVITED, judge, {"email": user.email}, by=by)
    judge_invited.send(sender=Judge, judge=judge, by=by)
    return judge


def _refuse_officer(user: User) -> None:
    """Nothing can be kept from who sees every entry, every mark and who gave it."""
    if user.may(Permission.MANAGE_JUDGING):
        words = _("%(person)s manages the judging and sees what every judge gives.")
        raise NotAllowed(
            words % {"person": user},
            next_step=_("Invite somebody else, or let that role be ended first."),
        )


def _refuse_contestant(user: User, round_: Round) -> None:
    employer = barring.competing_employer(user, round_.edition)
    if employer:
        words = _("%(person)s works for %(lao)s, which competes in this edition.")
        raise NotAllowed(
            words % {"person": user, "lao": employer.display_name},
            next_step=_("Invite somebody who does not work for a contestant."),
        )


@transaction.atomic
def leave(judge: Judge, *, by: User, at: datetime) -> Judge:
    """Off the panel: sheets not signed end, signed ones go on counting. Twice changes nothing."""
    Round.objects.lock(judge.round_id)  # no assigning meanwhile
    if not Judge.objects.filter(pk=judge.pk, left_at=None).update(left_at=at):
        return Judge.objects.get(pk=judge.pk)
    judge.left_at = at
    unsigned = judge.assignments.filter(ended_at=None, sheet__signed_at=None)
    facts = {"sheets_ended": unsigned.update(ended_at=at)}
    _record(audit.Action.JUDGE_LEFT, judge, facts, by=by)
    return judge


@transaction.atomic
def accept(judge: Judge, *, by: User, at: datetime) -> Judge:
    """The judge agrees to the undertaking and is appointed, with a letter. Twice changes nothing.

    Raises NotAllowed when it was declined, is over, or is somebody else's invitation.
    """
    current = _to_be_answered(judge, by=by)
    if current.accepted_at:
        return current
    reason = why_not_accept(current, at)
    if reason:
        raise NotAllowed(reason, next_step=_("Ask the organiser to invite you again."))
    current.accepted_at = current.undertook_at = at
    current.letter = appointment_letter.issue(current)
    current.save(update_fields=["accepted_at", "undertook_at", "letter"])
    facts = {"undertaking": undertaking.digest_of_text(), "letter": current.letter.number}
    _record(audit.Action.JUDGE_ACCEPTED, current, facts, by=by)
    return current


def why_not_accept(judge: Judge, at: datetime) -> str | None:
    if judge.declined_at:
        return _("You have declined this invitation.")
    return why_over(judge.round, at)


@transaction.atomic
def decline(judge: Judge, *, by: User, at: datetime, reason: str) -> Judge:
    """Stays on the panel's page as declined until an officer invites again or takes it off.

    Raises NotAllowed when it was accepted, has no reason, or is somebody else's invitation.
    """
    current = _to_be_answered(judge, by=by)
    if current.declined_at:
        return current
    if current.accepted_at:
        raise NotAllowed(
            _("You have accepted this invitation."),
            next_step=_("Ask the organiser to take you off the panel."),
        )
    if not reason.strip():
        raise NotAllowed(_("Say in a few words why you decline."))
    current.declined_at, current.decline_reason = at, reason.strip()
    current.save(update_fields=["declined_at", "decline_reason"])
    _record(audit.Action.JUDGE_DECLINED, current, {"reason": current.decline_reason}, by=by)
    judge_declined.send(sender=Judge, judge=current)
    return current


@transaction.atomic
def set_offer(
    judge: Judge, *, most_sheets: int | None, knows: Iterable[Category], by: User
) -> None:
    """How much a judge reads and what they know. Counts when sheets are handed out next."""
    Round.objects.lock(judge.round_id)  # no assigning meanwhile
    known = sorted(knows, key=lambda category: category.order)
    judge.most_sheets = most_sheets
    judge.save(update_fields=["most_sheets"])
    judge.knows.set(known)
    facts = {"most_sheets": most_sheets, "knows": [category.key for category in known]}
    _record(audit.Action.APPOINTMENT_CHANGED, judge, facts, by=by)


def _to_be_answered(judge: Judge, *, by: User) -> Judge:
    """The row as it now is, held with its round until the transaction ends."""
    Round.objects.lock(judge.round_id)  # no assigning meanwhile
    current = Judge.objects.current().filter(pk=judge.pk, user=by)
    found = current.select_related("user", "invited_by", "round__edition__organiser").first()
    if found is None:
        raise NotAllowed(_("This invitation no longer holds."))
    return found


def _record(action: audit.Action, judge: Judge, facts: dict, *, by: User) -> None:
    slug = judge.round.edition.slug
    facts = {"person": str(judge.user_id), **facts}
    audit.record(action, judge, by=by, facts=facts, edition=slug)
