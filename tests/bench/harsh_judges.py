"""How much nearer to the truth a ranking comes when judges' harshness is taken out.

    python -m tests.bench.harsh_judges [ROUNDS]

Each round invents entries of known quality and judges of known harshness, hands every entry to
three judges as the portal does, and compares rankings with the truth by Kendall's tau. Prints a
table: the plain mean, standard scores by judge, and the additive model.
"""

import sys
from collections.abc import Mapping
from fractions import Fraction
from statistics import mean

import numpy as np
from scipy.stats import kendalltau

from judging.numbers.harshness import fit
from judging.numbers.judges import standardised
from judging.numbers.stability import means

ENTRIES, JUDGES, SHEETS = 600, 40, 3
QUALITY, HARSHNESS, ERROR = 12.0, 10.0, 8.0  # standard deviations on the scale of 0 to 100
MIDDLE = 60
ROUNDS = 20


def invented(seed: int) -> tuple[dict[int, float], dict[tuple[int, int], Fraction]]:
    """The true quality of each entry, and sheet scores to one decimal place between 0 and 100."""
    draw = np.random.default_rng(seed)
    quality = dict(enumerate(draw.normal(MIDDLE, QUALITY, ENTRIES)))
    harshness = draw.normal(0, HARSHNESS, JUDGES)
    scores = {}
    for entry, worth in quality.items():
        for judge in draw.choice(JUDGES, SHEETS, replace=False):
            given = worth - harshness[judge] + draw.normal(0, ERROR)
            scores[int(judge), entry] = Fraction(round(10 * min(max(given, 0), 100)), 10)
    return quality, scores


def tau(quality: Mapping[int, float], scores: Mapping[int, Fraction]) -> float:
    """Kendall's tau-b between the truth and a method's scores: 1 is the same order."""
    entries = sorted(quality)
    return float(
        kendalltau(
            [quality[entry] for entry in entries], [float(scores[entry]) for entry in entries]
        ).statistic
    )


def one_round(seed: int) -> dict[str, float]:
    quality, scores = invented(seed)
    adjusted = {entry: estimate.value for entry, estimate in fit(scores).entries.items()}
    return {
        "plain mean": tau(quality, means(scores)),
        "standard scores": tau(quality, standardised(scores)),
        "additive model": tau(quality, adjusted),
    }


def main(rounds: int = ROUNDS) -> None:
    found = [one_round(seed) for seed in range(rounds)]
    print(
        f"{ENTRIES} entries, {JUDGES} judges, {SHEETS} sheets each, {rounds} rounds; standard "
        f"deviations: quality {QUALITY}, harshness {HARSHNESS}, error {ERROR}"
    )
    print("| method | tau, mean | gain over the plain mean: mean | lowest | highest |")
    print("| --- | --- | --- | --- | --- |")
    for method in found[0]:
        gains = [each[method] - each["plain mean"] for each in found]
        print(
            f"| {method} | {mean(each[method] for each in found):.3f} | {mean(gains):+.3f} "
            f"| {min(gains):+.3f} | {max(gains):+.3f} |"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
