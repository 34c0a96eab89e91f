"""Finding an LAO by whatever a person types: name, abbreviation, code, district or province.

The search key holds every spelling, folded. Own names stand behind OWN, the place behind PLACE, so
that a search can tell อบต.หนองบัว from an LAO that lies in อำเภอหนองบัว.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contest_portal.thai.folding import clean_text, fold

from . import kinds

if TYPE_CHECKING:
    from .models import LAO

OWN, PLACE = "|", "/"
LONGEST_SEARCH = 200


def search_key(lao: LAO) -> str:
    own = [
        lao.code,
        lao.bare_name,
        kinds.short_name(lao.kind, lao.bare_name),
        lao.name_th,
        lao.name_en,
    ]
    return _marked(OWN, own) + _marked(PLACE, _place_spellings(lao))


def words_of(search: str) -> list[str]:
    """The words to be found, folded; each must occur."""
    folded = (fold(word) for word in clean_text(search[:LONGEST_SEARCH]).split())
    return [word for word in folded if word]


def _place_spellings(lao: LAO) -> list[str]:
    province = lao.province
    spellings = [
        province.name_th,
        f"จ.{province.name_th}",
        f"จังหวัด{province.name_th}",
        province.name_en,
    ]
    if lao.amphoe:
        name = lao.amphoe.name_th
        spellings += [name, f"อ.{name}", f"อำเภอ{name}", lao.amphoe.name_en]
    return spellings


def _marked(mark: str, spellings: list[str]) -> str:
    """Each spelling once, behind the mark."""
    return "".join(mark + folded for folded in dict.fromkeys(map(fold, spellings)) if folded)
