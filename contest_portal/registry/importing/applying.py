"""Making the register what the plan says. Runs inside the caller's transaction."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from contest_portal.registry.models import BANGKOK, LAO, CodeChange

from .comparing import Change, Plan
from .facts import LaoFacts
from .places import Places

A_BATCH = 200
WRITTEN = (
    "code", "kind", "name_th", "bare_name", "name_en", "province", "amphoe", "lat", "lon",
    "sort_key", "search_key", "disappeared_at",
)  # fmt: skip


def apply(plan: Plan, standing: list[LAO], places: Places, *, at: datetime) -> None:
    CodeChange.objects.bulk_create(
        [_code_change(change, _("Upgraded"), at) for change in plan.upgraded]
        + [_code_change(change, _("Decided by a person"), at) for change in plan.said_the_same]
    )
    touched = [*_changed(plan, places), *_disappeared(plan, at), *_returned(plan)]
    touched += _with_stale_keys(standing)
    LAO.objects.bulk_create([_new_lao(facts, places) for facts in plan.added])
    LAO.objects.bulk_update({lao.pk: lao for lao in touched}.values(), WRITTEN, A_BATCH)


def _changed(plan: Plan, places: Places) -> list[LAO]:
    for change in plan.changed + plan.recoded:
        _write(change.lao, change.facts, places)
    return [change.lao for change in plan.changed + plan.recoded]


def _disappeared(plan: Plan, at: datetime) -> list[LAO]:
    for lao in plan.disappeared:
        lao.disappeared_at = at
    return plan.disappeared


def _returned(plan: Plan) -> list[LAO]:
    back = plan.returned + [change.lao for change in plan.recoded]
    for lao in back:
        lao.disappeared_at = None
    return back


def _with_stale_keys(standing: list[LAO]) -> list[LAO]:
    """Keys follow names, also where only the district's or the province's name has changed."""
    stale, former = [], _former_codes()
    for lao in standing:
        before = lao.sort_key, lao.search_key
        lao.write_keys(tuple(former.get(lao.pk, ())))
        if before != (lao.sort_key, lao.search_key):
            stale.append(lao)
    return stale


def _former_codes() -> dict[UUID, list[str]]:
    former: dict[UUID, list[str]] = {}
    for lao, code in CodeChange.objects.values_list("lao", "old_code"):
        former.setdefault(lao, []).append(code)
    return former


def _new_lao(facts: LaoFacts, places: Places) -> LAO:
    lao = LAO()
    _write(lao, facts, places)
    lao.in_dla_register = lao.province_id != BANGKOK
    lao.write_keys()
    return lao


def _write(lao: LAO, facts: LaoFacts, places: Places) -> None:
    lao.code = facts.code
    for attribute, value in facts.values.items():
        setattr(lao, attribute, value)
    # Handed over, so that none is fetched row by row.
    lao.province = places.provinces[lao.province_id]
    lao.amphoe = places.districts[lao.amphoe_id] if lao.amphoe_id else None


def _code_change(change: Change, reason: str, at: datetime) -> CodeChange:
    return CodeChange(
        lao=change.lao,
        old_code=change.before["code"],
        new_code=change.facts.code,
        reason=reason,
        changed_at=at,
    )
