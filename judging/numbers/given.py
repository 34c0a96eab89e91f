"""Sheet scores as the judges gave them: which judge gave which entry how much."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

Judge = Hashable
Entry = Hashable
Scores = Mapping[tuple[Judge, Entry], Fraction]
Part = tuple[list[Judge], list[Entry]]


def by_judge(scores: Scores) -> dict[Judge, dict[Entry, Fraction]]:
    """{judge: {entry: score}} in the order in which the scores come."""
    found: dict[Judge, dict[Entry, Fraction]] = defaultdict(dict)
    for (judge, entry), score in scores.items():
        found[judge][entry] = score
    return dict(found)


def by_entry(scores: Scores) -> dict[Entry, dict[Judge, Fraction]]:
    """{entry: {judge: score}} in the order in which the scores come."""
    found: dict[Entry, dict[Judge, Fraction]] = defaultdict(dict)
    for (judge, entry), score in scores.items():
        found[entry][judge] = score
    return dict(found)


def without(scores: Scores, judge: Judge) -> Scores:
    return {pair: score for pair, score in scores.items() if pair[0] != judge}


def parts(pairs: Iterable[tuple[Judge, Entry]]) -> list[Part]:
    """The connected parts of the panel, the largest first.

    Two judges are connected when they scored a common entry, or are both connected to a third.
    Judges of different parts share no yardstick: a harsh part and a part of weak entries look the
    same (connectedness of a two-way classification: Searle 1971, "Linear Models", section 7.4).
    """
    neighbours: dict[tuple[str, Hashable], list[tuple[str, Hashable]]] = defaultdict(list)
    for judge, entry in pairs:
        neighbours["judge", judge].append(("entry", entry))
        neighbours["entry", entry].append(("judge", judge))
    found: list[Part] = []
    seen: set[tuple[str, Hashable]] = set()
    for start in neighbours:
        if start not in seen:
            reached = _reached(start, neighbours)
            seen.update(reached)
            found.append((_named("judge", reached), _named("entry", reached)))
    return sorted(found, key=lambda part: len(part[1]), reverse=True)


def _reached(start: tuple[str, Hashable], neighbours: Mapping) -> list[tuple[str, Hashable]]:
    reached, waiting = {start: None}, [start]
    while waiting:
        for neighbour in neighbours[waiting.pop()]:
            if neighbour not in reached:
                reached[neighbour] = None
                waiting.append(neighbour)
    return list(reached)


def _named(kind: str, reached: list[tuple[str, Hashable]]) -> list[Hashable]:
    return [name for found, name in reached if found == kind]
