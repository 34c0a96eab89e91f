"""How long an optimal assignment takes, and how good it is.

    python -m tests.bench.assigning [ENTRIES JUDGES [RUNS]]

Without figures: 600 entries by 40 judges, three times. Three judges an entry, 2 % conflicts, three
skills of five a judge, 77 provinces. Then five judges drop out, and the plan is mended. Of several
runs the quickest is told, with what it took of the processor: other work on the machine lengthens
the one and hardly the other.
"""

import json
import os
import random
import resource
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from math import ceil
from time import perf_counter, process_time

from judging.assigning import balancing
from judging.numbers.given import parts
from judging.solving.costs import floor, price
from judging.solving.evenness import least_unevenness, unevenness
from judging.solving.problem import (
    Offer,
    Plan,
    Problem,
    Seats,
    plan_from_json,
    problem_as_json,
)

SHEETS, CATEGORIES, PROVINCES, DROPPED = 3, 5, 77, 5


def invented(entries: int, judges: int) -> Problem:
    draw = random.Random(entries)  # noqa: S311 - a lot, not a secret
    categories = [str(each) for each in range(CATEGORIES)]
    fair = ceil(entries * SHEETS / judges)
    return Problem(
        entries=[
            Seats(SHEETS, str(draw.randrange(PROVINCES)), draw.choice(categories))
            for _entry in range(entries)
        ],
        judges=[
            Offer(fair + 10, frozenset(draw.sample(categories, 3))) for _judge in range(judges)
        ],
        forbidden=frozenset(
            (judge, entry)
            for judge in range(judges)
            for entry in draw.sample(range(entries), entries // 50)
        ),
    )


@dataclass(frozen=True)
class Run:
    """`seconds` until the process that made the plan had ended, `worked` of them on a processor."""

    plan: Plan
    seconds: float
    worked: float


def solved(problem: Problem) -> Run:
    begun, before = perf_counter(), _worked()
    answer = subprocess.run(
        [sys.executable, "-m", "judging.solving"],
        input=json.dumps(problem_as_json(problem)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds = perf_counter() - begun
    return Run(plan_from_json(json.loads(answer.stdout)), seconds, _worked() - before)


def quickest(problem: Problem, runs: int) -> Run:
    return min((solved(problem) for _run in range(runs)), key=lambda run: run.seconds)


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def simple(problem: Problem) -> Run:
    """What serves where the solver has no plan in time: seat by seat, in this process."""
    begun, before = perf_counter(), process_time()
    pairs = balancing.plan(
        range(len(problem.entries)),
        range(len(problem.judges)),
        taken=problem.fixed,
        forbidden=problem.forbidden,
        wanted={entry: each.wanted for entry, each in enumerate(problem.entries)},
        most={judge: each.most for judge, each in enumerate(problem.judges)},
        knows=lambda judge, entry: problem.judges[judge].knows(problem.entries[entry].category),
    )
    chosen = list(pairs)
    plan = Plan(
        chosen,
        cost=price(problem, chosen),
        bound=floor(problem),
        unevenness=unevenness(chosen),
        least_unevenness=least_unevenness(chosen),
    )
    return Run(plan, perf_counter() - begun, process_time() - before)


def after_dropping(problem: Problem, plan: Plan) -> Problem:
    """The first judges leave; what the others have is present, and had better stay."""
    gone = [Offer(0) for _judge in range(DROPPED)]
    stay = frozenset((judge, entry) for judge, entry in plan.pairs if judge >= DROPPED)
    return replace(problem, judges=[*gone, *problem.judges[DROPPED:]], present=stay)


def report(title: str, problem: Problem, run: Run) -> None:
    plan = run.plan
    loads = Counter(judge for judge, _entry in plan.pairs)
    unknown = sum(
        not problem.judges[judge].knows(problem.entries[entry].category)
        for judge, entry in plan.pairs
    )
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{title}: {run.seconds:.1f} s, {run.worked:.1f} s of the processor, {largest} MB; "
        f"{len(plan.pairs)} sheets, {sum(plan.unmet.values())} empty seats, "
        f"{len(problem.forbidden & set(plan.pairs))} conflicts, loads {min(loads.values())} to "
        f"{max(loads.values())}, {unknown} outside a judge's skills; "
        f"cost {plan.cost:.1f} (bound {plan.bound:.1f}, gap {plan.gap:.4%}); "
        f"{len(parts(plan.pairs))} connected part(s); shared entries {plan.unevenness} "
        f"(bound {plan.least_unevenness})"
    )


def main(entries: int = 600, judges: int = 40, runs: int = 3) -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; best of {runs}")
    problem = invented(entries, judges)
    run = quickest(problem, runs)
    report(f"{entries} entries x {judges} judges x {SHEETS}", problem, run)
    report("the simple plan", problem, simple(problem))
    mending = after_dropping(problem, run.plan)
    mended = quickest(mending, runs)
    report(f"{DROPPED} judges drop out", mending, mended)
    kept = len(mending.present & set(mended.plan.pairs))
    print(f"{kept} of {len(mending.present)} sheets stay with their judges")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
