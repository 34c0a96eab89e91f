"""Which pairs the solver may choose from.

All that are allowed, while these are few. Of a large contest each entry keeps the pairs it has and
a number drawn by lot among those who know its category: far more than it wants, so that loads,
limits and provinces still come out even, and far fewer than there are judges.
"""

import random
from collections.abc import Collection

from .problem import Pair, Problem

MOST_PAIRS = 100_000
FEWEST_AN_ENTRY = 12


def are_all(problem: Problem) -> bool:
    return len(problem.entries) * len(problem.judges) <= MOST_PAIRS


def candidates(problem: Problem, whole: Collection[int] = ()) -> list[Pair]:
    """By entry, then by judge. `whole` entries keep every allowed judge. Always the same."""
    if are_all(problem):
        whole = range(len(problem.entries))
    share = max(FEWEST_AN_ENTRY, MOST_PAIRS // max(1, len(problem.entries)))
    kept = problem.fixed | problem.present
    return [
        (judge, entry)
        for entry in range(len(problem.entries))
        for judge in _judges(problem, entry, kept, share if entry not in whole else None)
    ]


def _judges(problem: Problem, entry: int, kept: frozenset[Pair], share: int | None) -> list[int]:
    """Each entry has a lot of its own: another's choice does not change it."""
    allowed = [
        judge for judge in range(len(problem.judges)) if (judge, entry) not in problem.forbidden
    ]
    if share is None or len(allowed) <= share:
        return allowed
    own = {judge for judge in allowed if (judge, entry) in kept}
    category = problem.entries[entry].category
    able = [judge for judge in allowed if problem.judges[judge].most and judge not in own]
    random.Random(entry).shuffle(able)  # noqa: S311 - a lot, not a secret
    able.sort(key=lambda judge: not problem.judges[judge].knows(category))
    return sorted(own | set(able[:share]))
