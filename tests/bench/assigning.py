"""How long an optimal assignment takes, and how good it is.

    python -m tests.bench.assigning [ENTRIES JUDGES]

Without figures: 600 entries by 40 judges. Three judges an entry, 2 % conflicts, three skills of
five a judge, 77 provinces. Then five judges drop out, and the plan is mended.
"""

import json
import random
import resource
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from math import ceil
from time import perf_counter

from judging.numbers.given import parts
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


def solved(problem: Problem) -> tuple[Plan, float]:
    """The plan, and the seconds until the process that made it had ended."""
    begun = perf_counter()
    answer = subprocess.run(
        [sys.executable, "-m", "judging.solving"],
        input=json.dumps(problem_as_json(problem)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return plan_from_json(json.loads(answer.stdout)), perf_counter() - begun


def after_dropping(problem: Problem, plan: Plan) -> Problem:
    """The first judges leave; what the others have is present, and had better stay."""
    gone = [Offer(0) for _judge in range(DROPPED)]
    stay = frozenset((judge, entry) for judge, entry in plan.pairs if judge >= DROPPED)
    return replace(problem, judges=[*gone, *problem.judges[DROPPED:]], present=stay)


def report(title: str, problem: Problem, plan: Plan, seconds: float) -> None:
    loads = Counter(judge for judge, _entry in plan.pairs)
    unknown = sum(
        not problem.judges[judge].knows(problem.entries[entry].category)
        for judge, entry in plan.pairs
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{title}: {seconds:.1f} s ({used.ru_utime:.1f} s of the processor so far), "
        f"{used.ru_maxrss // 1024} MB; {len(plan.pairs)} sheets, "
        f"{sum(plan.unmet.values())} empty seats, "
        f"{len(problem.forbidden & set(plan.pairs))} conflicts, loads {min(loads.values())} to "
        f"{max(loads.values())}, {unknown} outside a judge's skills; gap {plan.gap:.4%}; "
        f"{len(parts(plan.pairs))} connected part(s); shared entries {plan.unevenness} "
        f"(bound {plan.least_unevenness})"
    )


def main(entries: int = 600, judges: int = 40) -> None:
    problem = invented(entries, judges)
    plan, seconds = solved(problem)
    report(f"{entries} entries x {judges} judges x {SHEETS}", problem, plan, seconds)
    mending = after_dropping(problem, plan)
    mended, seconds = solved(mending)
    report(f"{DROPPED} judges drop out", mending, mended, seconds)
    kept = len(mending.present & set(mended.pairs))
    print(f"{kept} of {len(mending.present)} sheets stay with their judges")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
