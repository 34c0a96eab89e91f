#!/usr/bin/env python3
"""Works out a published ranking again from its score matrix, and says whether it is the same.

    python3 recompute.py matrix.json

Needs Python 3.10 or newer and nothing else. Everything is computed in exact fractions and rounded
half-up to four places once, at the end; square roots, which only the method "standardised" needs,
have fifty digits. Exit code 0: the same ranking; 1: another one; 2: the file cannot be read.

A sheet scores 100 * sum(weight * mark / 10) / sum(weight) over the criteria that were marked; null
means "cannot be assessed". The methods:

  mean          the mean of an entry's sheets
  adjusted      score = entry + judge + error by least squares, the judges' effects adding up to 0
                in every group of judges that common entries connect
  standardised  each judge's sheets brought to the overall mean and standard deviation first; of a
                judge with fewer than five sheets, or with equal ones only, just to the mean

Equal scores are told apart by the criteria in their order (mean mark, rounded; none is below 0),
then by the median of the sheets, then as the chair decided ("chair"); else the place is shared.

Awards: first quotas of "least", in their order, keep seats for the best of their group; the other
seats go by place, passing over whoever belongs to a group that has its "most"; all who share the
last place win. Mentions go by place to those who did not win. What the panel decided about single
entries, with its reasons ("panel"), comes last.
"""

import json
import sys
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path

FEWEST_SHEETS = 5


def main(path):
    try:
        matrix = json.loads(Path(path).read_text(encoding="utf-8"))
        mine, theirs = ranking(matrix), published(matrix)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{path} cannot be read as a score matrix: {error!r}")
        return 2
    for entry, row in sorted(mine.items(), key=lambda item: item[1][0]):
        place, score, award = row
        same = "" if theirs.get(entry) == row else "DIFFERENT"
        print(f"{place:>5}  {score:>9}  {entry}  {award or ''}  {same}".rstrip())
    if mine == theirs:
        print(f"The same as published: {len(mine)} entries, method {matrix['method']}.")
        return 0
    print("NOT the same as published.")
    return 1


def published(matrix):
    return {
        row["entry"]: (row["place"], row["score"], row.get("award"))
        for row in matrix["published"]
        if row["place"] is not None
    }


def ranking(matrix):
    """{entry: (place, score as text, award)}; no award where the matrix says nothing of awards."""
    weights = {each["key"]: each["weight"] for each in matrix["criteria"]}
    sheets = {}
    for row in matrix["sheets"]:
        marks = {key: mark for key, mark in row["marks"].items() if mark is not None}
        if marks:
            sheets[row["judge"], row["entry"]] = marks
    scores = {pair: sheet_score(marks, weights) for pair, marks in sheets.items()}
    values = METHODS[matrix["method"]](scores)
    chair = {
        entry: at for each in matrix.get("chair", []) for at, entry in enumerate(each["entries"])
    }
    chains = {
        entry: [*chain(value, entry, sheets, scores, weights), (True, -chair.get(entry, 0))]
        for entry, value in values.items()
    }
    ordered = sorted(chains.values(), reverse=True)
    places = {entry: ordered.index(links) + 1 for entry, links in chains.items()}
    awards = awarded(places, matrix)
    return {
        entry: (place, str(rounded(values[entry])), awards.get(entry))
        for entry, place in places.items()
    }


def awarded(places, matrix):
    """{entry: "winner", "mention" or ""}"""
    if "awards" not in matrix:
        return {}
    rules = matrix["awards"]
    winners = winning(places, rules)
    mentions = by_place(places, set(places) - winners, rules["mentions"])
    result = {
        entry: "winner" if entry in winners else "mention" if entry in mentions else ""
        for entry in places
    }
    return result | {each["entry"]: each["award"] for each in matrix["panel"]}


def winning(places, rules):
    groups, quotas, winners = rules["groups"], rules["quotas"], set()
    for quota in quotas:
        for block in blocks(places):
            if len(members(quota, winners, groups)) < quota["least"]:
                own = members(quota, block - winners, groups)
                winners |= fitting(own, winners, quotas, groups)
    for block in blocks(places):
        if len(winners) < rules["winners"]:
            winners |= fitting(block - winners, winners, quotas, groups)
    return winners


def members(quota, entries, groups):
    return {entry for entry in entries if groups[entry][quota["axis"]] == quota["group"]}


def fitting(entries, winners, quotas, groups):
    """Without those whose group has as many winners as it may."""
    for quota in quotas:
        most = quota["most"]
        if most is not None and len(members(quota, winners, groups)) >= most:
            entries = entries - members(quota, entries, groups)
    return entries


