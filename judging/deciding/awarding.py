"""Who gets what: winners and mentions by place, within quotas for kinds of LAOs and regions.

The rule, which published/recompute.py follows too:

1. Seats kept by quotas of "at least": quota by quota, in their order, the best placed entries of
   the group until it has as many winners as it must.
2. The other seats go by place. Who belongs to a group that has its "at most" already is passed
   over. Entries that share the last place all win, so there may be more winners than seats.
3. Mentions go by place to those who did not win.

Where a quota would have to choose among entries that share a place, nothing is worked out: the
chair tells them apart first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Key = Any  # whatever tells entries apart
Groups = Mapping[Key, Mapping[str, str]]  # {entry: {axis: group}}
Blocks = Sequence[Sequence[Key]]  # entries that share a place, the best block first


@dataclass(frozen=True)
class Quota:
    """Of the entries whose `axis` is `group`: so many winners at least and at most."""

    axis: str
    group: str
    least: int = 0
    most: int | None = None

    def holds(self, of_entry: Mapping[str, str]) -> bool:
        return of_entry.get(self.axis) == self.group


@dataclass(frozen=True)
class Rules:
    winners: int = 0
    mentions: int = 0
    quotas: tuple[Quota, ...] = ()

    def without(self, quota: Quota) -> "Rules":
        return replace(self, quotas=tuple(each for each in self.quotas if each != quota))

    @property
    def by_place(self) -> "Rules":
        return replace(self, quotas=())


class Undecided(Exception):
    """A quota would have to choose among entries that share a place."""

    def __init__(self, entries: Sequence[Key]) -> None:
        super().__init__(entries)
        self.entries = list(entries)


@dataclass
class Awards:
    """`kept` names the quota that kept an entry's seat, `passed` the one that took it away."""

    winners: list[Key] = field(default_factory=list)
    mentions: list[Key] = field(default_factory=list)
    kept: dict[Key, Quota] = field(default_factory=dict)
    passed: dict[Key, Quota] = field(default_factory=dict)
    unmet: list[Quota] = field(default_factory=list)


def award(blocks: Blocks, groups: Groups, rules: Rules) -> Awards:
    """Raises Undecided."""
    awards = Awards()
    for quota in rules.quotas:
        _keep_seats(awards, quota, blocks, groups, rules)
    for block in blocks:
        if len(awards.winners) >= rules.winners:
            break
        awards.winners += _fitting(awards, block, groups, rules)
    for block in blocks:
        if len(awards.mentions) >= rules.mentions:
            break
        awards.mentions += [entry for entry in block if entry not in awards.winners]
    return awards


def _keep_seats(awards: Awards, quota: Quota, blocks: Blocks, groups: Groups, rules: Rules) -> None:
    for block in blocks:
        missing = quota.least - _count(awards.winners, quota, groups)
        if missing <= 0:
            return
        own = [entry for entry in block if quota.holds(groups[entry])]
        fitting = _fitting(awards, own, groups, rules)
        if len(fitting) > missing:
            raise Undecided(fitting)
        awards.winners += fitting
        awards.kept |= dict.fromkeys(fitting, quota)
    if _count(awards.winners, quota, groups) < quota.least:
        awards.unmet.append(quota)


def _fitting(awards: Awards, block: Iterable[Key], groups: Groups, rules: Rules) -> list[Key]:
    """Those of the block who can win; notes who is passed over."""
    rest = [entry for entry in block if entry not in awards.winners]
    for quota in rules.quotas:
        if quota.most is None:
            continue
        own = [entry for entry in rest if quota.holds(groups[entry])]
        room = max(quota.most - _count(awards.winners, quota, groups), 0)
        if len(own) <= room:
            continue
        if room:
            raise Undecided(own)
        awards.passed |= dict.fromkeys(own, quota)
        rest = [entry for entry in rest if entry not in own]
    return rest


def _count(winners: Iterable[Key], quota: Quota, groups: Groups) -> int:
    return sum(quota.holds(groups[entry]) for entry in winners)
