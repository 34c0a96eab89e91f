"""The districts of a province with how far their LAOs are."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from contest_portal.registry.models import LAO, Province, in_language

WITHOUT = "-"  # LAOs of the whole province, as the provincial organisation is


@dataclass(frozen=True)
class District:
    """`code` is empty for LAOs that belong to no single district."""

    code: str
    name: str
    laos: int
    told: int
    registered: int
    drafting: int
    entered: int

    @property
    def key(self) -> str:
        """How an address names it."""
        return self.code or WITHOUT


def of(province: Province, laos: QuerySet[LAO]) -> list[District]:
    """In Thai order, those without a district first. `laos` carry what they did."""
    rows = (
        laos.filter(province=province)
        .values("amphoe", "amphoe__name_th", "amphoe__name_en", "amphoe__sort_key")
        .annotate(
            laos=Count("id"),
            told=Count("id", filter=Q(is_told=True)),
            registered=Count("id", filter=Q(is_registered=True)),
            drafting=Count("id", filter=Q(is_drafting=True)),
            entered=Count("id", filter=Q(is_entered=True)),
        )
        .order_by()
    )
    return [_district(row) for row in sorted(rows, key=_place)]


def _place(row: dict) -> str:
    return row["amphoe__sort_key"] or ""


def _district(row: dict) -> District:
    facts = {name: row[name] for name in ("laos", "told", "registered", "drafting", "entered")}
    if row["amphoe"] is None:
        return District("", gettext("Whole province"), **facts)
    name = in_language(row["amphoe__name_th"], row["amphoe__name_en"])
    return District(row["amphoe"], name, **facts)


def chosen(districts: list[District], key: str) -> District | None:
    """The district that an address asks for; None for all of them."""
    return next((each for each in districts if each.key == key), None)
