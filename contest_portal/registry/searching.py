"""Finding an LAO by whatever a person types: name, abbreviation, code, district or province.

The search key holds every spelling, folded. Own names stand behind OWN, the place behind PLACE, so
that a search can tell อบต.หนองบัว from an LAO that lies in อำเภอหนองบัว.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from contest_portal.thai.folding import clean_text, fold

from . import kinds

if TYPE_CHECKING:
    from .models import LAO

OWN, PLACE = "|", "/"
LONGEST_SEARCH = 200


def search_key(lao: LAO) -> str:
    own = (
        lao.code,
        lao.bare_name,
        kinds.short_name(lao.kind, lao.bare_name),
        lao.name_th,
        lao.name_en,
    )
    province, amphoe = lao.province, lao.amphoe
    district = (amphoe.name_th, amphoe.name_en) if amphoe else ()
    return _marked(OWN, own) + _place_key((province.name_th, province.name_en), district)


def words_of(search: str) -> list[str]:
    """The words to be found, folded; each must occur."""
    folded = (fold(word) for word in clean_text(search[:LONGEST_SEARCH]).split())
    return [word for word in folded if word]


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
