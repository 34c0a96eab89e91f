"""Making judges comparable: everybody should share about as many entries with everybody.

With c(i, j) the entries that judges i and j both read, the plan is improved towards the
(M,S) criterion: of designs with the same loads, the one whose sum of c(i, j)² is least (Eccleston &
Hedayat 1974, "On the Theory of Connected Designs: Characterization and Optimality", Annals of
Statistics 2). Loads and panel sizes fix the sum of c, so its squares are least when all c differ
by at most one: even concurrences make the variances of differences between judges even and small.
"""

import random
from collections import Counter
from itertools import combinations

from .costs import cost_of
from .problem import Pair, Problem

TRIES_PER_PAIR = 30


def unevenness(pairs: list[Pair]) -> int:
    """sum over pairs of judges of c(i, j)²"""
    return sum(count * count for count in _concurrences(pairs).values())


def least_unevenness(pairs: list[Pair]) -> int:
    """The criterion if c(i, j) of the judges who read at all differed by one at most: no plan with
    these panel sizes is below it."""
    readers = len({judge for judge, _entry in pairs})
    total, couples = sum(_concurrences(pairs).values()), readers * (readers - 1) // 2
    if not couples:
        return 0
    each, rest = divmod(total, couples)
    return (couples - rest) * each**2 + rest * (each + 1) ** 2


def evened(problem: Problem, pairs: list[Pair]) -> list[Pair]:
    """The plan after swaps between two entries that lower the criterion and raise no cost.

    Fixed and present pairs stay; loads and panel sizes do too. The same plan gives the same result.
    """
    table = _Table(problem, pairs)
    kept = problem.fixed | problem.present
    draw = random.Random(0)  # noqa: S311 - a lot, not a secret
    movable = [pair for pair in pairs if pair not in kept]
    if len(movable) < 2:
        return pairs
    for _try in range(TRIES_PER_PAIR * len(movable)):
        one, other = draw.randrange(len(movable)), draw.randrange(len(movable))
        if table.swap(movable[one], movable[other]):
            (judge, entry), (second_judge, second_entry) = movable[one], movable[other]
            movable[one] = (second_judge, entry)
            movable[other] = (judge, second_entry)
    return table.pairs()


def _concurrences(pairs: list[Pair]) -> dict[tuple[int, int], int]:
    counts: dict[tuple[int, int], int] = {}
    for panel in _panels(pairs).values():
        for couple in combinations(sorted(panel), 2):
            counts[couple] = counts.get(couple, 0) + 1
    return counts


def _panels(pairs: list[Pair]) -> dict[int, set[int]]:
    panels: dict[int, set[int]] = {}
    for judge, entry in pairs:
        panels.setdefault(entry, set()).add(judge)
    return panels


class _Table:
    """Panels and concurrences, kept up to date while pairs are swapped."""

    def __init__(self, problem: Problem, pairs: list[Pair]) -> None:
        self.problem = problem
        self.panels = _panels(pairs)
        self.provinces = [each.province for each in problem.entries]
        self.reads = Counter((judge, self.provinces[entry]) for judge, entry in pairs)
        self.counts = [[0] * len(problem.judges) for _judge in problem.judges]
        for (one, other), count in _concurrences(pairs).items():
            self.counts[one][other] = self.counts[other][one] = count

    def pairs(self) -> list[Pair]:
        panels = sorted(self.panels.items())
        return [(judge, entry) for entry, panel in panels for judge in sorted(panel)]

    def swap(self, one: Pair, other: Pair) -> bool:
        """Let the two judges change entries if that is allowed and better; whether it was done."""
        (judge, entry), (second, second_entry) = one, other
        if not self._allowed(judge, entry, second, second_entry):
            return False
        before = self._squares(judge, second, entry, second_entry)
        self._exchange(judge, entry, second, second_entry)
        if self._squares(judge, second, entry, second_entry) < before:
            return True
        self._exchange(second, entry, judge, second_entry)
        return False

    def _allowed(self, judge: int, entry: int, second: int, second_entry: int) -> bool:
        if judge == second or entry == second_entry:
            return False
        if second in self.panels[entry] or judge in self.panels[second_entry]:
            return False
        new = [(second, entry), (judge, second_entry)]
        if not self.problem.forbidden.isdisjoint(new) or not self._spreads(new):
            return False
        old = [(judge, entry), (second, second_entry)]
        costs = [sum(cost_of(pair, self.problem) for pair in pairs) for pairs in (new, old)]
        return costs[0] <= costs[1]

    def _spreads(self, new: list[Pair]) -> bool:
        """Whether neither judge gets another entry of a province they already read."""
        return not any(
            self.provinces[entry] and self.reads[judge, self.provinces[entry]]
            for judge, entry in new
        )

    def _exchange(self, judge: int, entry: int, second: int, second_entry: int) -> None:
        self._leave(judge, entry)
        self._leave(second, second_entry)
        self._join(second, entry)
        self._join(judge, second_entry)

    def _leave(self, judge: int, entry: int) -> None:
        self.panels[entry].remove(judge)
        self.reads[judge, self.provinces[entry]] -= 1
        self._count(judge, entry, -1)

    def _join(self, judge: int, entry: int) -> None:
        self._count(judge, entry, +1)
        self.reads[judge, self.provinces[entry]] += 1
        self.panels[entry].add(judge)

    def _count(self, judge: int, entry: int, change: int) -> None:
        for colleague in self.panels[entry]:
            self.counts[judge][colleague] += change
            self.counts[colleague][judge] += change

    def _squares(self, judge: int, second: int, entry: int, second_entry: int) -> int:
        """The squares that exchanging the two can change."""
        colleagues = (self.panels[entry] | self.panels[second_entry]) - {judge, second}
        return sum(
            self.counts[judge][other] ** 2 + self.counts[second][other] ** 2 for other in colleagues
        )
