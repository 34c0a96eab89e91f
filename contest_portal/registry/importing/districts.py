"""The file of districts (--amphoes FILE): added or renamed by code, never taken away."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_portal.registry.models import LONGEST_PLACE_NAME, Amphoe, Province

from .places import Places
from .problems import Nonsense, Problems
from .reading import Row, Table

COLUMNS = ("code", "name_th", "name_en", "province_code")


@dataclass(frozen=True)
class DistrictChanges:
    added: int = 0
    renamed: int = 0


def load(table: Table) -> DistrictChanges:
    """Raises Refused."""
    problems = Problems(table.name)
    wanted = _parse(table, Places.known(), problems)
    problems.refuse_if_any()
    standing = Amphoe.objects.in_bulk()
    added = [each for code, each in wanted.items() if code not in standing]
    renamed = [each for code, each in wanted.items() if _differs(each, standing.get(code))]
    Amphoe.objects.bulk_create(added)
    Amphoe.objects.bulk_update(renamed, ["name_th", "name_en", "province", "sort_key"], 100)
    return DistrictChanges(len(added), len(renamed))


def _differs(wanted: Amphoe, standing: Amphoe | None) -> bool:
    return standing is not None and _facts(wanted) != _facts(standing)


def _facts(district: Amphoe) -> tuple[str, str, str]:
    return district.name_th, district.name_en, district.province_id


def _parse(table: Table, places: Places, problems: Problems) -> dict[str, Amphoe]:
    lacking = table.lacks(COLUMNS)
    found: dict[str, Amphoe] = {}
    with problems.at(1):
        if lacking:
            raise Nonsense(_("The columns %(names)s are missing.") % {"names": ", ".join(lacking)})
    problems.refuse_if_any()
    for row in table.rows:
        with problems.at(row.line):
            district = _district(row, places.province(row.cell("province_code")))
            if district.code in found:
                raise Nonsense(_("Code %(code)s stands twice.") % {"code": district.code})
            found[district.code] = district
    return found


def _district(row: Row, province: Province) -> Amphoe:
    code, name = row.cell("code"), row.cell("name_th")
    if not (len(code) == 4 and code.isascii() and code.isdigit()):
        raise Nonsense(_("“%(text)s” is not the code of a district.") % {"text": code})
    if not 0 < len(name) <= LONGEST_PLACE_NAME:
        raise Nonsense(_("The name is empty or too long."))
    district = Amphoe(code=code, name_th=name, name_en=row.cell("name_en"), province=province)
    district.write_keys()
    return district
