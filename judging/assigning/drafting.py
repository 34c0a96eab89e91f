"""A plan for a panel: by the solver in a process of its own, or simply where that fails."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from time import perf_counter
from uuid import UUID

from django.conf import settings

from judging.solving.problem import Plan, Problem, plan_from_json, problem_as_json

from .planning import Pair, Panel, simple_plan

SOLVER_SECONDS = 45  # of the 60 that a page may take; beyond them the simple plan serves

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Draft:
    """Pairs to hand out, and sheets that change hands because a seat would else be empty.

    `gap` is how far the plan may be from the best one, as a share; None: it is the simple plan.
    """

    added: list[Pair]
    ended: list[Pair]
    gap: float | None = None


def best(panel: Panel) -> Draft:
    """Nothing handed out changes hands, unless that fills a seat that would stay empty."""
    until = perf_counter() + SOLVER_SECONDS
    try:
        plan = _solved(panel.problem, SOLVER_SECONDS)
        left = until - perf_counter()
        if plan.unmet and panel.movable and left > SOLVER_SECONDS / 2:
            loose = _solved(panel.loose_problem, left)
            plan = min(plan, loose, key=lambda each: sum(each.unmet.values()))
    except (subprocess.SubprocessError, ValueError, KeyError) as failure:
        log.warning("the solver gave no plan, so the simple one is used: %s", failure)
        return Draft(list(simple_plan(panel)), [])
    chosen = {(panel.judges[judge], panel.entries[entry][0]) for judge, entry in plan.pairs}
    return Draft(
        added=_in_order(panel, chosen - panel.handed_out),
        ended=_in_order(panel, panel.movable & panel.handed_out - chosen),
        gap=plan.gap,
    )


def _in_order(panel: Panel, pairs: set[Pair] | frozenset[Pair]) -> list[Pair]:
    """By entry as the panel lists them, then by judge; entries that left the round are left out."""
    entries: dict[UUID, int] = {entry: at for at, (entry, *_facts) in enumerate(panel.entries)}
    judges = {judge: at for at, judge in enumerate(panel.judges)}
    known = [pair for pair in pairs if pair[1] in entries and pair[0] in judges]
    return sorted(known, key=lambda pair: (entries[pair[1]], judges[pair[0]]))


def _solved(problem: Problem, seconds: float) -> Plan:
    """Raises SubprocessError, ValueError or KeyError when there is no plan."""
    answer = subprocess.run(
        [sys.executable, "-m", "judging.solving"],
        input=json.dumps(problem_as_json(problem)), capture_output=True, text=True, check=True,
        timeout=seconds, cwd=settings.BASE_DIR,
    )  # fmt: skip
    return plan_from_json(json.loads(answer.stdout))
