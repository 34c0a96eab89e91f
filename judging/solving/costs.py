"""What a plan costs; optimum.py says in which order."""

from collections import Counter
from collections.abc import Iterable
from math import ceil

from .problem import Pair, Problem
from .targets import fair_loads

EMPTY_SEAT, GIVEN_UP, UNEVEN, SAME_PROVINCE, UNKNOWN_CATEGORY = 10_000, 100, 20, 5, 1


def cost_of(pair: Pair, problem: Problem) -> int:
    """What choosing the pair itself costs, without the lot."""
    judge, entry = pair
    known = problem.judges[judge].knows(problem.entries[entry].category)
    return UNKNOWN_CATEGORY * (not known) - GIVEN_UP * (pair in problem.present)


def price(problem: Problem, pairs: Iterable[Pair]) -> int:
    """What a whole plan costs, without the lot."""
    pairs = list(pairs)
    loads = Counter(judge for judge, _entry in pairs)
    targets = fair_loads(limits_of(problem), seats_of(problem))
    uneven = sum(
        max(0, fewest - loads[judge], loads[judge] - most)
        for judge, (fewest, most) in enumerate(targets)
    )
    return (
        sum(cost_of(pair, problem) for pair in pairs)
        + EMPTY_SEAT * _empty(problem, pairs)
        + UNEVEN * uneven
        + SAME_PROVINCE * _crowded(problem, pairs)
    )


def floor(problem: Problem) -> int:
    """What no plan costs less than: seats that must stay empty because too few may read an entry or
    all together read too little, and every present pair kept."""
    barred = Counter(entry for judge, entry in problem.forbidden if judge < len(problem.judges))
    short = sum(
        max(0, each.wanted - (len(problem.judges) - barred[entry]))
        for entry, each in enumerate(problem.entries)
    )
    beyond = seats_of(problem) - sum(limits_of(problem))
    return EMPTY_SEAT * max(short, beyond, 0) - GIVEN_UP * len(problem.present)


def seats_of(problem: Problem) -> int:
    return sum(each.wanted for each in problem.entries)


def limits_of(problem: Problem) -> list[int]:
    """By judge; what is fixed stays above a limit too."""
    fixed = Counter(judge for judge, _entry in problem.fixed)
    return [max(each.most, fixed[judge]) for judge, each in enumerate(problem.judges)]


def province_shares(problem: Problem) -> dict[str, int]:
    """By province: an even share of its seats, and one."""
    seats: Counter[str] = Counter()
    for each in problem.entries:
        seats[each.province] += each.wanted
    return {name: ceil(number / len(problem.judges)) + 1 for name, number in seats.items()}


def _empty(problem: Problem, pairs: list[Pair]) -> int:
    filled = Counter(entry for _judge, entry in pairs)
    return sum(max(0, each.wanted - filled[entry]) for entry, each in enumerate(problem.entries))


def _crowded(problem: Problem, pairs: list[Pair]) -> int:
    """Entries of one province that a judge reads beyond the province's share, over all."""
    shares = province_shares(problem)
    reads = Counter((judge, problem.entries[entry].province) for judge, entry in pairs)
    beyond = {place: number - shares[place[1]] for place, number in reads.items() if place[1]}
    return sum(number for number in beyond.values() if number > 0)
