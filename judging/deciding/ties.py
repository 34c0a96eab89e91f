"""A tie that the criteria and the median leave: the chair decides, and the reason is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import Appointment, User
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from judging.models import Conflict, Decision, Judge, Ranking, Round
from judging.ranking import proposing as rankings
from judging.ranking.standings import Row, rows_of

from .decisions import Order, orders_of, rules_of


@dataclass(frozen=True)
class Tie:
    """Entries of one shared place, in the chair's order where there is one."""

    place: int
    rows: list[Row]

    @property
    def decision(self) -> Decision:
        return self.rows[0].decision

    @property
    def is_decided(self) -> bool:
        return bool(self.decision.tie_judge_id)


def ties_of(ranking: Ranking) -> list[Tie]:
    """Both the open ones and those that the chair decided, the best place first."""
    groups: dict[int | None, list[Row]] = {}
    for row in rows_of(ranking):
        decision = row.decision
        if decision.tie in (Decision.Tie.SHARED, Decision.Tie.CHAIR):
            groups.setdefault(decision.tie_place or decision.place, []).append(row)
    return [Tie(place, rows) for place, rows in groups.items() if place and len(rows) > 1]


def who_may_decide(round_: Round) -> list[Judge]:
    """The chair of the panel; where nobody was appointed as one, whoever of the panel chaired."""
    serving = list(round_.judges.serving().select_related("user"))
    chairs = Appointment.objects.current().filter(
        role=Role.CHAIR, user__in=[judge.user_id for judge in serving]
    )
    appointed = set(chairs.values_list("user", flat=True))
    return [judge for judge in serving if judge.user_id in appointed] or serving


@transaction.atomic
def decide(
    ranking: Ranking, entries: Sequence[UUID], *, judge: Judge, reason: str, by: User, at: datetime
) -> Ranking:
    """Record the chair's order of a tie: a new preparation by whoever records it.

    Raises NotAllowed where the ranking is no longer the newest, where these entries do not share a
    place, where the judge has a conflict with one of them, or without a reason.
    """
    locked = Round.objects.lock(ranking.round_id)
    reason = reason.strip()
    why_not = _why_not(ranking, locked, entries, judge, reason)
    if why_not:
        raise NotAllowed(why_not, next_step=_("Look at the ranking again."))
    others = [each for each in orders_of(ranking) if not set(each.entries) & set(entries)]
    orders = [*others, Order(tuple(entries), judge, reason)]
    prepared = rankings.prepare(locked, by=by, at=at, rules=rules_of(ranking), orders=orders)
    audit.record(
        audit.Action.TIE_DECIDED,
        prepared,
        by=by,
        facts={"entries": [str(each) for each in entries], "judge": str(judge.pk),
               "reason": reason},
        edition=locked.edition.slug,
    )  # fmt: skip
    return prepared


def _why_not(
    ranking: Ranking, round_: Round, entries: Sequence[UUID], judge: Judge, reason: str
) -> str | None:
    if not reason:
        return _("Say in a few words why the chair decided so.")
    if ranking != rankings.latest(round_):
        return _("A newer ranking was prepared meanwhile.")
    tied = [{row.decision.entry_id for row in tie.rows} for tie in ties_of(ranking)]
    if set(entries) not in tied or len(set(entries)) != len(entries):
        return _("These entries do not share a place.")
    if Conflict.objects.filter(judge__user=judge.user_id, entry__in=entries).exists():
        return _("This judge has a conflict of interest with one of the entries.")
    return None
