"""Whether two texts say the same things in the same order.

Entries about the same subject share many words, but not their order; a copy keeps both, however
many words somebody replaced. The shingles that stand exactly once in each text are anchors; of the
anchors, the heaviest chain that runs forward in both texts is found, and

    score = weight of the chain / weight of all anchors of the lighter text

(chains of unique matches: A. Delcher et al., “Alignment of whole genomes”, Nucleic Acids Research
27, 1999, which finds them with a longest increasing subsequence). The score is 1 for equal texts.
Two halves in exchanged order still score about one half.
"""

from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from .sketching import LETTERS, hashed

Weigh = Callable[[array], list[float]]


@dataclass(frozen=True)
class Anchored:
    """A text ready to be chained: where each anchor stands and what it weighs, by hash."""

    places: dict[int, int]
    weights: dict[int, float]
    total: float
    length: int


def anchored(text: str, weigh: Weigh) -> Anchored:
    """`text` is folded; `weigh` tells how rare each of some hashed shingles is."""
    ends = len(text) - LETTERS + 1
    standing = [hashed(text[start : start + LETTERS]) for start in range(ends)]
    counted = Counter(standing)
    places = {shingle: at for at, shingle in enumerate(standing) if counted[shingle] == 1}
    weights = dict(zip(places, weigh(array("I", places)), strict=True))
    return Anchored(places, weights, sum(weights.values()), len(text))


def score(first: Anchored, second: Anchored, *, lowest: float = 0.0) -> float:
    """Between 0 and 1; 0 at once for what cannot reach `lowest`."""
    possible = min(first.total, second.total)
    shared = first.places.keys() & second.places.keys()
    if not possible or sum(first.weights[anchor] for anchor in shared) < lowest * possible:
        return 0.0
    in_order = sorted(shared, key=first.places.__getitem__)
    steps = [(second.places[anchor], first.weights[anchor]) for anchor in in_order]
    return min(1.0, _heaviest_chain(steps, length=second.length) / possible)


def _heaviest_chain(steps: list[tuple[int, float]], *, length: int) -> float:
    """The weight of the heaviest subsequence of (place, weight) whose places increase.

    A Fenwick tree of maxima over the places: n log n.
    """
    best = [0.0] * (length + 2)
    for place, weight in steps:
        chain = weight + _best_before(best, place)
        at = place + 1
        while at < len(best):
            best[at] = max(best[at], chain)
            at += at & -at
    return _best_before(best, length)


def _best_before(best: list[float], place: int) -> float:
    heaviest = 0.0
    while place > 0:
        heaviest = max(heaviest, best[place])
        place -= place & -place
    return heaviest