def by_place(places, entries, seats):
    taken = set()
    for block in blocks(places):
        if len(taken) < seats:
            taken |= block & entries
    return taken


def blocks(places):
    """Entries that share a place, the best first."""
    return [
        {entry for entry, taken in places.items() if taken == place}
        for place in sorted(set(places.values()))
    ]


def sheet_score(marks, weights):
    earned = sum(weights[key] * Fraction(mark, 10) for key, mark in marks.items())
    return 100 * earned / sum(weights[key] for key in marks)


def chain(value, entry, sheets, scores, weights):
    """What decides, in order. A pair (False, 0) for "nothing" stands below (True, anything)."""
    own = [marks for (_judge, marked), marks in sheets.items() if marked == entry]
    links = [rounded(value)]
    for key in weights:
        marks = [Fraction(marks[key]) for marks in own if key in marks]
        links.append(rounded(mean(marks)) if marks else None)
    links.append(rounded(median([s for (_judge, scored), s in scores.items() if scored == entry])))
    return [(link is not None, link or 0) for link in links]


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def median(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def rounded(value):
    steps = Fraction(value) * 10**4 + Fraction(1, 2)
    return Decimal(steps.numerator // steps.denominator).scaleb(-4)


def grouped(scores, axis):
    """{judge or entry: [(the other, score), …]}; axis 0 groups by judge, 1 by entry."""
    groups = {}
    for pair, score in scores.items():
        groups.setdefault(pair[axis], []).append((pair[1 - axis], score))
    return groups


def by_mean(scores):
    return {
        entry: mean([score for _judge, score in given])
        for entry, given in grouped(scores, 1).items()
    }


def by_adjusted_mean(scores):
    judges = list(grouped(scores, 0))
    where = {judge: index for index, judge in enumerate(judges)}
    size = len(judges)
    equations = [[Fraction(0)] * (size + 1) for _judge in judges]
    for given in grouped(scores, 1).values():
        share, middle = Fraction(1, len(given)), mean([score for _judge, score in given])
        for judge, score in given:
            row = equations[where[judge]]
            row[where[judge]] += 1
            row[size] += score - middle
            for colleague, _score in given:
                row[where[colleague]] -= share
    for group in connected(scores):
        for judge in group:
            for colleague in group:
                equations[where[judge]][where[colleague]] += 1
    effects = dict(zip(judges, solved(equations), strict=True))
    return {
        entry: mean([score - effects[judge] for judge, score in given])
        for entry, given in grouped(scores, 1).items()
    }


def connected(scores):
    """Groups of judges that common entries connect."""
    groups = []
    for given in grouped(scores, 1).values():
        panel = {judge for judge, _score in given}
        touched = [group for group in groups if group & panel]
        groups = [group for group in groups if not group & panel]
        groups.append(panel.union(*touched))
    return groups


def solved(equations):
    """Gauss-Jordan elimination with fractions."""
    size = len(equations)
    for step in range(size):
        pivot = next(row for row in range(step, size) if equations[row][step])
        equations[step], equations[pivot] = equations[pivot], equations[step]
        first = equations[step][step]
        equations[step] = [value / first for value in equations[step]]
        for row in range(size):
            factor = equations[row][step]
            if row != step and factor:
                pairs = zip(equations[row], equations[step], strict=True)
                equations[row] = [value - factor * base for value, base in pairs]
    return [row[size] for row in equations]


def by_standard_scores(scores):
    everything = list(scores.values())
    overall, moved = mean(everything) if everything else Fraction(0), {}
    for judge, given in grouped(scores, 0).items():
        own = [score for _entry, score in given]
        stretch = Fraction(1)
        if len(own) >= FEWEST_SHEETS and variance(own):
            stretch = Fraction(root(variance(everything))) / Fraction(root(variance(own)))
        for entry, score in given:
            moved[judge, entry] = overall + stretch * (score - mean(own))
    return by_mean(moved)


def variance(values):
    middle = mean(values)
    return sum(((value - middle) ** 2 for value in values), Fraction(0)) / (len(values) - 1)


def root(value):
    context = Context(prec=50)
    return context.sqrt(context.divide(Decimal(value.numerator), Decimal(value.denominator)))


METHODS = {"mean": by_mean, "adjusted": by_adjusted_mean, "standardised": by_standard_scores}

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 recompute.py matrix.json")
    sys.exit(main(sys.argv[1]))
