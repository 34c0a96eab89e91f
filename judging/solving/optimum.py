"""The cheapest plan, by mixed-integer programming (scipy's HiGHS).

What a plan costs, in this order of weight: a seat left empty; a present pair that is given up; a
judge above or below their fair load, by one sheet; a judge with more entries of one province than
their share, by one; an entry read by a judge who does not know its category. Conflicts and limits
are never broken. Among plans of equal cost the pairs are drawn by lot, always the same, so that
panels mix from the start.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from .candidates import are_all, candidates
from .costs import (
    EMPTY_SEAT,
    SAME_PROVINCE,
    UNEVEN,
    cost_of,
    floor,
    limits_of,
    price,
    province_shares,
    seats_of,
)
from .problem import Pair, Plan, Problem
from .targets import fair_loads

GAP = 0.001  # of the cost of the best plan
SECONDS = 100.0


class NoPlan(Exception):
    """The solver found no plan in its time, or the fixed pairs break a judge's limit."""


def solve(problem: Problem, *, seconds: float = SECONDS) -> Plan:
    """Raises NoPlan."""
    if not problem.entries or not problem.judges:
        return Plan([], {index: each.wanted for index, each in enumerate(problem.entries)})
    if are_all(problem):
        return _best_of(_Model(problem, candidates(problem)), seconds)
    return _best_of_a_choice(problem, seconds)


def _best_of_a_choice(problem: Problem, seconds: float) -> Plan:
    """Of a large contest: from a choice of pairs, then once more with every judge for entries that
    got too few. Judged by a bound on all plans, for the solver's own holds for the choice alone."""
    until = perf_counter() + seconds
    plan = _best_of(_Model(problem, candidates(problem)), seconds)
    left = until - perf_counter()
    if plan.unmet and left > 0:
        plan = _best_of(_Model(problem, candidates(problem, plan.unmet.keys())), left)
    return replace(plan, cost=price(problem, plan.pairs), bound=floor(problem))


def _best_of(model: "_Model", seconds: float) -> Plan:
    found = milp(
        model.costs,
        constraints=LinearConstraint(model.matrix, model.lower, model.upper),
        integrality=model.is_whole,
        bounds=Bounds(model.least, model.most),
        options={"time_limit": seconds, "mip_rel_gap": GAP},
    )
    if found.x is None:
        raise NoPlan(found.message)
    return model.plan(found)


class _Model:
    """One column a possible pair, then columns for what is missed; one row a rule."""

    def __init__(self, problem: Problem, pairs: list[Pair]) -> None:
        self.problem = problem
        self.pairs = pairs
        self._costs = [*self._pair_costs()]
        self._bounds = [(int(pair in problem.fixed), 1) for pair in self.pairs]
        self._cells: list[tuple[int, int, float]] = []
        self._rows: list[tuple[float, float]] = []
        self._seat_rows()
        self._load_rows()
        self._province_rows()
        self._close()

    def plan(self, found) -> Plan:
        chosen = found.x[: len(self.pairs)] > 0.5
        pairs = [pair for pair, is_chosen in zip(self.pairs, chosen, strict=True) if is_chosen]
        filled = Counter(entry for _judge, entry in pairs)
        unmet = {
            index: each.wanted - filled[index]
            for index, each in enumerate(self.problem.entries)
            if each.wanted > filled[index]
        }
        bound = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
        return Plan(pairs, unmet, float(found.fun), float(bound))

    def _pair_costs(self):
        """Drawing by lot adds less than half a unit to the cost of a whole plan."""
        problem = self.problem
        seats = seats_of(problem)
        lots = np.random.default_rng(0).random(len(self.pairs)) / (2 * max(seats, 1))
        for pair, lot in zip(self.pairs, lots, strict=True):
            yield lot + cost_of(pair, problem)

    def _seat_rows(self) -> None:
        """Of each entry: judges + empty seats = wanted, or the fixed ones if these are more."""
        columns = self._columns_by(lambda judge, entry: entry)
        fixed = Counter(entry for _judge, entry in self.problem.fixed)
        for entry, each in enumerate(self.problem.entries):
            seats = max(each.wanted, fixed[entry])
            empty = self._column(EMPTY_SEAT, seats)
            self._row([*columns[entry], empty], (seats, seats))

    def _load_rows(self) -> None:
        """Of each judge: fewest <= sheets + missing - surplus <= most of the fair load."""
        columns = self._columns_by(lambda judge, entry: judge)
        limits = limits_of(self.problem)
        for judge, (fewest, most) in enumerate(fair_loads(limits, seats_of(self.problem))):
            missing = self._column(UNEVEN, fewest)
            surplus = self._column(UNEVEN, limits[judge] - most)
            row = self._row([*columns[judge], missing], (fewest, most))
            self._cells.append((row, surplus, -1.0))
            self._row(columns[judge], (0, limits[judge]))

    def _province_rows(self) -> None:
        """Of each judge and province: sheets - surplus <= the share of the province, and one."""
        provinces = [each.province for each in self.problem.entries]
        shares = province_shares(self.problem)
        columns = self._columns_by(lambda judge, entry: (judge, provinces[entry]))
        for (_judge, province), own in columns.items():
            share = shares[province]
            if province and len(own) > share:
                row = self._row(own, (0, share))
                self._cells.append((row, self._column(SAME_PROVINCE, len(own)), -1.0))

    def _columns_by(self, key) -> dict:
        found = defaultdict(list)
        for column, (judge, entry) in enumerate(self.pairs):
            found[key(judge, entry)].append(column)
        return found

    def _column(self, cost: float, most: int) -> int:
        self._costs.append(cost)
        self._bounds.append((0, most))
        return len(self._costs) - 1

    def _row(self, columns: Sequence[int], bounds: tuple[float, float]) -> int:
        row = len(self._rows)
        self._rows.append(bounds)
        self._cells.extend((row, column, 1.0) for column in columns)
        return row

    def _close(self) -> None:
        rows, columns, values = zip(*self._cells, strict=True)
        shape = (len(self._rows), len(self._costs))
        self.matrix = csr_array((values, (rows, columns)), shape=shape)
        self.lower, self.upper = (np.array(side, float) for side in zip(*self._rows, strict=True))
        self.least, self.most = (np.array(side, float) for side in zip(*self._bounds, strict=True))
        self.costs = np.array(self._costs)
        self.is_whole = (np.arange(len(self._costs)) < len(self.pairs)).astype(int)
