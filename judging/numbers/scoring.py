"""Scores, exactly: rational numbers throughout, rounded half-up once, at the end.

With w(c) the weight of criterion c and m(c) the mark 0 to 10 a judge gave it:

    sheet score = sum of w(c) * m(c) / 10 over answered c, divided by sum of w(c) over them, * 100
    entry score = mean of the sheet scores of the signed sheets

A criterion that a judge could not assess is not among the answered ones: it neither raises nor
lowers the score. A mark of 0 is answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

PLACES = 4
TOP = 10

Marks = Mapping[str, int]
Weights = Mapping[str, int]


@dataclass(frozen=True)
class EntryScore:
    """Numbers 0 to 100 with four places; criterion means 0 to 10, None where nobody answered."""

    score: Decimal
    criterion_means: tuple[Decimal | None, ...]
    median: Decimal
    spread: Decimal
    sheets: int


def sheet_score(marks: Marks, weights: Weights) -> Fraction | None:
    """100 * sum(w * m / 10) / sum(w) over the answered criteria; None where none was answered."""
    if not marks:
        return None
    earned = sum(weights[key] * Fraction(mark, TOP) for key, mark in marks.items())
    possible = sum(weights[key] for key in marks)
    return 100 * Fraction(earned) / possible


def entry_score(sheets: Sequence[Marks], weights: Weights) -> EntryScore | None:
    """The numbers of an entry from its signed sheets; None without any.

    `weights` lists the criteria in the order in which they break ties.
    """
    scores = [score for marks in sheets if (score := sheet_score(marks, weights)) is not None]
    if not scores:
        return None
    return EntryScore(
        score=half_up(mean(scores)),
        criterion_means=tuple(_criterion_mean(sheets, key) for key in weights),
        median=half_up(median(scores)),
        spread=half_up(max(scores) - min(scores)),
        sheets=len(scores),
    )


def _criterion_mean(sheets: Sequence[Marks], key: str) -> Decimal | None:
    marks = [Fraction(marks[key]) for marks in sheets if key in marks]
    return half_up(mean(marks)) if marks else None


def mean(values: Sequence[Fraction]) -> Fraction:
    """sum(v) / n"""
    return sum(values, Fraction(0)) / len(values)


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value, or the mean of the two middle ones."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def half_up(value: Fraction | Decimal, *, places: int = PLACES) -> Decimal:
    """Rounded to `places`, a half going up: floor(v * 10^places + 1/2) / 10^places."""
    steps = Fraction(value) * 10**places + Fraction(1, 2)
    return Decimal(steps.numerator // steps.denominator).scaleb(-places)
