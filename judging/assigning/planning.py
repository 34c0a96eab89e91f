"""What a plan depends on: the entries of a round, who reads how much, and which pairs cannot be."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from uuid import UUID

from judging.conflicts import barring, suggesting
from judging.models import Assignment, PairRule, Round
from judging.rounds.entries import of_round
from judging.solving.problem import Offer, Problem, Seats

from . import balancing

Pair = barring.Pair
Pairs = frozenset[Pair]
NOTHING: Pairs = frozenset()


@dataclass(frozen=True)
class Reader:
    """A judge as the appointment says: `most` sheets (None: as many as it takes), `skills`."""

    judge: UUID
    most: int | None = None
    skills: frozenset[str] = frozenset()

    def offer(self, entries: int) -> Offer:
        return Offer(entries if self.most is None else min(self.most, entries), self.skills)


@dataclass(frozen=True)
class Panel:
    """Two panels are equal while nothing that matters for a plan has changed.

    `handed_out` are sheets of who serves, `kept` signed ones of who left: both fill a seat.
    `movable` are those of `handed_out` that nobody has begun; they stay unless a seat would
    otherwise be empty. `more` entries want one judge more than the round asks.
    """

    entries: tuple[tuple[UUID, str, str], ...]  # (entry, province, category key)
    readers: tuple[Reader, ...]
    wanted: int
    handed_out: Pairs = NOTHING
    kept: Pairs = NOTHING
    declared: Pairs = NOTHING  # conflicts
    suggested: Pairs = NOTHING  # conflicts that nobody has decided
    contestants: Pairs = NOTHING  # who works for a contestant, with every entry
    ended: Pairs = NOTHING  # sheets that were taken back
    banned: Pairs = NOTHING
    pins: Pairs = NOTHING
    more: frozenset[UUID] = frozenset()
    movable: Pairs = field(default=NOTHING, compare=False)

    @property
    def judges(self) -> list[UUID]:
        return [reader.judge for reader in self.readers]

    @cached_property
    def forbidden(self) -> Pairs:
        barred = self.declared | self.suggested | self.contestants | self.ended | self.banned
        return barred - self.handed_out

    @cached_property
    def pinned(self) -> Pairs:
        """The pins that can be kept; an interest declared after pinning is stronger."""
        judges, entries = set(self.judges), {entry for entry, *_facts in self.entries}
        able = {(judge, entry) for judge, entry in self.pins if judge in judges}
        return frozenset(pair for pair in able - self.forbidden if pair[1] in entries)

    @cached_property
    def seats(self) -> dict[UUID, int]:
        """By entry: how many judges who serve it wants; all that are handed out or pinned."""
        filled = Counter(entry for _judge, entry in self.kept)
        given = Counter(entry for _judge, entry in self.handed_out | self.pinned)
        return {
            entry: max(given[entry], self.wanted + (entry in self.more) - filled[entry])
            for entry, *_facts in self.entries
        }

    @property
    def problem(self) -> Problem:
        """Sheets handed out are fixed, also where the limit was lowered afterwards."""
        return self._problem(fixed=self.handed_out | self.pinned)

    @property
    def loose_problem(self) -> Problem:
        """The same, but sheets that nobody has begun may change hands where it fills a seat."""
        movable = self.movable & self.handed_out
        return self._problem(fixed=(self.handed_out - movable) | self.pinned, present=movable)

    def _problem(self, *, fixed: Pairs, present: Pairs = NOTHING) -> Problem:
        return Problem(
            entries=[
                Seats(self.seats[entry], province, category)
                for entry, province, category in self.entries
            ],
            judges=[reader.offer(len(self.entries)) for reader in self.readers],
            forbidden=self._numbered(self.forbidden),
            fixed=self._numbered(fixed),
            present=self._numbered(present),
        )

    def _numbered(self, pairs: Pairs) -> frozenset[tuple[int, int]]:
        judges = {judge: index for index, judge in enumerate(self.judges)}
        entries = {entry: index for index, (entry, *_facts) in enumerate(self.entries)}
        return frozenset(
            (judges[judge], entries[entry])
            for judge, entry in pairs
            if judge in judges and entry in entries
        )

    @property
    def digest(self) -> str:
        """SHA-256 of all that equality looks at."""
        readers = [[str(one.judge), one.most, sorted(one.skills)] for one in self.readers]
        pairs = (self.handed_out, self.kept, self.forbidden, self.pinned)
        facts = [
            [[str(entry), *rest] for entry, *rest in self.entries], readers, self.wanted,
            sorted(str(entry) for entry in self.more),
            *(sorted(f"{judge}{entry}" for judge, entry in each) for each in pairs),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def panel_of(round_: Round, more: Iterable[UUID] = ()) -> Panel:
    rows = list(
        of_round(round_).order_by("number").values_list("pk", "lao__province_id", "category__key")
    )
    readers = _readers(round_)
    assigned = Assignment.objects.filter(judge__round=round_)
    declared = barring.declared(round_)
    suggested = {(each.judge, each.entry) for each in suggesting.pending(round_, declared)}
    rules = set(PairRule.objects.standing(round_).values_list("judge", "entry", "kind"))
    serving = {reader.judge for reader in readers}
    calibrating = set(round_.calibrations.values_list("entry", flat=True))
    sheets = assigned.live().values_list("judge", "entry", "sheet__saved_at", "sheet__signed_at")
    live = [(judge, entry, saved, signed) for judge, entry, saved, signed in sheets]
    return Panel(
        entries=tuple(rows),
        readers=readers,
        wanted=round_.scores_per_entry,
        handed_out=frozenset((judge, entry) for judge, entry, *_at in live if judge in serving),
        kept=frozenset(
            (judge, entry)
            for judge, entry, _saved, signed in live
            if signed and judge not in serving
        ),
        movable=frozenset(
            (judge, entry)
            for judge, entry, saved, signed in live
            if not (saved or signed) and judge in serving and entry not in calibrating
        ),
        declared=frozenset(declared),
        suggested=frozenset(suggested),
        contestants=frozenset(barring.suggested(round_)),
        ended=frozenset(assigned.exclude(ended_at=None).values_list("judge", "entry")),
        banned=_of_kind(rules, PairRule.Kind.BAN),
        pins=_of_kind(rules, PairRule.Kind.PIN) | {*product(serving, calibrating)},
        more=frozenset(more),
    )


def _of_kind(rules: set[tuple[UUID, UUID, str]], kind: str) -> Pairs:
    return frozenset((judge, entry) for judge, entry, each in rules if each == kind)


def _readers(round_: Round) -> tuple[Reader, ...]:
    serving = round_.judges.serving().prefetch_related("knows")
    return tuple(
        Reader(judge.pk, judge.most_sheets, frozenset(each.key for each in judge.knows.all()))
        for judge in serving
    )


def empty_seats(panel: Panel) -> int:
    """How many seats the simple plan leaves empty."""
    seated = Counter(entry for _judge, entry in panel.handed_out)
    seated.update(entry for _judge, entry in simple_plan(panel))
    return sum(max(0, wanted - seated[entry]) for entry, wanted in panel.seats.items())


def is_complete(panel: Panel) -> bool:
    """Whether there is nothing to hand out."""
    return next(simple_plan(panel), None) is None


def simple_plan(panel: Panel) -> Iterator[Pair]:
    """The pairs to add, seat by seat, by the same rules as the solver, though only nearly as even.

    Nothing that was handed out changes hands.
    """
    pins = panel.pinned - panel.handed_out
    yield from sorted(pins)
    categories = {entry: category for entry, _province, category in panel.entries}
    offers = {each.judge: each.offer(len(panel.entries)) for each in panel.readers}
    yield from balancing.plan(
        list(panel.seats),
        panel.judges,
        taken=panel.handed_out | pins,
        forbidden=panel.forbidden,
        wanted=panel.seats,
        most={judge: offer.most for judge, offer in offers.items()},
        knows=lambda judge, entry: offers[judge].knows(categories[entry]),
    )
