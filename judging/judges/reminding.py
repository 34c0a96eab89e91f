"""Judges who still owe sheets are reminded: at most once a day, and only these."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.thai.bangkok import calendar_day
from judging.models import Judge, Round, Sheet
from judging.rounds.window import why_closed

from . import absence

judges_reminded = Signal()  # round_, debts: list of Debt, by, at


@dataclass(frozen=True)
class Debt:
    """A judge and how many sheets they have not signed; `is_told` was reminded today already."""

    judge: Judge
    unsigned: int
    is_told: bool
    is_away: bool

    @property
    def is_due(self) -> bool:
        return not (self.is_told or self.is_away)


def debts(round_: Round, at: datetime) -> list[Debt]:
    """Of everybody who serves and owes something, in the order of invitation."""
    awaited = Sheet.objects.awaited().values("pk")
    owing = Count("assignments__sheet", filter=Q(assignments__sheet__in=awaited))
    judges = round_.judges.serving().select_related("user").annotate(unsigned=owing)
    return [
        Debt(judge, judge.unsigned, _is_told(judge, at), absence.is_away(judge, at))
        for judge in judges.filter(unsigned__gt=0)
    ]


def why_not(round_: Round, owed: list[Debt], at: datetime) -> str | None:
    """Why nobody can be reminded now; None when somebody can."""
    if reason := why_closed(round_, at):
        return reason
    if not owed:
        return _("Nobody owes a sheet.")
    if not any(debt.is_due for debt in owed):
        return _("Everybody who owes a sheet was reminded today or is away.")
    return None


@transaction.atomic
def remind(round_: Round, *, by: User, at: datetime) -> list[Debt]:
    """Owe each of them a mail that says how many sheets wait; returns who gets one."""
    locked = Round.objects.lock(round_.pk)  # two officers do not remind at once
    owed = debts(locked, at)
    reason = why_not(locked, owed, at)
    if reason:
        raise NotAllowed(reason)
    reminded = [debt for debt in owed if debt.is_due]
    locked.judges.filter(pk__in=[debt.judge.pk for debt in reminded]).update(reminded_at=at)
    audit.record(
        audit.Action.JUDGES_REMINDED,
        locked,
        by=by,
        facts={"owed": {str(debt.judge.pk): debt.unsigned for debt in reminded}},
        edition=locked.edition.slug,
    )
    judges_reminded.send(sender=Round, round_=locked, debts=reminded, by=by, at=at)
    return reminded


def _is_told(judge: Judge, at: datetime) -> bool:
    told = judge.reminded_at
    return told is not None and calendar_day(told) >= calendar_day(at)
