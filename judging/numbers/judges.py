"""Every judge's own numbers, and scores standardised judge by judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .given import Entry, Judge, Scores, by_entry, by_judge
from .roots import square_root
from .scoring import mean

FEWEST_SHEETS = 5  # a spread from fewer says more about chance than about the judge


@dataclass(frozen=True)
class JudgeNumbers:
    """`mean` 0 to 100; `spread` is the standard deviation, None for a single sheet.

    `against_colleagues` is the mean difference to the colleagues who scored the same entries,
    above 0 for a lenient judge; None where nobody else scored any of them.
    """

    sheets: int
    mean: Fraction
    spread: Decimal | None
    against_colleagues: Fraction | None


def numbers_of(scores: Scores) -> dict[Judge, JudgeNumbers]:
    entries = by_entry(scores)
    return {
        judge: JudgeNumbers(
            sheets=len(given),
            mean=mean(list(given.values())),
            spread=deviation(list(given.values())),
            against_colleagues=_against_colleagues(judge, given, entries),
        )
        for judge, given in by_judge(scores).items()
    }


def variance(values: Sequence[Fraction]) -> Fraction | None:
    """sum((v - mean)²) / (n - 1); None for fewer than two values."""
    if len(values) < 2:
        return None
    middle = mean(values)
    squares = sum(((value - middle) ** 2 for value in values), Fraction(0))
    return squares / (len(values) - 1)


def deviation(values: Sequence[Fraction]) -> Decimal | None:
    """The sample standard deviation, sqrt(variance)."""
    squared = variance(values)
    return None if squared is None else square_root(squared)


def _against_colleagues(judge: Judge, given: dict, entries: dict) -> Fraction | None:
    differences = [
        score - mean([theirs for other, theirs in entries[entry].items() if other != judge])
        for entry, score in given.items()
        if len(entries[entry]) > 1
    ]
    return mean(differences) if differences else None


def standardised(scores: Scores) -> dict[Entry, Fraction]:
    """Entry scores from sheets that are brought to a common mean and spread.

        z(j, i) = (y(j, i) - mean of j) / spread of j
        entry(i) = mean over its judges of (overall mean + overall spread * z(j, i))

    (standard scores, mapped back to the scale of the scores). A judge with fewer than
    FEWEST_SHEETS sheets, or who gave them all the same score, has no spread to divide by: of
    theirs only the mean is brought to the overall mean.
    """
    values = list(scores.values())
    overall, overall_spread = mean(values) if values else Fraction(0), deviation(values)
    moved = {}
    for judge, given in by_judge(scores).items():
        own, stretch = list(given.values()), Fraction(1)
        if len(own) >= FEWEST_SHEETS and variance(own):
            stretch = Fraction(overall_spread or 0) / Fraction(deviation(own) or 1)
        for entry, score in given.items():
            moved[judge, entry] = overall + stretch * (score - mean(own))
    return {entry: mean(list(given.values())) for entry, given in by_entry(moved).items()}
