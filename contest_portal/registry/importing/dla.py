"""The shape DLA publishes: every LAO crossed with every tambon of its district, so rows repeat.

It has no English names and patchy coordinates, and it leaves Bangkok out: none of those is touched.
"""

from django.utils.translation import gettext as _

from contest_portal.registry import kinds
from contest_portal.registry.models import BANGKOK

from .facts import LaoFacts, checked_code, names, place
from .places import Places
from .problems import Nonsense, Problems
from .reading import Row, Table

NAME = "dla"
PROVINCE, DISTRICT, CODE, KIND, BARE_NAME = "จังหวัด", "อำเภอ", "รหัส อปท.", "ประเภท อปท.", "อปท."
COLUMNS = (PROVINCE, DISTRICT, CODE, KIND, BARE_NAME)
NEVER_DIFFERS = ("kind", "name_th", "province_id")


def parse(table: Table, places: Places, problems: Problems) -> list[LaoFacts]:
    """One row a code; where a code's rows name several districts, the first is kept."""
    found: dict[str, LaoFacts] = {}
    read: set[tuple[str, ...]] = set()
    for row in table.rows:
        cells = tuple(row.cells[column] for column in COLUMNS)
        if cells in read:
            continue
        read.add(cells)
        with problems.at(row.line):
            facts = _facts(row, places)
            _refuse_a_contradiction(facts, found)
            found.setdefault(facts.code, facts)
    return [facts for facts in found.values() if facts.values["province_id"] != BANGKOK]


def _facts(row: Row, places: Places) -> LaoFacts:
    code = checked_code(row.cell(CODE))
    province = places.province_named(row.cell(PROVINCE))
    district = places.district_named(row.cell(DISTRICT), province)
    kind = _kind(row.cell(KIND))
    bare_name = row.cell(BARE_NAME)
    if not bare_name:
        raise Nonsense(_("The name is empty."))
    full_name = kinds.full_name(kind, bare_name)
    return LaoFacts(row.line, code, {**names(kind, full_name), **place(province, district)})


def _kind(words: str) -> kinds.Kind:
    kind = kinds.kind_from_dla(words)
    if kind is None:
        raise Nonsense(_("“%(text)s” is not a kind of LAO.") % {"text": words})
    return kind


def _refuse_a_contradiction(facts: LaoFacts, found: dict[str, LaoFacts]) -> None:
    earlier = found.get(facts.code, facts)
    for attribute in NEVER_DIFFERS:
        if earlier.values[attribute] != facts.values[attribute]:
            raise Nonsense(
                _("Code %(code)s is “%(now)s” here and “%(earlier)s” on line %(line)s.")
                % {
                    "code": facts.code,
                    "now": facts.values[attribute],
                    "earlier": earlier.values[attribute],
                    "line": earlier.line,
                }
            )
