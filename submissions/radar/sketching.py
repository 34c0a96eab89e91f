"""What was sent as a set of shingles: runs of four letters, hashed to 32 bits.

Thai has no spaces between words, so words are not looked for. Character n-grams need no dictionary
and lose little to one: P. McNamee and J. Mayfield, “Character N-Gram Tokenization for European
Language Text Retrieval”, Information Retrieval 7, 2004. Sets of shingles for resemblance:
A. Broder, “On the resemblance and containment of documents”, 1997.
"""

import sys
import zlib
from array import array

from contest_portal.editions.models import FormField
from contest_portal.thai.folding import fold

LETTERS = 4
MOST_LETTERS = 20_000  # of one entry; what is beyond is not compared
WRITTEN = frozenset({FormField.Type.TEXT, FormField.Type.LONG_TEXT})
NOT_THE_WORK = frozenset({FormField.Means.CONTACT, FormField.Means.TOOL, FormField.Means.VENDOR})


def written(snapshot: dict) -> str:
    """What the organisation wrote about the work, as it wrote it."""
    answers = [
        answer["value"]
        for answer in snapshot["answers"]
        if answer["type"] in WRITTEN and answer["means"] not in NOT_THE_WORK
    ]
    return "\n".join(filter(None, answers))


def text_of(snapshot: dict) -> str:
    """The same in one spelling, without spaces and line ends."""
    return fold(written(snapshot))[:MOST_LETTERS]


def shingles(text: str) -> array:
    """The distinct shingles of a folded text, in ascending order."""
    found = {hashed(text[start : start + LETTERS]) for start in range(len(text) - LETTERS + 1)}
    return array("I", sorted(found))


def hashed(shingle: str) -> int:
    """CRC-32: the same on every machine, and collisions are rare beside chance resemblance."""
    return zlib.crc32(shingle.encode())


def packed(found: array) -> bytes:
    """Little-endian, whatever the machine."""
    if sys.byteorder == "big":
        found = array("I", found)
        found.byteswap()
    return found.tobytes()
