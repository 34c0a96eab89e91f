"""Why a seat stays empty, in words that say what an officer can do about it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .planning import Pair, Panel

READS, CONFLICT, CONTESTANT, SUGGESTED, TAKEN_BACK, BANNED, FULL, FREE = range(8)


@dataclass(frozen=True)
class Shortfall:
    """`seats` of an entry stay empty; `reasons` count every judge who serves once."""

    entry: UUID
    seats: int
    reasons: list[str]


def shortfalls(panel: Panel, planned: Iterable[Pair]) -> list[Shortfall]:
    """Of the entries for which `planned`, all pairs once the plan is carried out, is too little."""
    planned = set(planned)
    filled = Counter(entry for _judge, entry in planned)
    loads = Counter(judge for judge, _entry in planned)
    full = {
        one.judge for one in panel.readers if loads[one.judge] >= one.offer(len(panel.entries)).most
    }
    return [
        Shortfall(entry, wanted - filled[entry], _reasons(panel, entry, planned, full))
        for entry, wanted in panel.seats.items()
        if wanted > filled[entry]
    ]


def _reasons(panel: Panel, entry: UUID, planned: set[Pair], full: set[UUID]) -> list[str]:
    counted = Counter(_state(panel, (judge, entry), planned, full) for judge in panel.judges)
    return [_words(state, counted[state]) for state in range(FREE) if counted[state]]


def _state(panel: Panel, pair: Pair, planned: set[Pair], full: set[UUID]) -> int:
    """The first that holds."""
    if pair in planned:
        return READS
    barred = [
        (panel.declared, CONFLICT), (panel.contestants, CONTESTANT), (panel.suggested, SUGGESTED),
        (panel.ended, TAKEN_BACK), (panel.banned, BANNED),
    ]  # fmt: skip
    for pairs, state in barred:
        if pair in pairs:
            return state
    return FULL if pair[0] in full else FREE


def _words(state: int, count: int) -> str:
    said = {
        READS: ngettext("%(count)d judge reads it", "%(count)d judges read it", count),
        CONFLICT: ngettext("%(count)d has a conflict of interest",
                           "%(count)d have a conflict of interest", count),
        CONTESTANT: ngettext("%(count)d works for a contestant",
                             "%(count)d work for a contestant", count),
        SUGGESTED: ngettext("%(count)d suggested conflict is not decided",
                            "%(count)d suggested conflicts are not decided", count),
        TAKEN_BACK: ngettext("%(count)d had it before", "%(count)d had it before", count),
        BANNED: ngettext("%(count)d is ruled out", "%(count)d are ruled out", count),
        FULL: ngettext("%(count)d reads as many as agreed",
                       "%(count)d read as many as agreed", count),
    }  # fmt: skip
    return said[state] % {"count": count}


def advice() -> str:
    return _("Invite another judge, raise a limit, or decide the suggested conflicts.")
