"""From the tables to the solver and back: which sheets handing out would add."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.conf import settings

from submissions.models import Entry

from . import balancing, conflicts
from .models import Assignment, Round
from .solving.problem import Offer, Problem, Seats, plan_from_json, problem_as_json

SOLVER_SECONDS = 45  # 600 entries by 40 judges take a few; beyond it the simple plan serves

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Panel:
    """What a plan depends on. Two panels are equal while nothing that matters has changed."""

    entries: tuple[tuple[UUID, str, str], ...]  # (entry, province, category key)
    judges: tuple[UUID, ...]
    handed_out: frozenset[conflicts.Pair]
    forbidden: frozenset[conflicts.Pair]
    wanted: int

    @cached_property
    def problem(self) -> Problem:
        """Sheets handed out are fixed; a judge reads as many entries as it takes."""
        return Problem(
            entries=[
                Seats(self.wanted, province, category) for _, province, category in self.entries
            ],
            judges=[Offer(len(self.entries)) for _judge in self.judges],
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
    return Panel(
        entries=tuple(
            eligible(round_)
            .order_by("number")
            .values_list("pk", "lao__province_id", "category__key")
        ),
        judges=tuple(
            round_.judges.serving().order_by("invited_at", "pk").values_list("pk", flat=True)
        ),
        handed_out=frozenset(live),
        forbidden=frozenset(conflicts.declared(round_) | conflicts.suggested(round_) | set(ended)),
        wanted=round_.scores_per_entry,
    )


def eligible(round_: Round):
    return Entry.objects.in_edition(round_.edition_id).eligible()


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


def simple_pairs(panel: Panel) -> list[conflicts.Pair]:
    """Seat by seat, in milliseconds: also tells whether there is anything to hand out."""
    return balancing.plan(
        [entry for entry, *_facts in panel.entries],
        list(panel.judges),
        taken=panel.handed_out,
        forbidden=panel.forbidden,
        wanted=panel.wanted,
    )


def _solved(problem: Problem) -> Sequence[tuple[int, int]]:
    """Raises SubprocessError, ValueError or KeyError when there is no plan."""
    answer = subprocess.run(
        [sys.executable, "-m", "judging.solving"],
        input=json.dumps(problem_as_json(problem)), capture_output=True, text=True, check=True,
        timeout=SOLVER_SECONDS, cwd=settings.BASE_DIR,
    )  # fmt: skip
    return plan_from_json(json.loads(answer.stdout)).pairs
