"""Our own tidy shape: one row an LAO, with codes for its kind, province and district."""

from django.utils.translation import gettext as _

from contest_portal.registry.kinds import Kind
from contest_portal.registry.models import Amphoe, Province

from .facts import LaoFacts, checked_code, names, place
from .places import Places
from .problems import Nonsense, Problems
from .reading import Row, Table

NAME = "tidy"
COLUMNS = ("code", "name_th", "name_en", "kind", "province_code", "amphoe_code", "lat", "lon")
LATITUDES, LONGITUDES = (5.0, 21.0), (97.0, 106.0)  # Thailand lies within


def parse(table: Table, places: Places, problems: Problems) -> list[LaoFacts]:
    found: dict[str, LaoFacts] = {}
    for row in table.rows:
        with problems.at(row.line):
            facts = _facts(row, places)
            _refuse_a_second(facts, found)
            found[facts.code] = facts
    return list(found.values())


def _facts(row: Row, places: Places) -> LaoFacts:
    code = checked_code(row.cell("code"))
    province = places.province(row.cell("province_code"))
    values = {
        **names(_kind(row.cell("kind")), row.cell("name_th")),
        **place(province, _district(row.cell("amphoe_code"), province, places)),
        **_coordinates(row.cell("lat"), row.cell("lon")),
        "name_en": row.cell("name_en"),
    }
    return LaoFacts(row.line, code, values)


def _refuse_a_second(facts: LaoFacts, found: dict[str, LaoFacts]) -> None:
    if facts.code in found:
        raise Nonsense(
            _("Code %(code)s stands already on line %(line)s.")
            % {"code": facts.code, "line": found[facts.code].line}
        )


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise Nonsense(_("“%(text)s” is not a kind of LAO.") % {"text": text}) from None


def _district(code: str, province: Province, places: Places) -> Amphoe | None:
    """Only Bangkok itself lies in no district."""
    if not code and province.is_bangkok:
        return None
    return places.district(code, province)


def _coordinates(lat: str, lon: str) -> dict[str, object]:
    if not lat and not lon:
        return {"lat": None, "lon": None}
    return {"lat": _degrees(lat, LATITUDES), "lon": _degrees(lon, LONGITUDES)}


def _degrees(text: str, within: tuple[float, float]) -> float:
    lowest, highest = within
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not lowest <= degrees <= highest:
        raise Nonsense(_("“%(text)s” is not a coordinate in Thailand.") % {"text": text})
    return degrees
