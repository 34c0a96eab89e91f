"""The panel of a round: inviting judges, and how far everybody is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.appointing import appoint
from contest_portal.accounts.models import User, tidy_address
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO
from submissions.models import Entry

from . import conflicts
from .models import Judge, Round, Sheet
from .paper import Paper, papers_of

judge_invited = Signal()  # judge, by


@transaction.atomic
def invite_judge(round_: Round, email: str, name: str, *, by: User, at: datetime) -> Judge:
    """Put the person of this address on the panel; somebody who had left comes back.

    Inviting a judge who is on the panel changes nothing and mails nothing. Raises NotAllowed for
    somebody who works for a contestant.
    """
    slug = round_.edition.slug
    _refuse_contestant(email, round_)
    user = appoint(email, Role.JUDGE, by=by, edition_slug=slug, name=name)
    present = round_.judges.current().filter(user=user).first()
    if present:
        return present
    judge, _is_new = Judge.objects.update_or_create(
        round=round_, user=user, defaults={"invited_at": at, "left_at": None}
    )
    facts = {"person": str(user.pk), "email": user.email}
    audit.record(audit.Action.JUDGE_INVITED, judge, by=by, facts=facts, edition=slug)
    judge_invited.send(sender=Judge, judge=judge, by=by)
    return judge


def _refuse_contestant(email: str, round_: Round) -> None:
    user = User.objects.filter(email=tidy_address(email)).first()
    employer = conflicts.competing_employer(user, round_.edition) if user else None
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
    facts = {"person": str(judge.user_id), "sheets_ended": unsigned.update(ended_at=at)}
    audit.record(
        audit.Action.JUDGE_LEFT, judge, by=by, facts=facts, edition=judge.round.edition.slug
    )
    return judge


@dataclass(frozen=True)
class JudgeRow:
    """`employer` is the contestant that the judge works for."""

    judge: Judge
    assigned: int
    signed: int
    conflicts: int
    employer: LAO | None = None

    @property
    def is_done(self) -> bool:
        return 0 < self.assigned == self.signed


@dataclass(frozen=True)
class EntryRow:
    """`cells` in the order of the judges: signed, started, waiting, conflict, suggested, or ""."""

    entry: Entry
    paper: Paper
    cells: list[str]

    @property
    def assigned(self) -> int:
        return sum(cell in ("signed", "started", "waiting") for cell in self.cells)

    @property
    def signed(self) -> int:
        return self.cells.count("signed")


class Overview:
    """Everything the panel's page shows, in a fixed number of queries."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self._declared = conflicts.declared(round_)
        self._contestants = conflicts.contestants(round_)
        sheets = Sheet.objects.in_round(round_).live().select_related("assignment")
        self._sheets = {_pair(sheet): sheet for sheet in sheets}

    @cached_property
    def judges(self) -> list[JudgeRow]:
        assigned = _count(self._sheets)
        signed = _count(pair for pair, sheet in self._sheets.items() if sheet.signed_at)
        conflicted = _count(self._declared)
        return [
            JudgeRow(
                judge=judge,
                assigned=assigned[judge.pk],
                signed=signed[judge.pk],
                conflicts=conflicted[judge.pk],
                employer=self._contestants.get(judge.pk),
            )
            for judge in self.round.judges.current().select_related("user")
        ]

    @cached_property
    def entries(self) -> list[EntryRow]:
        eligible = Entry.objects.in_edition(self.round.edition_id).eligible().order_by("number")
        papers = papers_of(eligible)
        return [
            EntryRow(entry, papers[entry.pk], [self._cell(row, entry) for row in self.judges])
            for entry in eligible
        ]

    @property
    def assigned(self) -> int:
        return sum(row.assigned for row in self.judges)

    @property
    def signed(self) -> int:
        return sum(row.signed for row in self.judges)

    def _cell(self, row: JudgeRow, entry: Entry) -> str:
        pair = (row.judge.pk, entry.pk)
        if pair in self._declared:
            return "conflict"
        if pair in self._sheets:
            return _state(self._sheets[pair])
        return "suggested" if row.employer else ""


def _pair(sheet: Sheet) -> conflicts.Pair:
    return sheet.assignment.judge_id, sheet.assignment.entry_id


def _state(sheet: Sheet) -> str:
    if sheet.signed_at:
        return "signed"
    return "started" if sheet.saved_at else "waiting"


def _count(pairs: Iterable[conflicts.Pair]) -> Counter[UUID]:
    return Counter(judge for judge, _entry in pairs)
