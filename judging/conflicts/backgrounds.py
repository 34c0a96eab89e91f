"""What the register knows of people that bears on a conflict of interest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from contest_portal.accounts.models import Appointment, Membership, User
from contest_portal.accounts.roles import Role
from contest_portal.registry.models import LAO

Laos = defaultdict[UUID, dict[UUID, LAO]]  # by person, by the LAO's id


@dataclass(frozen=True)
class Background:
    """Employers now and before, by the LAO's id; provinces by code, where the person works for an
    LAO or for the province. `name` and `email` are looked for in what entries say."""

    employers: dict[UUID, LAO] = field(default_factory=dict)
    former: dict[UUID, LAO] = field(default_factory=dict)
    provinces: frozenset[str] = frozenset()
    name: str = ""
    email: str = ""


def of_people(people: Iterable[User]) -> dict[UUID, Background]:
    """By the person's id. Two queries."""
    people = list(people)
    now, before = _laos(people)
    offices = _offices(people)
    return {
        person.pk: Background(
            employers=now[person.pk],
            former=before[person.pk],
            provinces=frozenset(offices[person.pk])
            | {lao.province_id for lao in now[person.pk].values()},
            name=person.name,
            email=person.email,
        )
        for person in people
    }


def invented(*, lao: LAO | None = None, province: str = "") -> Background:
    """Of somebody who would work there: nobody in particular."""
    employers = {lao.pk: lao} if lao else {}
    provinces = {lao.province_id for lao in employers.values()} | {province}
    return Background(employers=employers, provinces=frozenset(provinces - {""}))


def _laos(people: list[User]) -> tuple[Laos, Laos]:
    """Now and before. Claims that were refused have ended too, but nobody worked there."""
    now, before = Laos(dict), Laos(dict)
    for each in Membership.objects.filter(user__in=people).select_related("lao"):
        if each.ended_at is None:
            now[each.user_id][each.lao_id] = each.lao
        elif each.verified_at:
            before[each.user_id][each.lao_id] = each.lao
    return now, before


def _offices(people: list[User]) -> defaultdict[UUID, set[str]]:
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    appointed = Appointment.objects.current().filter(user__in=people, role=Role.PROVINCE_OFFICER)
    for user, province in appointed.values_list("user", "province"):
        if province:
            found[user].add(province)
    return found
