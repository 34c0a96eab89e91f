"""All that was submitted of one entry, and what changed from one version to the next."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from contest_portal.thai.measures import file_size_words
from submissions.models import Submission

from . import printed

# Compared by characters: Thai has no spaces between words. Beyond this, the texts stand side by
# side without marks: comparing would take seconds.
MOST_COMPARED = 6_000
SHORTEST_SHARED = 4
SHORTEST_PASSAGE = 8  # that two entries share: less is how everybody writes


@dataclass(frozen=True)
class Piece:
    """A run of text, and whether the other side has it too."""

    text: str
    shared: bool


@dataclass(frozen=True)
class Change:
    """One question that says something else now: the pieces of before and after."""

    section: str
    label: str
    before: list[Piece]
    after: list[Piece]


def changes(older: Submission, newer: Submission) -> list[Change]:
    """What differs, in the newer form's order; questions that went come last."""
    before, after = _said(older), _said(newer)
    keys = list(after) + [key for key in before if key not in after]
    return [
        _change(before.get(key), after.get(key))
        for key in keys
        if _words(before.get(key)) != _words(after.get(key))
    ]


def _said(submission: Submission) -> dict[str, tuple[str, str, str]]:
    """Section, label and words by question."""
    snapshot = submission.document.snapshot
    said = {
        answer.get("id", answer["key"]): (
            answer["section"], answer["label"], printed.as_text(answer),
        )
        for answer in snapshot["answers"]
    }  # fmt: skip
    files = {
        f"file {file['key']} {number}": (_("Files"), file["name"], _file_words(file))
        for number, file in enumerate(snapshot["files"])
    }
    return said | files


def _file_words(file: dict) -> str:
    return f"{file['name']}\n{file_size_words(file['size'])}\nSHA-256 {file['sha256']}"


def _words(said: tuple[str, str, str] | None) -> str:
    return said[2] if said else ""


def _change(before, after) -> Change:
    section, label, _text = after or before
    left, right = pieces(_words(before), _words(after))
    return Change(section, label, left, right)


def pieces(
    before: str, after: str, *, shortest: int = SHORTEST_SHARED
) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut where they differ. A few letters in common by chance are not shared."""
    if len(before) > MOST_COMPARED or len(after) > MOST_COMPARED:
        return [Piece(before, shared=False)], [Piece(after, shared=False)]
    shared = [
        block
        for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        if block.size >= shortest
    ]
    left = _cut(before, [(block.a, block.size) for block in shared])
    right = _cut(after, [(block.b, block.size) for block in shared])
    return left, right


def _cut(text: str, shared: list[tuple[int, int]]) -> list[Piece]:
    """`shared` are starts and lengths, in order."""
    cut, done = [], 0
    for start, size in shared:
        cut += [Piece(text[done:start], shared=False), Piece(text[start : start + size], True)]
        done = start + size
    cut.append(Piece(text[done:], shared=False))
    return [piece for piece in cut if piece.text]
