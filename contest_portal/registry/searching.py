"""Finding an LAO by whatever a person types: name, abbreviation, code, district or province.

The search key holds every spelling, folded. Own names stand between OWN, the place behind PLACE, so
that a search can tell อบต.หนองบัว from an LAO that lies in อำเภอหนองบัว, and หนองบัว itself from
หนองบัวใหญ่. Codes that an LAO had before it was upgraded are among its own names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from contest_portal.thai.folding import clean_text, fold

from . import kinds

if TYPE_CHECKING:
    from .models import LAO

OWN, PLACE = "|", "/"
LONGEST_SEARCH = 200
MOST_WORDS = 8  # that may stand together as one name


def search_key(lao: LAO, former_codes: tuple[str, ...] = ()) -> str:
    own = (
        lao.code,
        lao.bare_name,
        kinds.short_name(lao.kind, lao.bare_name),
        lao.name_th,
        lao.name_en,
        *former_codes,
    )
    province, amphoe = lao.province, lao.amphoe
    district = (amphoe.name_th, amphoe.name_en) if amphoe else ()
    place = _place_key((province.name_th, province.name_en), district)
    return _marked(OWN, own) + OWN + place


def words_of(search: str) -> list[str]:
    """The words to be found, folded; each must occur."""
    folded = (fold(word) for word in clean_text(search[:LONGEST_SEARCH]).split())
    return [word for word in folded if word]


def names_in(words: list[str]) -> Iterator[str]:
    """What of a search may be one name: each run of its words, as อบต. หนองบัว is อบตหนองบัว."""
    words = words[:MOST_WORDS]
    runs = (
        "".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )
    yield from dict.fromkeys(runs)


@lru_cache(maxsize=1024)
def _place_key(province: tuple[str, str], district: tuple[str, str] | tuple[()]) -> str:
    """From names in Thai and English; remembered, as a register writes each place many times."""
    spellings = _spellings(*province, short="จ.", full="จังหวัด")
    if district:
        spellings += _spellings(*district, short="อ.", full="อำเภอ")
    return _marked(PLACE, spellings)


def _spellings(thai: str, english: str, *, short: str, full: str) -> tuple[str, ...]:
    return thai, short + thai, full + thai, english


def _marked(mark: str, spellings: tuple[str, ...]) -> str:
    """Each spelling once, behind the mark."""
    return "".join(mark + folded for folded in dict.fromkeys(map(fold, spellings)) if folded)
