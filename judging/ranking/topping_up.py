"""Where one more review could decide: entries whose place may lie on either side of the cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from judging.models import Round
from judging.numbers import stability
from judging.rounds.paper import Paper, papers_of

from . import proposing
from .evidence import Evidence
from .figures import USUAL_AWARDS


@dataclass(frozen=True)
class OnTheCut:
    """An entry whose place lies between `best` and `worst` in 90 % of the resamples."""

    entry: UUID
    paper: Paper
    best: int
    worst: int


def usual_awards(round_: Round) -> int:
    """As the last ranking was prepared, else the usual number."""
    latest = proposing.latest(round_)
    return latest.awards if latest else USUAL_AWARDS


def crossing(intervals: Mapping[UUID, stability.Interval], awards: int) -> list[UUID]:
    """Those who may win an award and may not."""
    return [entry for entry, one in intervals.items() if one.best <= awards < one.worst]


def on_the_cut(round_: Round, awards: int) -> list[OnTheCut]:
    """The best placed first. Entries without a signed sheet have no place."""
    evidence = Evidence(round_)
    seed = int(evidence.digest[:15], 16)  # the same marks give the same intervals
    intervals = stability.rank_intervals(evidence.sheet_scores, seed=seed)
    chosen = crossing(intervals, awards)
    papers = papers_of(chosen)
    rows = [
        OnTheCut(entry, papers[entry], intervals[entry].best, intervals[entry].worst)
        for entry in chosen
    ]
    return sorted(rows, key=lambda row: (row.best, row.worst, row.paper.number))
