"""What a plan costs; optimum.py says in which order."""

from .problem import Pair, Problem

EMPTY_SEAT, GIVEN_UP, UNEVEN, SAME_PROVINCE, UNKNOWN_CATEGORY = 10_000, 100, 20, 5, 1


def cost_of(pair: Pair, problem: Problem) -> int:
    """What choosing the pair itself costs, without the lot."""
    judge, entry = pair
    known = problem.judges[judge].knows(problem.entries[entry].category)
    return UNKNOWN_CATEGORY * (not known) - GIVEN_UP * (pair in problem.present)
