"""What each quota of a ranking changes: who wins because of it, and who does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from judging.ranking.standings import Row

from . import quotas
from .awarding import Quota, Rules, Undecided, award


@dataclass(frozen=True)
class Effect:
    """`gained` and `lost` against the same rules without this quota. Where the ranking without it
    would hang on a shared place, they are None."""

    quota: Quota
    gained: list[Row] | None
    lost: list[Row] | None
    is_unmet: bool

    @property
    def words(self) -> str:
        return quotas.in_words(self.quota)


def effects(rows: Sequence[Row], rules: Rules) -> list[Effect]:
    """Of rows as they were worked out by these rules."""
    placed = {row.decision.entry_id: row for row in rows if row.decision.place}
    blocks: dict[int | None, list[UUID]] = {}
    for entry, row in placed.items():
        blocks.setdefault(row.decision.place, []).append(entry)
    groups = {
        entry: {quotas.KIND: row.decision.lao_kind, quotas.REGION: row.decision.region}
        for entry, row in placed.items()
    }
    ordered = list(blocks.values())
    whole = award(ordered, groups, rules)
    found = []
    for quota in rules.quotas:
        unmet = quota in whole.unmet
        try:
            without = award(ordered, groups, rules.without(quota))
        except Undecided:
            found.append(Effect(quota, None, None, unmet))
            continue
        gained = [placed[entry] for entry in whole.winners if entry not in without.winners]
        lost = [placed[entry] for entry in without.winners if entry not in whole.winners]
        found.append(Effect(quota, gained, lost, unmet))
    return found
