"""Opening a signed sheet again: the judge asks, the chair decides with a reason, both on record.

The marks stay as they were signed until the judge changes them; until it is signed again the sheet
counts for nothing.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import Appointment, User
from contest_portal.accounts.roles import Permission, Role
from contest_portal.refusals import NotAllowed
from judging.models import Conflict, Reopening, Round, Sheet
from judging.rounds.window import refuse_when_closed

from .saving import given_on

Answer = Reopening.Answer

# Both are sent last inside the transaction; with reopening, and `chairs` who are asked.
reopening_asked = Signal()
reopening_answered = Signal()


def signed_for(user: User, round_: Round) -> QuerySet[Sheet]:
    """Signed sheets that this person may open again: not the own ones, nor any of an entry that a
    conflict hides."""
    hidden = Conflict.objects.filter(judge__user=user).values("entry")
    signed = Sheet.objects.counted().in_round(round_)
    others = signed.exclude(assignment__judge__user=user)
    return others.exclude(assignment__entry__in=hidden).without_words()


def presides(user: User, round_: Round) -> bool:
    """Officers over every panel, a chair over the panel that the chair sits on."""
    return user.may(Permission.MANAGE_JUDGING) or _chairs(round_).filter(pk=user.pk).exists()


def _chairs(round_: Round) -> QuerySet[User]:
    appointed = Appointment.objects.current().filter(role=Role.CHAIR)
    serving = round_.judges.serving().filter(user__in=appointed.values("user"))
    return User.objects.filter(pk__in=serving.values("user"), is_active=True)


@transaction.atomic
def ask(sheet: Sheet, *, why: str, by: User, at: datetime) -> Reopening:
    """The judge asks for the own signed sheet. Asking twice is asking once."""
    if not why.strip():
        raise NotAllowed(_("Write what you want to change and why."))
    sheet = Sheet.objects.visible_to(by).for_reading().get(pk=_held(sheet).pk)
    refuse_when_closed(sheet.round, at)
    _refuse_unsigned(sheet)
    open_one = sheet.reopenings.filter(answered_at=None).first()
    if open_one:
        return open_one
    asked = Reopening.objects.create(sheet=sheet, asked_at=at, why=why.strip())
    _record(audit.Action.REOPENING_ASKED, asked, by=by, facts={"why": asked.why})
    reopening_asked.send(sender=Reopening, reopening=asked, people=_whom_to_ask(sheet))
    return asked


def chairs_for(sheet: Sheet) -> list[User]:
    """Chairs of the panel who may know of the entry; not whose sheet it is."""
    judge = sheet.assignment.judge
    hidden = Conflict.objects.filter(entry=sheet.assignment.entry_id)
    chairs = _chairs(judge.round).exclude(pk__in=hidden.values("judge__user"))
    return list(chairs.exclude(pk=judge.user_id))


def _whom_to_ask(sheet: Sheet) -> list[User]:
    """Chairs who may know of the entry; where there is none, whoever invited the judge."""
    judge = sheet.assignment.judge
    return chairs_for(sheet) or ([judge.invited_by] if judge.invited_by else [])


@transaction.atomic
def open_again(sheet: Sheet, *, reason: str, by: User, at: datetime) -> Sheet:
    """Let the judge change the sheet. Raises NotAllowed when it is not signed, the round is closed
    or it is the person's own."""
    sheet = _answerable(sheet, reason, by=by, at=at)
    before = {"version": sheet.version, "marks": given_on(sheet), "verdict": sheet.verdict}
    sheet.signed_at = None
    sheet.version += 1
    sheet.save(update_fields=["signed_at", "version"])
    _answer(sheet, Answer.OPENED, reason, by=by, at=at, facts=before)
    return sheet


@transaction.atomic
def refuse(sheet: Sheet, *, reason: str, by: User, at: datetime) -> Sheet:
    """Answer the judge's wish with no; the sheet stays as it was signed."""
    sheet = _answerable(sheet, reason, by=by, at=at)
    if not sheet.reopenings.filter(answered_at=None).exists():
        raise NotAllowed(_("Nobody asks for this sheet any more."))
    _answer(sheet, Answer.REFUSED, reason, by=by, at=at, facts={})
    return sheet


def _answerable(sheet: Sheet, reason: str, *, by: User, at: datetime) -> Sheet:
    if not reason.strip():
        raise NotAllowed(_("Write the reason: the judge reads it, and it stays on record."))
    held = _held(sheet)
    sheet = Sheet.objects.live().for_reading().get(pk=held.pk)
    if sheet.assignment.judge.user_id == by.pk:
        raise NotAllowed(
            _("Nobody opens the own sheet again."), next_step=_("Ask the chair or an officer.")
        )
    refuse_when_closed(sheet.round, at)
    _refuse_unsigned(sheet)
    return sheet


def _held(sheet: Sheet) -> Sheet:
    """The row, until the transaction ends: the judge does not sign meanwhile."""
    return Sheet.objects.select_for_update().only("pk").get(pk=sheet.pk)


def _refuse_unsigned(sheet: Sheet) -> None:
    if sheet.signed_at is None:
        raise NotAllowed(
            _("The sheet is not signed, so it can be changed already."),
            next_step=_("Open the sheet and change it."),
        )


def _answer(sheet: Sheet, answer: str, reason: str, *, by: User, at: datetime, facts: dict) -> None:
    asked = sheet.reopenings.filter(answered_at=None).first() or Reopening(sheet=sheet)
    asked.answer, asked.reason = answer, reason.strip()
    asked.answered_by, asked.answered_at = by, at
    asked.save()
    action = {
        Answer.OPENED: audit.Action.SHEET_REOPENED,
        Answer.REFUSED: audit.Action.REOPENING_REFUSED,
    }[answer]
    _record(action, asked, by=by, facts={"reason": asked.reason, **facts})
    reopening_answered.send(sender=Reopening, reopening=asked, judge=sheet.assignment.judge)


def _record(action: audit.Action, reopening: Reopening, *, by: User, facts: dict) -> None:
    sheet = reopening.sheet
    audit.record(action, sheet, by=by, edition=sheet.edition.slug, facts=facts)
