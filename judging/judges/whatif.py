"""What a person's place on the panel would mean, looked at before anybody is invited."""

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from contest_portal.accounts.models import User
from contest_portal.registry.models import LAO
from judging.assigning import planning
from judging.conflicts import backgrounds, barring, suggesting
from judging.conflicts.backgrounds import Background
from judging.conflicts.suggesting import Work
from judging.models import Conflict, Round
from submissions.models import Entry, Status


@dataclass(frozen=True)
class Finding:
    """An entry that the person could not judge, as one of Conflict.Kind, and why in words."""

    work: Work
    kind: str
    why: str


@dataclass(frozen=True)
class WhatIf:
    """`employer` competes, so that the person cannot be invited at all. Seats of the round that
    stay empty: with the panel as it is, and with this person on it, without a limit."""

    findings: list[Finding]
    entries: int
    employer: LAO | None
    empty_now: int
    empty_then: int

    @property
    def could_read(self) -> int:
        return 0 if self.employer else self.entries - len(self.findings)

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        """(kind in words, entries), the most first."""
        counted = Counter(Conflict.Kind(each.kind).label for each in self.findings)
        return [(str(kind), number) for kind, number in counted.most_common()]


def of_person(round_: Round, user: User) -> WhatIf:
    """With the conflicts that the person has declared in any round."""
    declared = Conflict.objects.filter(judge__user=user, entry__edition=round_.edition_id)
    return _what_if(
        round_,
        backgrounds.of_people([user])[user.pk],
        {each.entry_id: each for each in declared},
        barring.competing_employer(user, round_.edition),
    )


def of_affiliation(round_: Round, *, lao: LAO | None, province: str) -> WhatIf:
    """Of anybody who works for the LAO, or somewhere in the province."""
    background = backgrounds.invented(lao=lao, province=province)
    return _what_if(round_, background, {}, lao if lao and _competes(lao, round_) else None)


def _competes(lao: LAO, round_: Round) -> bool:
    entered = Entry.objects.in_edition(round_.edition_id).filter(lao=lao)
    return entered.exclude(status=Status.WITHDRAWN).exists()


def _what_if(
    round_: Round, background: Background, declared: dict[UUID, Conflict], employer: LAO | None
) -> WhatIf:
    works = suggesting.works_of(round_)
    findings = [
        Finding(work, declared[work.entry].kind, declared[work.entry].reason)
        for work in works
        if work.entry in declared
    ] + [
        Finding(work, kind, why)
        for work, kind, why in suggesting.between(background, works, declared)
        if work.entry not in declared
    ]
    panel = planning.panel_of(round_)
    barred = {work.entry for work in works} if employer else {one.work.entry for one in findings}
    return WhatIf(
        findings=findings,
        entries=len(works),
        employer=employer,
        empty_now=planning.empty_seats(panel),
        empty_then=planning.empty_seats(_joined(panel, barred)),
    )


def _joined(panel: planning.Panel, barred: set[UUID]) -> planning.Panel:
    person = uuid4()
    return replace(
        panel,
        readers=(*panel.readers, planning.Reader(person)),
        banned=panel.banned | {(person, entry) for entry in barred},
    )
