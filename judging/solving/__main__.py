"""Solve the problem on standard input; {"refused": reason} where there is no plan."""

import json
import resource
import sys
from dataclasses import replace

from .evenness import evened, least_unevenness, unevenness
from .optimum import NoPlan, solve
from .problem import Plan, Problem, plan_as_json, problem_from_json

MEMORY_BYTES = 3 * 1024**3


def planned(problem: Problem) -> Plan:
    plan = solve(problem)
    pairs = evened(problem, plan.pairs)
    return replace(
        plan,
        pairs=pairs,
        unevenness=unevenness(pairs),
        least_unevenness=least_unevenness(pairs),
    )


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        answer = plan_as_json(planned(problem_from_json(json.load(sys.stdin))))
    except (NoPlan, MemoryError) as refusal:
        answer = {"refused": str(refusal) or "memory"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
