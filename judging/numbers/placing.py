"""Who stands where: by rounded score, then criterion by criterion, then the median, then as the
chair decided, else shared."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .scoring import EntryScore

Key = TypeVar("Key", bound=Hashable)

# An element of the chain: (whether there is a number, the number). None stands below 0.
Chain = tuple[tuple[bool, object], ...]


@dataclass(frozen=True)
class Placed:
    """`depth` is how far the chain was followed to tell the entry from its neighbours.

    0: no tie; 1 to n: the n-th criterion; n + 1: the median; n + 2: the chair; n + 3: nothing, the
    place is shared.
    """

    key: Hashable
    place: int
    depth: int


def place(scores: Mapping[Key, EntryScore], chair: Mapping[Key, int] | None = None) -> list[Placed]:
    """Places such as 1, 2, 2, 4; entries that share a place keep the order they came in.

    `chair`: of entries that nothing else tells apart, which the chair puts first (0), second (1)…
    """
    decided = chair or {}
    chains = {key: _chain(score, decided.get(key, 0)) for key, score in scores.items()}
    order = sorted(chains, key=chains.__getitem__, reverse=True)
    ordered = [chains[key] for key in order]
    return [
        Placed(key, ordered.index(chain) + 1, _depth(chain, _neighbours(ordered, index)))
        for index, (key, chain) in enumerate(zip(order, ordered, strict=True))
    ]


def _chain(score: EntryScore, chair: int) -> Chain:
    numbers = (score.score, *score.criterion_means, score.median, -chair)
    return tuple((number is not None, number or 0) for number in numbers)


def shared(placed: list[Placed]) -> list[list[Hashable]]:
    """The groups that share a place, the best first."""
    groups: dict[int, list[Hashable]] = {}
    for each in placed:
        groups.setdefault(each.place, []).append(each.key)
    return [group for group in groups.values() if len(group) > 1]


def _neighbours(ordered: list[Chain], index: int) -> list[Chain]:
    return ordered[max(index - 1, 0) : index] + ordered[index + 1 : index + 2]


def _depth(chain: Chain, neighbours: list[Chain]) -> int:
    return max((_first_difference(chain, other) for other in neighbours), default=0)


def _first_difference(one: Chain, other: Chain) -> int:
    """The first step of the chain at which two entries differ; its length where they do not."""
    steps = enumerate(zip(one, other, strict=True))
    return next((step for step, (mine, theirs) in steps if mine != theirs), len(one))
