"""The name of a file as it may be shown: no path, no invisible characters, not endless."""

import unicodedata

from contest_portal.thai.counting import grapheme_count
from submissions.checking.kinds import KINDS, PDF, Kind

LONGEST = 120
MOST_CODE_POINTS = 200
NAMELESS = "document"
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# Allowed by our storage, but a trap in a header, on a command line or on a Windows disk.
TRAPS = str.maketrans(dict.fromkeys('"<>|*?:;', "-"))
ENDINGS = {kind.ending for kind in KINDS.values()} | {"jpeg", "jpe", "docm", "xlsm", "pptm"}


def shown_name(sent: str, kind: Kind = PDF) -> str:
    """`sent` with its path, controls and direction marks gone, at most 120 visible characters.

    Whatever ending was sent, the last one is that of the kind which the bytes are.
    """
    last = sent.replace("\\", "/").rpartition("/")[2]
    visible = "".join(filter(_may_be_shown, last)).translate(TRAPS)
    stem = _without_ending(" ".join(visible.split()).strip(". "))
    stem = _shortened(stem).strip(". ")
    return f"{stem if _can_be_read(stem) else NAMELESS}.{kind.ending}"


def _may_be_shown(character: str) -> bool:
    return unicodedata.category(character) not in HIDDEN


def _without_ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending.lower() in ENDINGS else name


def _can_be_read(stem: str) -> bool:
    """Marks without a letter to stand on are no name."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in stem)


def _shortened(text: str) -> str:
    """At most LONGEST characters as a reader counts them, a mark never torn from its base."""
    kept, count = "", 0
    for character in text[:MOST_CODE_POINTS]:
        count += grapheme_count(character)
        if count > LONGEST:
            break
        kept += character
    return kept
