"""The panel of a round: who answered, and how far everybody is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from contest_portal.registry.models import LAO
from submissions.models import Entry

from . import conflicts
from .models import Judge, Round, Sheet
from .paper import Paper, papers_of


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

    @property
    def serves(self) -> bool:
        return self.judge.accepted_at is not None


@dataclass(frozen=True)
class EntryRow:
    """`cells` of the serving judges: signed, started, waiting, conflict, suggested, or ""."""

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
        sheets = Sheet.objects.in_round(round_).live().without_words().select_related("assignment")
        self._sheets = {_pair(sheet): sheet for sheet in sheets}

    @cached_property
    def judges(self) -> list[JudgeRow]:
        assigned = _count(self._sheets)
        signed = _count(pair for pair, sheet in self._sheets.items() if sheet.signed_at)
        conflicted = _count(self._declared)
        present = self.round.judges.current()
        return [
            JudgeRow(
                judge=judge,
                assigned=assigned[judge.pk],
                signed=signed[judge.pk],
                conflicts=conflicted[judge.pk],
                employer=self._contestants.get(judge.pk),
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

    @cached_property
    def entries(self) -> list[EntryRow]:
        eligible = Entry.objects.in_edition(self.round.edition_id).eligible().order_by("number")
        papers = papers_of(eligible)
        return [
            EntryRow(entry, papers[entry.pk], [self._cell(row, entry) for row in self.serving])
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
