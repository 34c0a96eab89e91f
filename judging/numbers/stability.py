"""How much a place depends on who happened to judge."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from .given import Entry, Judge, Scores, by_entry, by_judge, without
from .scoring import half_up, mean

Method = Callable[[Scores], Mapping[Entry, Fraction]]

RESAMPLES = 2000
TAIL = 0.05  # left out at each end: a 90 % interval
BATCH = 100


@dataclass(frozen=True)
class Interval:
    """The places from `best` to `worst` hold 90 % of the resamples."""

    best: int
    worst: int


def means(scores: Scores) -> dict[Entry, Fraction]:
    """The plain method: the mean of an entry's sheets."""
    return {entry: mean(list(given.values())) for entry, given in by_entry(scores).items()}


def places(values: Mapping[Entry, Fraction]) -> dict[Entry, int]:
    """1 for the highest; equal values, as rounded for print, share the better place."""
    rounded = {entry: half_up(value) for entry, value in values.items()}
    ordered = sorted(rounded.values(), reverse=True)
    first: dict = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return {entry: first[value] for entry, value in rounded.items()}


def rank_intervals(
    scores: Scores, *, seed: int, resamples: int = RESAMPLES
) -> dict[Entry, Interval]:
    """Percentile bootstrap of the place by mean (Efron & Tibshirani 1993, "An Introduction to the
    Bootstrap", chapter 13): each entry's sheets are drawn again with replacement, as many as it
    has; all entries are ranked anew; the middle 90 % of the places make the interval.

    With a single sheet an entry's own score cannot vary, only the others' around it. The same
    `seed` gives the same intervals.
    """
    sheets = by_entry(scores)
    if not sheets:
        return {}
    draw = np.random.default_rng(seed)
    drawn = np.concatenate([
        _places_drawn(sheets, draw, min(BATCH, resamples - done))
        for done in range(0, resamples, BATCH)
    ])  # fmt: skip
    best = np.quantile(drawn, TAIL, axis=0, method="inverted_cdf")
    worst = np.quantile(drawn, 1 - TAIL, axis=0, method="inverted_cdf")
    return {
        entry: Interval(int(first), int(last))
        for entry, first, last in zip(sheets, best, worst, strict=True)
    }


def _places_drawn(sheets: dict, draw: np.random.Generator, count: int) -> np.ndarray:
    """Places of all entries in `count` resamples: an array of count rows."""
    values = np.empty((count, len(sheets)))
    for column, given in enumerate(sheets.values()):
        own = np.array([float(score) for score in given.values()])
        values[:, column] = own[draw.integers(len(own), size=(count, len(own)))].mean(axis=1)
    values = values.round(4)
    order = np.sort(-values, axis=1)
    return np.array([
        np.searchsorted(row, -value, side="left") + 1
        for row, value in zip(order, values, strict=True)
    ])  # fmt: skip


@dataclass(frozen=True)
class WithoutJudge:
    """What the ranking would be without one judge: places, and who would win or lose an award."""

    judge: Judge
    places: dict[Entry, int]
    gained: frozenset[Entry]
    lost: frozenset[Entry]


def leave_one_out(scores: Scores, *, awards: int, method: Method = means) -> list[WithoutJudge]:
    """Each judge in turn left out. An entry that only this judge scored has no place then."""
    winners = _winners(places(method(scores)), awards)
    found = []
    for judge in by_judge(scores):
        left = places(method(without(scores, judge)))
        now = _winners(left, awards)
        found.append(WithoutJudge(judge, left, now - winners, winners - now))
    return found


def place_ranges(
    all_places: Mapping[Entry, int], left_out: list[WithoutJudge]
) -> dict[Entry, Interval]:
    """The best and the worst place an entry has when any one judge is left out."""
    reached: dict[Entry, list[int]] = defaultdict(list)
    for entry, place in all_places.items():
        reached[entry].append(place)
    for each in left_out:
        for entry, place in each.places.items():
            reached[entry].append(place)
    return {entry: Interval(min(found), max(found)) for entry, found in reached.items()}


def _winners(ranked: Mapping[Entry, int], awards: int) -> frozenset[Entry]:
    return frozenset(entry for entry, place in ranked.items() if place <= awards)
