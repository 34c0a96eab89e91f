"""A decision an entry: what follows from the marks, the rules for awards and what people decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from judging.models import Decision, Judge, Ranking
from judging.numbers.placing import Placed, place, shared
from judging.numbers.scoring import EntryScore
from judging.ranking.evidence import Evidence

from . import quotas
from .awarding import Awards, Rules, award


@dataclass(frozen=True)
class Order:
    """How the chair tells apart entries that nothing else does: the first is the better."""

    entries: tuple[UUID, ...]
    judge: Judge | None
    reason: str


@dataclass(frozen=True)
class Pick:
    """What the panel decided about one entry, whatever its place gives."""

    award: str
    reason: str


@dataclass(frozen=True)
class Terms:
    """All that people decide; the marks are the rest."""

    rules: Rules = field(default_factory=Rules)
    orders: Sequence[Order] = ()
    picks: Mapping[UUID, Pick] = field(default_factory=dict)


def work_out(evidence: Evidence, terms: Terms | None = None) -> list[Decision]:
    """Decisions, not stored: placed entries in order, then those without a signed sheet.

    Everybody placed among the first `winners` wins, so a shared last place means more of them.
    An order of the chair counts only for exactly the entries that would share a place.
    Raises awarding.Undecided where a quota would have to choose among such entries.
    """
    terms = terms or Terms()
    scored = {entry: score for entry, score in evidence.scores.items() if score}
    orders = still_needed(scored, terms.orders)
    placed = place(scored, {key: at for each in orders for at, key in enumerate(each.entries)})
    table = [_decision(evidence, each, scored[each.key]) for each in placed]
    _note_orders(table, orders)
    _give(table, placed, terms, quotas.groups_in(evidence.round))
    unplaced = [
        Decision(entry=entry, sheets_counted=0)
        for entry in evidence.entries.values()
        if entry.pk not in scored
    ]
    return table + unplaced


def still_needed(scored: Mapping[UUID, EntryScore], orders: Sequence[Order]) -> list[Order]:
    """The orders whose entries still share a place with each other and with nobody else."""
    ties = [set(group) for group in shared(place(scored))]
    return [order for order in orders if set(order.entries) in ties]


def orders_of(ranking: Ranking) -> list[Order]:
    """What the chair decided, as it stands on the ranking's decisions."""
    decided = ranking.decisions.filter(tie=Decision.Tie.CHAIR).select_related("tie_judge")
    return [
        _order(list(group)) for _place, group in groupby(decided, key=lambda row: row.tie_place)
    ]


def _order(rows: list[Decision]) -> Order:
    first = rows[0]
    return Order(tuple(row.entry_id for row in rows), first.tie_judge, first.tie_reason)


def rules_of(ranking: Ranking) -> Rules:
    return Rules(ranking.awards, ranking.mentions, quotas.quotas_of(ranking))


def _decision(evidence: Evidence, placed: Placed, score: EntryScore) -> Decision:
    return Decision(
        entry=evidence.entries[placed.key],
        place=placed.place,
        score=score.score,
        median=score.median,
        spread=score.spread,
        criterion_means={
            criterion.key: None if mean is None else str(mean)
            for criterion, mean in zip(evidence.criteria, score.criterion_means, strict=True)
        },
        sheets_counted=score.sheets,
        **_tie(evidence, placed.depth),
    )


def _tie(evidence: Evidence, depth: int) -> dict:
    """The tie columns of a decision from the depth to which the chain was followed."""
    if depth == 0:
        return {"tie": Decision.Tie.NONE}
    if depth <= len(evidence.criteria):
        criterion = evidence.criteria[depth - 1]
        return {"tie": Decision.Tie.CRITERION, "tie_criterion": criterion}
    after = (Decision.Tie.MEDIAN, Decision.Tie.CHAIR, Decision.Tie.SHARED)
    return {"tie": after[depth - len(evidence.criteria) - 1]}


def _note_orders(table: list[Decision], orders: Sequence[Order]) -> None:
    rows = {row.entry_id: row for row in table}
    for order in orders:
        tied = [rows[entry] for entry in order.entries]
        for row in tied:
            row.tie_judge, row.tie_reason = order.judge, order.reason
            row.tie_place = tied[0].place


def _give(table: list[Decision], placed: list[Placed], terms: Terms, groups: dict) -> None:
    blocks: dict[int, list] = {}
    for each in placed:
        blocks.setdefault(each.place, []).append(each.key)
    ordered = list(blocks.values())
    by_place = award(ordered, groups, terms.rules.by_place)
    within_quotas = award(ordered, groups, terms.rules)
    for row in table:
        row.lao_kind = groups[row.entry_id][quotas.KIND]
        row.region = groups[row.entry_id][quotas.REGION]
        row.award_by_place = _award(row.entry_id, by_place)
        row.award = _award(row.entry_id, within_quotas)
        _explain(row, within_quotas)
        _pick(row, terms.picks.get(row.entry_id))


def _award(entry: UUID, awards: Awards) -> str:
    if entry in awards.winners:
        return Decision.Award.WINNER
    return Decision.Award.MENTION if entry in awards.mentions else Decision.Award.NONE


def _explain(row: Decision, awards: Awards) -> None:
    """Only where quotas changed something about this entry."""
    if row.award == row.award_by_place:
        return
    wins, would_win = (each == Decision.Award.WINNER for each in (row.award, row.award_by_place))
    quota = None
    if wins:
        quota = awards.kept.get(row.entry_id)
        row.award_cause = Decision.Cause.KEPT if quota else Decision.Cause.MOVED
    elif would_win:
        quota = awards.passed.get(row.entry_id)
        row.award_cause = Decision.Cause.PASSED if quota else Decision.Cause.GAVE
    elif row.award:
        row.award_cause = Decision.Cause.MOVED
    else:
        row.award_cause = Decision.Cause.GAVE
    row.award_quota = quotas.as_row(quota) if quota else None


def _pick(row: Decision, pick: Pick | None) -> None:
    if pick is None:
        return
    row.award, row.award_reason = pick.award, pick.reason
    row.award_cause, row.award_quota = Decision.Cause.PANEL, None
