"""The problem and its plan, as plain facts: judges and entries are numbered from 0."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

Pair = tuple[int, int]  # (judge, entry)


@dataclass(frozen=True)
class Seats:
    """An entry: how many judges it wants, where it comes from, and what it is about."""

    wanted: int
    province: str = ""
    category: str = ""


@dataclass(frozen=True)
class Offer:
    """A judge: the most entries they will read, and what they know. No skill named knows all."""

    most: int
    skills: frozenset[str] = frozenset()

    def knows(self, category: str) -> bool:
        return not (self.skills and category) or category in self.skills


@dataclass(frozen=True)
class Problem:
    """`forbidden` pairs are never made, `fixed` ones always kept; `present` ones had better stay.

    Raises ValueError for a pair that is both forbidden and fixed.
    """

    entries: list[Seats]
    judges: list[Offer]
    forbidden: frozenset[Pair] = frozenset()
    fixed: frozenset[Pair] = frozenset()
    present: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        if self.forbidden & self.fixed:
            raise ValueError("a pair is both forbidden and fixed")


@dataclass(frozen=True)
class Plan:
    """`unmet` seats by entry. `cost` in the units of optimum.py; `bound` is what no plan can beat.

    `unevenness` is the (M,S) criterion of evenness.py, `least_unevenness` its bound.
    """

    pairs: list[Pair]
    unmet: dict[int, int] = field(default_factory=dict)
    cost: float = 0.0
    bound: float = 0.0
    unevenness: int = 0
    least_unevenness: int = 0

    @property
    def gap(self) -> float:
        """How far the plan may be from the best one, as a share of its cost."""
        return (self.cost - self.bound) / max(abs(self.cost), 1.0)


def problem_as_json(problem: Problem) -> dict:
    return {
        "entries": [asdict(entry) for entry in problem.entries],
        "judges": [{"most": each.most, "skills": sorted(each.skills)} for each in problem.judges],
        "forbidden": sorted(problem.forbidden),
        "fixed": sorted(problem.fixed),
        "present": sorted(problem.present),
    }


def problem_from_json(facts: dict) -> Problem:
    return Problem(
        entries=[Seats(**each) for each in facts["entries"]],
        judges=[Offer(each["most"], frozenset(each["skills"])) for each in facts["judges"]],
        forbidden=_pairs(facts["forbidden"]),
        fixed=_pairs(facts["fixed"]),
        present=_pairs(facts["present"]),
    )


def plan_as_json(plan: Plan) -> dict:
    return {**asdict(plan), "unmet": sorted(plan.unmet.items())}


def plan_from_json(facts: dict) -> Plan:
    pairs = [(judge, entry) for judge, entry in facts["pairs"]]
    return Plan(**{**facts, "pairs": pairs, "unmet": dict(facts["unmet"])})


def _pairs(listed: Iterable[Iterable[int]]) -> frozenset[Pair]:
    return frozenset((judge, entry) for judge, entry in listed)
