"""The panel of a round: who answered, and how far everybody is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from contest_portal.registry.models import LAO
from judging.conflicts import barring
from judging.models import Judge, Round, Sheet
from judging.rounds.entries import of_round
from judging.rounds.paper import Paper, papers_of
from judging.sheets import reading_time
from submissions.models import Entry

from . import absence
from .pace import Pace, pace_of
from .spreads import spreads_of

SILENT_AFTER_DAYS = 3


@dataclass(frozen=True)
class JudgeRow:
    """`employer` is the contestant that the judge works for; `seen_at` the last save or signature.

    `minutes` are what a sheet usually takes. `waits_since` is when the present wait began: the last
    sign of life, or when both the sheets were handed out and the round was open.
    """

    judge: Judge
    assigned: int
    signed: int
    conflicts: int
    at: datetime
    seen_at: datetime | None = None
    waits_since: datetime | None = None
    employer: LAO | None = None
    minutes: int | None = None

    @property
    def is_away(self) -> bool:
        return absence.is_away(self.judge, self.at)

    @property
    def is_done(self) -> bool:
        return 0 < self.assigned == self.signed

    @property
    def silent_days(self) -> int:
        """Whole days without a sign of life while sheets are owed; 0 below the limit."""
        if self.waits_since is None or self.signed == self.assigned or not self.serves:
            return 0
        if self.is_away:
            return 0
        days = (self.at - self.waits_since).days
        return days if days >= SILENT_AFTER_DAYS else 0

    @property
    def serves(self) -> bool:
        return self.judge.accepted_at is not None


@dataclass(frozen=True)
class EntryRow:
    """`cells` of the serving judges: signed, started, waiting, conflict, contestant, suggested, or
    ""."""

    entry: Entry
    paper: Paper
    cells: list[str]
    spread: Decimal | None = None

    @property
    def assigned(self) -> int:
        return sum(cell in ("signed", "started", "waiting") for cell in self.cells)

    @property
    def signed(self) -> int:
        return self.cells.count("signed")


class Overview:
    """Everything the panel's page shows, in a fixed number of queries."""

    def __init__(
        self, round_: Round, at: datetime, suggested: frozenset[barring.Pair] = frozenset()
    ) -> None:
        """`suggested` conflicts that nobody has decided, as planning knows them."""
        self.round = round_
        self.at = at
        self._suggested = suggested
        self._declared = barring.declared(round_)
        self._contestants = barring.contestants(round_)
        sheets = Sheet.objects.in_round(round_).live().without_words().select_related("assignment")
        self._sheets = {_pair(sheet): sheet for sheet in sheets}

    @cached_property
    def judges(self) -> list[JudgeRow]:
        assigned = _count(self._sheets)
        signed = _count(pair for pair, sheet in self._sheets.items() if sheet.signed_at)
        conflicted = _count(self._declared)
        present = self.round.judges.current()
        seen, handed_out = self._sign_of_life(), self._handed_out()
        return [
            JudgeRow(
                judge=judge,
                assigned=assigned[judge.pk],
                signed=signed[judge.pk],
                conflicts=conflicted[judge.pk],
                at=self.at,
                seen_at=seen.get(judge.pk),
                waits_since=self._waits_since(seen.get(judge.pk), handed_out.get(judge.pk)),
                employer=self._contestants.get(judge.pk),
                minutes=reading_time.usual_minutes(self._sheets_of(judge)),
            )
            for judge in present.select_related("user").prefetch_related("knows")
        ]

    @property
    def serving(self) -> list[JudgeRow]:
        """Those who accepted: the columns of the table of entries."""
        return [row for row in self.judges if row.serves]

    @property
    def undecided(self) -> int:
        return sum(row.judge.is_undecided for row in self.judges)

    @property
    def declined(self) -> int:
        return sum(row.judge.declined_at is not None for row in self.judges)

    @property
    def suggestions(self) -> int:
        """Suggested conflicts that nobody has decided."""
        return len(self._suggested)

    @property
    def silent(self) -> int:
        return sum(row.silent_days > 0 for row in self.judges)

    @property
    def pace(self) -> Pace | None:
        return pace_of(
            [sheet.signed_at for sheet in self._sheets.values() if sheet.signed_at],
            self.assigned - self.signed,
            opens_at=self.round.opens_at, closes_at=self.round.closes_at, at=self.at,
        )  # fmt: skip

    @cached_property
    def entries(self) -> list[EntryRow]:
        """Where the signed sheets disagree most, first."""
        eligible = of_round(self.round).order_by("number")
        papers, spreads = papers_of(eligible), spreads_of(self.round)
        rows = [
            EntryRow(
                entry,
                papers[entry.pk],
                [self._cell(row, entry) for row in self.serving],
                spreads.get(entry.pk),
            )
            for entry in eligible
        ]
        return sorted(rows, key=lambda row: -1 if row.spread is None else row.spread, reverse=True)

    @property
    def assigned(self) -> int:
        return sum(row.assigned for row in self.judges)

    @property
    def signed(self) -> int:
        return sum(row.signed for row in self.judges)

    def _sheets_of(self, judge: Judge) -> list[Sheet]:
        return [sheet for (owner, _entry), sheet in self._sheets.items() if owner == judge.pk]

    def _sign_of_life(self) -> dict[UUID, datetime]:
        """By judge: when a sheet was last saved or signed."""
        moments = {
            pair: max(filter(None, (sheet.saved_at, sheet.signed_at)), default=None)
            for pair, sheet in self._sheets.items()
        }
        return _latest(moments)

    def _handed_out(self) -> dict[UUID, datetime]:
        """By judge: when the last sheet was handed out."""
        return _latest({pair: sheet.assignment.assigned_at for pair, sheet in self._sheets.items()})

    def _waits_since(self, seen: datetime | None, handed_out: datetime | None) -> datetime | None:
        if handed_out is None:
            return None
        return max(filter(None, (seen, handed_out, self.round.opens_at)))

    def _cell(self, row: JudgeRow, entry: Entry) -> str:
        pair = (row.judge.pk, entry.pk)
        if pair in self._declared:
            return "conflict"
        if pair in self._sheets:
            return _state(self._sheets[pair])
        if row.employer:
            return "contestant"
        return "suggested" if pair in self._suggested else ""


def _pair(sheet: Sheet) -> barring.Pair:
    return sheet.assignment.judge_id, sheet.assignment.entry_id


def _state(sheet: Sheet) -> str:
    if sheet.signed_at:
        return "signed"
    return "started" if sheet.saved_at else "waiting"


def _latest(moments: Mapping[barring.Pair, datetime | None]) -> dict[UUID, datetime]:
    found: dict[UUID, datetime] = {}
    for (judge, _entry), moment in moments.items():
        if moment and (judge not in found or moment > found[judge]):
            found[judge] = moment
    return found


def _count(pairs: Iterable[barring.Pair]) -> Counter[UUID]:
    return Counter(judge for judge, _entry in pairs)
