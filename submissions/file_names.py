"""The name of a file as it may be shown: no path, no invisible characters, not endless."""

import unicodedata

from contest_portal.thai.counting import grapheme_count

LONGEST = 120
MOST_CODE_POINTS = 200
NAMELESS = "document.pdf"


def shown_name(sent: str) -> str:
    """`sent` with its path, controls and direction marks gone, at most 120 visible characters."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    visible = "".join(filter(_may_be_shown, last))
    stem, dot, ending = " ".join(visible.split()).strip(". ").rpartition(".")
    if not dot:
        stem, ending = ending, "pdf"
    stem = _shortened(stem).strip()
    return f"{stem}.{ending[:10]}" if grapheme_count(stem) else NAMELESS


def _may_be_shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _shortened(text: str) -> str:
    """At most LONGEST characters as a reader counts them, a mark never torn from its base."""
    kept, count = "", 0
    for character in text[:MOST_CODE_POINTS]:
        count += grapheme_count(character)
        if count > LONGEST:
            break
        kept += character
    return kept
