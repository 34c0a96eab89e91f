"""Entries that lack a judge although sheets are handed out already: somebody has to step in."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from .planning import Panel


@dataclass(frozen=True)
class Lacking:
    """How many entries, and of them how many after a conflict and after a sheet taken back."""

    entries: int = 0
    after_conflict: int = 0
    after_leaving: int = 0


def seats_lacking(panel: Panel) -> dict[UUID, int]:
    """Empty seats by entry, as sheets are handed out now; entries with none are left out."""
    filled = Counter(entry for _judge, entry in panel.handed_out)
    return {
        entry: wanted - filled[entry]
        for entry, wanted in panel.seats.items()
        if wanted > filled[entry]
    }


def lacking(panel: Panel) -> Lacking:
    """Nothing lacks before the first sheets are handed out."""
    if not (panel.handed_out or panel.ended):
        return Lacking()
    empty = seats_lacking(panel).keys()
    conflicted = {entry for _judge, entry in panel.ended & panel.declared}
    taken_back = {entry for _judge, entry in panel.ended - panel.declared}
    return Lacking(
        entries=len(empty),
        after_conflict=len(empty & conflicted),
        after_leaving=len(empty & taken_back - conflicted),
    )
