"""The panel of a round: inviting judges, and how far everybody is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from contest_portal import audit
from contest_portal.accounts.appointing import appoint
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Role
from submissions.models import Entry

from . import conflicts
from .models import Judge, Round, Sheet
from .paper import Paper, papers_of

judge_invited = Signal()  # judge, by


@transaction.atomic
def invite_judge(round_: Round, email: str, name: str, *, by: User, at: datetime) -> Judge:
    """Put the person of this address on the panel; somebody who had left comes back.

    Inviting a judge who is on the panel changes nothing and mails nothing.
    """
    slug = round_.edition.slug
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


@dataclass(frozen=True)
class JudgeRow:
    judge: Judge
    assigned: int
    signed: int
    conflicts: int

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
        self._suggested = conflicts.suggested(round_)
        sheets = Sheet.objects.in_round(round_).live().select_related("assignment")
        self._sheets = {_pair(sheet): sheet for sheet in sheets}

    @cached_property
    def judges(self) -> list[JudgeRow]:
        assigned = _count(self._sheets)
        signed = _count(pair for pair, sheet in self._sheets.items() if sheet.signed_at)
        conflicted = _count(self._declared)
        return [
            JudgeRow(judge, assigned[judge.pk], signed[judge.pk], conflicted[judge.pk])
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
        return "suggested" if pair in self._suggested else ""


def _pair(sheet: Sheet) -> conflicts.Pair:
    return sheet.assignment.judge_id, sheet.assignment.entry_id


def _state(sheet: Sheet) -> str:
    if sheet.signed_at:
        return "signed"
    return "started" if sheet.saved_at else "waiting"


def _count(pairs: Iterable[conflicts.Pair]) -> Counter[UUID]:
    return Counter(judge for judge, _entry in pairs)
