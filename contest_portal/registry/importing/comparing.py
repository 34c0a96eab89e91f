"""What the file would change. Nothing is touched here.

An LAO is *upgraded* only when its old code went, exactly one new code of a higher kind came with
the same bare name in the same district, and nobody else went or came under that name there.
Everything else that looks like the same organisation is for a person to decide.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from contest_portal.registry import kinds
from contest_portal.registry.models import LAO

from .facts import LaoFacts
from .problems import Problem, Refused

NAMES = {"kind", "name_th", "bare_name"}
PLACE = {"province_id", "amphoe_id"}
A_WHOLE_PROVINCE = 10


@dataclass(frozen=True)
class Decisions:
    """What a person decided: `same` are (old, new) codes of one LAO, `apart` of two."""

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """A standing LAO and what the file says otherwise; `before` holds the values it had.

    `was` is how a person knew it: code, name and place.
    """

    lao: LAO
    facts: LaoFacts
    before: dict[str, Any]
    was: str

    def touches(self, attributes: Collection[str]) -> bool:
        return not self.before.keys().isdisjoint(attributes)


@dataclass(frozen=True)
class Undecided:
    """LAOs that went and LAOs that came under one bare name in one district."""

    gone: list[LAO]
    came: list[LaoFacts]


@dataclass
class Plan:
    added: list[LaoFacts] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    upgraded: list[Change] = field(default_factory=list)
    said_the_same: list[Change] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    disappeared: list[LAO] = field(default_factory=list)
    returned: list[LAO] = field(default_factory=list)
    unchanged: int = 0

    @property
    def renamed(self) -> list[Change]:
        return [change for change in self.changed if change.touches(NAMES)]

    @property
    def moved(self) -> list[Change]:
        return [change for change in self.changed if change.touches(PLACE)]

    @property
    def corrected(self) -> list[Change]:
        return [change for change in self.changed if not change.touches(NAMES | PLACE)]

    @property
    def recoded(self) -> list[Change]:
        return self.upgraded + self.said_the_same


def compare(standing: list[LAO], facts: list[LaoFacts], decisions: Decisions) -> Plan:
    """Raises Refused for a decision that does not fit, and for a file that lost a province."""
    plan = Plan()
    by_code = {lao.code: lao for lao in standing}
    in_file = {each.code: each for each in facts}
    for each in facts:
        if each.code in by_code:
            _compare_one(by_code[each.code], each, plan)
    gone = {lao.code: lao for lao in standing if lao.in_dla_register and lao.code not in in_file}
    came = {each.code: each for each in facts if each.code not in by_code}
    _refuse_lost_provinces(standing, gone)
    _take_what_was_said(gone, came, decisions, plan)
    _sort_out_the_rest(gone, came, decisions, plan)
    return plan


def _compare_one(lao: LAO, facts: LaoFacts, plan: Plan) -> None:
    change = _change(lao, facts)
    if change.before:
        plan.changed.append(change)
    if lao.disappeared_at:
        plan.returned.append(lao)
    if not (change.before or lao.disappeared_at):
        plan.unchanged += 1


def _change(lao: LAO, facts: LaoFacts) -> Change:
    said = {**facts.values, "code": facts.code}
    before = {name: getattr(lao, name) for name in said if getattr(lao, name) != said[name]}
    return Change(lao, facts, before, described(lao) if before else "")


def described(lao: LAO) -> str:
    return f"{lao.code} {lao.display_name} {lao.place}"


def _refuse_lost_provinces(standing: list[LAO], gone: dict[str, LAO]) -> None:
    """A file without any LAO of a province is a part of the register, not the register."""
    here: dict[str, list[LAO]] = {}
    for lao in standing:
        if lao.in_dla_register and not lao.disappeared_at:
            here.setdefault(lao.province_id, []).append(lao)
    lost = [
        laos[0].province.name_th
        for laos in here.values()
        if len(laos) >= A_WHOLE_PROVINCE and all(lao.code in gone for lao in laos)
    ]
    if lost:
        words = _("The file is not whole: it has no LAO of %(provinces)s.")
        raise Refused([Problem(0, words % {"provinces": ", ".join(lost)})])


def _take_what_was_said(
    gone: dict[str, LAO], came: dict[str, LaoFacts], decisions: Decisions, plan: Plan
) -> None:
    for old, new in decisions.same:
        if old not in gone or new not in came:
            words = _(
                "--same %(old)s=%(new)s does not fit: %(old)s must stand in the register and not "
                "in the file, %(new)s in the file and not in the register."
            )
            raise Refused([Problem(0, words % {"old": old, "new": new})])
        plan.said_the_same.append(_change(gone.pop(old), came.pop(new)))


def _sort_out_the_rest(
    gone: dict[str, LAO], came: dict[str, LaoFacts], decisions: Decisions, plan: Plan
) -> None:
    for group in _groups(gone, came, decisions):
        if _is_an_upgrade(group):
            plan.upgraded.append(_change(group.gone[0], group.came[0]))
        elif group.gone and group.came:
            plan.undecided.append(group)
        else:
            plan.added += group.came
            plan.disappeared += [lao for lao in group.gone if not lao.disappeared_at]


def _is_an_upgrade(group: Undecided) -> bool:
    if len(group.gone) != 1 or len(group.came) != 1:
        return False
    lao, facts = group.gone[0], group.came[0]
    return not lao.disappeared_at and kinds.is_higher(facts.kind, than=lao.kind)


def _groups(
    gone: dict[str, LAO], came: dict[str, LaoFacts], decisions: Decisions
) -> list[Undecided]:
    """What went and what came under one bare name in one district, less the pairs said apart."""
    groups: dict[tuple, Undecided] = {}
    for lao in gone.values():
        key = (lao.bare_name, lao.amphoe_id)
        groups.setdefault(key, Undecided([], [])).gone.append(lao)
    for facts in came.values():
        groups.setdefault(facts.where_and_what, Undecided([], [])).came.append(facts)
    return [part for group in groups.values() for part in _split_apart(group, decisions)]


def _split_apart(group: Undecided, decisions: Decisions) -> list[Undecided]:
    """Takes out whatever is said to be apart from everything on the other side."""
    apart = set(decisions.apart)
    lone_gone = [
        lao for lao in group.gone if all((lao.code, each.code) in apart for each in group.came)
    ]
    lone_came = [
        each for each in group.came if all((lao.code, each.code) in apart for lao in group.gone)
    ]
    rest = Undecided(
        [lao for lao in group.gone if lao not in lone_gone],
        [each for each in group.came if each not in lone_came],
    )
    return [Undecided(lone_gone, []), Undecided([], lone_came), rest]
