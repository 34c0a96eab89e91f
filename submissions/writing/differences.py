"""What changed between two texts, in pieces a reader would call words.

Thai has no spaces between words, so the smallest piece is a letter with its marks, a run of Latin
letters, or a number; changes that lie a letter or two apart are shown as one. Compared is first by
phrase, then within the phrases that differ, by Myers' greedy algorithm ("An O(ND) difference
algorithm", 1986): its work is bounded whatever the texts repeat.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

# A letter with its marks (Thai leading vowels go with the consonant they are read after), a run of
# letters or digits of other scripts, a run of spaces, or one of anything else.
PIECES = re.compile(
    r"[\u0e40-\u0e44]?[\u0e01-\u0e2e\u0e30\u0e32\u0e33\u0e45-\u0e46]"
    r"[\u0e30\u0e31-\u0e3a\u0e47-\u0e4e]*"
    r"|[0-9]+|[^\W\d_\u0e00-\u0e7f]+|[ \t]+|.",
    re.DOTALL,
)
PHRASES = re.compile(r"[^ \n]*[ \n]*")
MOST_CHANGES = 300  # pieces that came or went; with more of them the whole stretch has changed
ISLAND = 2  # so few equal pieces between two changes are part of the change
IN_SIGHT = 40  # letters kept around a change where the rest is left out


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Part:
    """A stretch of text that stood in both versions, only before, or only after."""

    kind: Kind
    text: str


def between(before: str, after: str) -> list[Part]:
    """The two texts as one: what stayed, what went, what came. Joined again they give both."""
    parts: list[Part] = []
    for is_same, old, new in _changes(PHRASES.findall(before), PHRASES.findall(after)):
        parts.extend([Part(Kind.SAME, old)] if is_same else _closer(old, new))
    alike = groupby((part for part in parts if part.text), key=lambda part: part.kind)
    return [Part(kind, "".join(part.text for part in run)) for kind, run in alike]


def side(parts: list[Part], kind: Kind) -> list[Part]:
    """One of the two texts, with what the other does not have told apart."""
    return shortened([part for part in parts if part.kind in (Kind.SAME, kind)])


def shortened(parts: list[Part]) -> list[Part]:
    """The same for a reader who looks for what changed: without the middle of what did not."""
    return [_shortened(part) for part in parts]


def _closer(before: str, after: str) -> Iterator[Part]:
    changes = _changes(PIECES.findall(before), PIECES.findall(after))
    for is_same, gone, came in _without_islands(changes):
        if is_same:
            yield Part(Kind.SAME, gone)
        else:
            yield from (Part(Kind.GONE, gone), Part(Kind.NEW, came))


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    """(same, text before, text after), in order."""
    at_old = at_new = 0
    for first, second, length in _same_runs(old, new):
        if at_old < first or at_new < second:
            yield False, "".join(old[at_old:first]), "".join(new[at_new:second])
        at_old, at_new = first + length, second + length
        if length:
            yield True, "".join(old[first:at_old]), "".join(new[second:at_new])


def _same_runs(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int]]:
    """(place in old, place in new, length) of what stayed, and the two ends with length 0."""
    tail = _in_common(old[::-1], new[::-1])
    ends = len(old) - tail, len(new) - tail
    trail = _trail(old[: ends[0]], new[: ends[1]])
    yield from reversed([*_walked_back(trail, *ends)] if trail else [])
    yield *ends, tail
    yield len(old), len(new), 0


def _in_common(old: list[str], new: list[str]) -> int:
    """How many pieces at the beginning are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(old), len(new)))


def _trail(old: list[str], new: list[str]) -> list[dict[int, int]] | None:
    """How far one comes in `old` on each diagonal with 0, 1, 2 … changes; None with too many."""
    furthest, trail = {1: 0}, []
    for changes in range(MOST_CHANGES + 1):
        trail.append(dict(furthest))
        for diagonal in range(-changes, changes + 1, 2):
            x = _step(furthest, diagonal, changes)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            furthest[diagonal] = x
            if x >= len(old) and x - diagonal >= len(new):
                return trail
    return None


def _step(furthest: dict[int, int], diagonal: int, changes: int) -> int:
    """One change onto a diagonal: a piece came, or a piece of `old` went; whichever leads on."""
    if _came(furthest, diagonal, changes):
        return furthest[diagonal + 1]
    return furthest[diagonal - 1] + 1


def _came(furthest: dict[int, int], diagonal: int, changes: int) -> bool:
    return diagonal == -changes or (
        diagonal != changes and furthest[diagonal - 1] < furthest[diagonal + 1]
    )


def _walked_back(trail: list[dict[int, int]], x: int, y: int) -> Iterator[tuple[int, int, int]]:
    """The runs that stayed on the way to (x, y), from the last to the first."""
    for changes in range(len(trail) - 1, -1, -1):
        diagonal = x - y
        start = _step(trail[changes], diagonal, changes)
        if x > start:
            yield start, start - diagonal, x - start
        came = _came(trail[changes], diagonal, changes)
        x, y = (start, start - diagonal - 1) if came else (start - 1, start - diagonal)


def _without_islands(changes: Iterator[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    """Changes with a letter or two between them become one: else Thai words fall to bits."""
    waiting: tuple[str, str] | None = None
    island = ""
    for is_same, old, new in changes:
        if not is_same:
            gone, came = waiting or ("", "")
            waiting, island = (gone + island + old, came + island + new), ""
        elif waiting and not island and len(PIECES.findall(old)) <= ISLAND:
            island = old
        else:
            if waiting:
                yield False, *waiting
            waiting = None
            yield True, island + old, island + new
            island = ""
    if waiting:
        yield False, *waiting
    if island:
        yield True, island, island


def _shortened(part: Part) -> Part:
    """A long stretch that did not change, without its middle."""
    if part.kind != Kind.SAME or len(part.text) <= 2 * IN_SIGHT + 20:
        return part
    pieces = PIECES.findall(part.text)
    kept = "".join(pieces[:IN_SIGHT]) + " … " + "".join(pieces[-IN_SIGHT:])
    return Part(Kind.SAME, kept) if len(kept) < len(part.text) else part
