"""Quotas as they are kept with a ranking and told to people."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal.registry.kinds import Kind
from contest_portal.registry.models import Province
from judging.models import Ranking, Round
from judging.rounds.entries import of_round

from .awarding import Quota

KIND, REGION = "kind", "region"
AXES = {KIND: gettext_lazy("Kind of organisation"), REGION: gettext_lazy("Region")}


def choices() -> dict[str, list]:
    """The groups of each axis with their names, in order."""
    return {KIND: Kind.choices, REGION: Province.Region.choices}


def name_of(axis: str, group: str) -> str:
    return str(dict(choices()[axis]).get(group, group))


def groups_in(round_: Round) -> dict:
    """{entry: {axis: group}} of the round's entries, in one query."""
    facts = of_round(round_).values_list("pk", "lao__kind", "lao__province__region")
    return {entry: {KIND: kind, REGION: region} for entry, kind, region in facts}


def sizes(round_: Round) -> dict[tuple[str, str], int]:
    """How many entries each group has."""
    counts: dict[tuple[str, str], int] = {}
    for groups in groups_in(round_).values():
        for pair in groups.items():
            counts[pair] = counts.get(pair, 0) + 1
    return counts


def as_rows(quotas: Iterable[Quota]) -> list[dict]:
    """Plain facts for JSON."""
    return [as_row(quota) for quota in quotas]


def as_row(quota: Quota) -> dict:
    return {"axis": quota.axis, "group": quota.group, "least": quota.least, "most": quota.most}


def from_rows(rows: Iterable[Mapping]) -> tuple[Quota, ...]:
    return tuple(Quota(**row) for row in rows)


def quotas_of(ranking: Ranking) -> tuple[Quota, ...]:
    return from_rows(ranking.quotas)


def in_words(quota: Quota) -> str:
    """At least 1, at most 3 winners: City municipality"""
    facts = {
        "least": quota.least, "most": quota.most, "group": name_of(quota.axis, quota.group),
    }  # fmt: skip
    if quota.most is None:
        return _("at least %(least)s of %(group)s") % facts
    if not quota.least:
        return _("at most %(most)s of %(group)s") % facts
    return _("at least %(least)s and at most %(most)s of %(group)s") % facts
