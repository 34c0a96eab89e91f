"""How many LAOs will have entered at the end, and where a call is worth most.

Every LAO that was told enters with one unknown chance, every LAO that was not told with another.
Before this edition says anything, both are known as far as the last one says: so many LAOs of so
many entered, which as a Beta prior is `entered` successes and `register - entered` failures. The
edition's own funnel is added to that; what follows for those still open is beta-binomial (Gelman
et al., Bayesian Data Analysis, 3rd ed., §2.4 and appendix A). A draft that is open now is sent with
a third chance, whose prior is uniform.

The chances of those who were told an hour ago are counted like those told last week, so early
forecasts are low rather than high.
"""

import math
from dataclasses import dataclass

FEWEST_ENTRANTS = 10
COVERED = 0.9
NEGLIGIBLE = 1e-12


@dataclass(frozen=True)
class Funnel:
    """LAOs by how far they are; the four kinds do not overlap. `entered` is split by whether they
    had been told, as `entered_told` of them."""

    untold: int
    told: int
    drafting: int
    entered: int
    entered_told: int


@dataclass(frozen=True)
class Chance:
    """A Beta distribution: `yes` and `no` are its parameters."""

    yes: float
    no: float

    @property
    def mean(self) -> float:
        return self.yes / (self.yes + self.no)

    @property
    def variance(self) -> float:
        both = self.yes + self.no
        return self.yes * self.no / (both**2 * (both + 1))


@dataclass(frozen=True)
class Forecast:
    """LAOs at the end: expected, and bounds that hold nine times of ten."""

    expected: float
    low: int
    high: int


@dataclass(frozen=True)
class Chances:
    told: Chance
    untold: Chance
    draft: Chance

    def gain_of_telling(self, laos: int) -> float:
        """LAOs that enter more, if so many untold ones were told; never below nothing."""
        return max(0.0, laos * (self.told.mean - self.untold.mean))


def chances(funnel: Funnel, *, last_entered: int, last_register: int) -> Chances:
    before = Chance(last_entered, last_register - last_entered)
    entered_untold = funnel.entered - funnel.entered_told
    return Chances(
        told=_updated(before, funnel.entered_told, funnel.told + funnel.drafting),
        untold=_updated(before, entered_untold, funnel.untold),
        draft=_updated(Chance(1, 1), funnel.entered, funnel.drafting),
    )


def _updated(chance: Chance, yes: int, no: int) -> Chance:
    return Chance(chance.yes + yes, chance.no + no)


def is_too_early(funnel: Funnel) -> bool:
    return funnel.entered < FEWEST_ENTRANTS


def of(funnel: Funnel, chances: Chances) -> Forecast:
    """Those who have entered, and what the open ones add by their chances."""
    open_ones = [
        (funnel.untold, chances.untold), (funnel.told, chances.told),
        (funnel.drafting, chances.draft),
    ]  # fmt: skip
    total = {funnel.entered: 1.0}
    for count, chance in open_ones:
        total = _sum_of(total, beta_binomial(count, chance))
    expected = funnel.entered + sum(count * chance.mean for count, chance in open_ones)
    tail = (1 - COVERED) / 2
    return Forecast(expected, _quantile(total, tail), _quantile(total, 1 - tail))


def beta_binomial(count: int, chance: Chance) -> dict[int, float]:
    """The chance of 0, 1, 2 … successes among `count`, leaving out what is negligible.

    Each follows from the one before: p(k+1)/p(k) = (n-k)(a+k) / ((k+1)(b+n-k-1)).
    """
    logs = [0.0]
    for k in range(count):
        ratio = (count - k) * (chance.yes + k) / ((k + 1) * (chance.no + count - k - 1))
        logs.append(logs[-1] + math.log(ratio))
    highest = max(logs)
    weights = [math.exp(log - highest) for log in logs]
    total = sum(weights)
    return {k: weight / total for k, weight in enumerate(weights) if weight / total > NEGLIGIBLE}


def _sum_of(first: dict[int, float], second: dict[int, float]) -> dict[int, float]:
    """Of two independent counts."""
    total: dict[int, float] = {}
    for a, chance_a in first.items():
        for b, chance_b in second.items():
            total[a + b] = total.get(a + b, 0.0) + chance_a * chance_b
    return {count: chance for count, chance in total.items() if chance > NEGLIGIBLE}


def _quantile(chances: dict[int, float], part: float) -> int:
    """The smallest count up to which at least this part lies."""
    passed = 0.0
    for count in sorted(chances):
        passed += chances[count]
        if passed >= part:
            return count
    return max(chances)
