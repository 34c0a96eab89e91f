"""From the tables to the solver and back: which sheets handing out would add."""

import json
import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.conf import settings

from . import balancing, conflicts, suggesting
from .entries import of_round
from .models import Assignment, Round
from .solving.problem import Offer, Problem, Seats, plan_from_json, problem_as_json

SOLVER_SECONDS = 45  # 600 entries by 40 judges take a few; beyond it the simple plan serves

log = logging.getLogger(__name__)


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
    """What a plan depends on. Two panels are equal while nothing that matters has changed."""

    entries: tuple[tuple[UUID, str, str], ...]  # (entry, province, category key)
    readers: tuple[Reader, ...]
    handed_out: frozenset[conflicts.Pair]
    forbidden: frozenset[conflicts.Pair]
    wanted: int
    suggested: frozenset[conflicts.Pair] = frozenset()  # forbidden until somebody decides

    @property
    def judges(self) -> list[UUID]:
        return [reader.judge for reader in self.readers]

    @cached_property
    def problem(self) -> Problem:
        """Sheets handed out are fixed, also where the limit was lowered afterwards."""
        return Problem(
            entries=[
                Seats(self.wanted, province, category) for _, province, category in self.entries
            ],
            judges=[reader.offer(len(self.entries)) for reader in self.readers],
            forbidden=self._numbered(self.forbidden - self.handed_out),
            fixed=self._numbered(self.handed_out),
        )

    def _numbered(self, pairs: frozenset[conflicts.Pair]) -> frozenset[tuple[int, int]]:
        judges = {judge: index for index, judge in enumerate(self.judges)}
        entries = {entry: index for index, (entry, *_facts) in enumerate(self.entries)}
        return frozenset(
            (judges[judge], entries[entry])
            for judge, entry in pairs
            if judge in judges and entry in entries
        )


def panel_of(round_: Round) -> Panel:
    assigned = Assignment.objects.filter(judge__round=round_)
    ended = assigned.exclude(ended_at=None).values_list("judge", "entry")
    serving = assigned.live().filter(judge__in=round_.judges.serving())
    live = serving.values_list("judge", "entry")
    declared = conflicts.declared(round_)
    suggested = {(each.judge, each.entry) for each in suggesting.pending(round_, declared)}
    return Panel(
        entries=tuple(
            of_round(round_)
            .order_by("number")
            .values_list("pk", "lao__province_id", "category__key")
        ),
        readers=_readers(round_),
        handed_out=frozenset(live),
        forbidden=frozenset(declared | suggested | conflicts.suggested(round_) | set(ended)),
        suggested=frozenset(suggested),
        wanted=round_.scores_per_entry,
    )


def _readers(round_: Round) -> tuple[Reader, ...]:
    serving = round_.judges.serving().prefetch_related("knows")
    return tuple(
        Reader(judge.pk, judge.most_sheets, frozenset(each.key for each in judge.knows.all()))
        for judge in serving
    )


def best_pairs(panel: Panel) -> list[conflicts.Pair]:
    """What the optimal plan adds; what the simple one adds if the solver fails or is too slow."""
    try:
        pairs = _solved(panel.problem)
    except (subprocess.SubprocessError, ValueError, KeyError) as failure:
        log.warning("the solver gave no plan, so the simple one is used: %s", failure)
        return simple_pairs(panel)
    return [
        (panel.judges[judge], panel.entries[entry][0])
        for judge, entry in pairs
        if (judge, entry) not in panel.problem.fixed
    ]


def empty_seats(panel: Panel) -> int:
    """How many seats of eligible entries the simple plan leaves empty."""
    entries = {entry for entry, *_facts in panel.entries}
    seated = Counter(entry for _judge, entry in panel.handed_out if entry in entries)
    seated.update(entry for _judge, entry in _simple_plan(panel))
    return sum(max(0, panel.wanted - seated[entry]) for entry in entries)


def is_complete(panel: Panel) -> bool:
    """Whether there is nothing to hand out."""
    return next(_simple_plan(panel), None) is None


def simple_pairs(panel: Panel) -> list[conflicts.Pair]:
    return list(_simple_plan(panel))


def _simple_plan(panel: Panel) -> Iterator[conflicts.Pair]:
    """Seat by seat, by the same rules as the solver, though only nearly as even."""
    categories = {entry: category for entry, _province, category in panel.entries}
    offers = {each.judge: each.offer(len(panel.entries)) for each in panel.readers}
    return balancing.plan(
        [entry for entry, *_facts in panel.entries],
        panel.judges,
        taken=panel.handed_out,
        forbidden=panel.forbidden,
        wanted=panel.wanted,
        most={judge: offer.most for judge, offer in offers.items()},
        knows=lambda judge, entry: offers[judge].knows(categories[entry]),
    )


def _solved(problem: Problem) -> Sequence[tuple[int, int]]:
    """Raises SubprocessError, ValueError or KeyError when there is no plan."""
    answer = subprocess.run(
        [sys.executable, "-m", "judging.solving"],
        input=json.dumps(problem_as_json(problem)), capture_output=True, text=True, check=True,
        timeout=SOLVER_SECONDS, cwd=settings.BASE_DIR,
    )  # fmt: skip
    return plan_from_json(json.loads(answer.stdout)).pairs
