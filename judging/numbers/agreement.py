"""How far judges agree beyond chance: Krippendorff's alpha for interval and nominal data.

Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", part D, with the interval metric
(c - k)²:

    alpha = 1 - Do / De
    Do = 1/n * sum over units u of 1/(m(u) - 1) * sum over pairs in u of (c - k)²
    De = 1/(n (n - 1)) * sum over all pairs of values of (c - k)²

over the n values in units that at least two judges valued; missing values are simply absent. Pairs
are ordered, so each is counted in both directions.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction


def alpha(units: Iterable[Sequence[Fraction]]) -> Fraction | None:
    """1 is full agreement, 0 what chance gives, below 0 systematic disagreement.

    `units` holds the values that each entry was given. None where no entry has two values, or all
    values are the same, so that there is nothing to agree about.
    """
    return _alpha([list(map(Fraction, values)) for values in units], _squared_differences)


def nominal_alpha(units: Iterable[Sequence[str]]) -> Fraction | None:
    """The same for names, such as verdicts (part B): two values differ by 1 or not at all."""
    return _alpha([list(values) for values in units], _differences)


def _alpha(units: list[list], differences: Callable[[list], Fraction]) -> Fraction | None:
    paired = [values for values in units if len(values) > 1]
    everything = [value for values in paired for value in values]
    expected = differences(everything)
    if not expected:
        return None
    observed = sum(
        (Fraction(differences(values), len(values) - 1) for values in paired), Fraction(0)
    )
    return 1 - (len(everything) - 1) * observed / expected


def _squared_differences(values: Sequence[Fraction]) -> Fraction:
    """sum over ordered pairs of (c - k)² = 2 n sum(v²) - 2 (sum v)²"""
    total = sum(values, Fraction(0))
    return 2 * len(values) * sum((v * v for v in values), Fraction(0)) - 2 * total * total


def _differences(values: Sequence[str]) -> Fraction:
    """How many ordered pairs differ: n² - sum over names of count²"""
    counts = Counter(values).values()
    return Fraction(len(values) ** 2 - sum(count**2 for count in counts))
