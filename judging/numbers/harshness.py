"""How harsh each judge is, and what an entry would score with an average judge.

The additive model: score(j, i) = entry(i) + judge(j) + error, by least squares, with the judges'
effects adding up to 0 in every connected part (two-way classification without interaction, unequal
numbers: Searle 1971, "Linear Models", chapter 7). The entries are eliminated, so that only the
judges' normal equations are solved:

    n(j) b(j) - sum over i of j [ 1/k(i) * sum over j' of i b(j') ]
        = sum over i of j [ y(j, i) - mean of y(., i) ]

with n(j) the sheets of judge j and k(i) those of entry i. Then entry(i) = mean of y(j, i) - b(j).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from .given import Entry, Judge, Part, Scores, by_entry, by_judge, parts
from .linear import inverse
from .roots import square_root
from .scoring import mean


@dataclass(frozen=True)
class Estimate:
    """A number on the scale of the scores, and its standard error: None where nothing tells it."""

    value: Fraction
    error: Decimal | None


@dataclass(frozen=True)
class Model:
    """`judges`: above 0 is lenient, below 0 harsh. `entries`: 0 to 100, as an average judge of the
    same part would give. `parts`: judges and entries that can be compared with each other.
    """

    judges: dict[Judge, Estimate]
    entries: dict[Entry, Estimate]
    variance: Fraction | None
    parts: list[Part]

    @property
    def is_connected(self) -> bool:
        """Whether all judges share one yardstick."""
        return len(self.parts) <= 1


def adjusted(scores: Scores) -> dict[Entry, Fraction]:
    """What an average judge would give every entry: the model's entries alone."""
    effects: dict[Judge, Fraction] = {}
    for judges, _entries in parts(scores):
        effects |= _FittedPart(judges, scores).effects
    return _adjusted(scores, effects)


def fit(scores: Scores) -> Model:
    """The model of all sheet scores. Without scores it is empty.

    Effects are comparable inside a connected part only. The variance of the errors is the sum of
    squared residuals over the degrees of freedom, sheets - entries - judges + parts; None where
    there are none.
    """
    connected = parts(scores)
    fitted = [_FittedPart(judges, scores) for judges, _entries in connected]
    effects = {judge: effect for part in fitted for judge, effect in part.effects.items()}
    entries = _adjusted(scores, effects)
    variance = _variance(scores, effects, entries, len(connected))
    return Model(
        judges={
            judge: Estimate(value, _error(variance, part.share_of_judge(judge)))
            for part in fitted
            for judge, value in part.effects.items()
        },
        entries={
            entry: Estimate(entries[entry], _error(variance, part.share_of_entry(entry)))
            for part in fitted
            for entry in part.entries
        },
        variance=variance,
        parts=connected,
    )


def _adjusted(scores: Scores, effects: dict[Judge, Fraction]) -> dict[Entry, Fraction]:
    return {
        entry: mean([score - effects[judge] for judge, score in given.items()])
        for entry, given in by_entry(scores).items()
    }


def _variance(scores: Scores, effects: dict, entries: dict, parts_count: int) -> Fraction | None:
    freedom = len(scores) - len(entries) - len(effects) + parts_count
    if freedom <= 0:
        return None
    residuals = (y - entries[entry] - effects[judge] for (judge, entry), y in scores.items())
    return sum((residual * residual for residual in residuals), Fraction(0)) / freedom


def _error(variance: Fraction | None, share: Fraction) -> Decimal | None:
    return None if variance is None else square_root(variance * share)


class _FittedPart:
    """One connected part: the judges' effects, and how much of the variance each estimate has."""

    def __init__(self, judges: Sequence[Judge], scores: Scores) -> None:
        self.judges = list(judges)
        self._index = {judge: index for index, judge in enumerate(self.judges)}
        mine = {pair: score for pair, score in scores.items() if pair[0] in self._index}
        self.entries = by_entry(mine)
        self._sheets = by_judge(mine)
        self._covariance = self._solve()
        self.effects = self._effects()

    def share_of_judge(self, judge: Judge) -> Fraction:
        """Var b(j) / variance."""
        index = self._index[judge]
        return self._covariance[index][index]

    def share_of_entry(self, entry: Entry) -> Fraction:
        """Var entry(i) / variance = 1/k + 1/k² * sum over j, j' of i of Cov(b(j), b(j'))."""
        indices = [self._index[judge] for judge in self.entries[entry]]
        among = sum((self._covariance[i][j] for i in indices for j in indices), Fraction(0))
        return Fraction(1, len(indices)) + among / len(indices) ** 2

    def _solve(self) -> list[list[Fraction]]:
        """The inverse of the judges' equations under "effects add up to 0".

        With L the equations of m connected judges and J all ones, (L + J/m)⁻¹ = L⁺ + J/m. All is
        multiplied by the common denominator, so that the matrix to invert holds whole numbers.
        """
        size = len(self.judges)
        scale = lcm(size, *(len(given) for given in self.entries.values()))
        equations = [[scale // size] * size for _judge in self.judges]
        for given in self.entries.values():
            indices, share = [self._index[judge] for judge in given], scale // len(given)
            for i in indices:
                equations[i][i] += scale
                for j in indices:
                    equations[i][j] -= share
        uniform = Fraction(1, size)
        return [[scale * value - uniform for value in row] for row in inverse(equations)]

    def _effects(self) -> dict[Judge, Fraction]:
        means = {entry: mean(list(given.values())) for entry, given in self.entries.items()}
        right = [
            sum((y - means[entry] for entry, y in self._sheets[judge].items()), Fraction(0))
            for judge in self.judges
        ]
        return {
            judge: sum((c * r for c, r in zip(row, right, strict=True)), Fraction(0))
            for judge, row in zip(self.judges, self._covariance, strict=True)
        }
