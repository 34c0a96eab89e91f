"""Handing out score sheets by a plan that was seen first; running it again only tops up."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.models import Assignment, Judge, Plan, Round, Sheet
from judging.rounds import entries
from judging.rounds.paper import latest_submissions
from judging.rounds.window import why_over

from . import drafting, planning
from .planning import Pair

MOST_TRIES = 3


class Overtaken(NotAllowed):
    """The plan was worked out for another panel than the present one."""

    def __init__(self) -> None:
        super().__init__(
            _("The panel or the entries changed since this plan was worked out."),
            next_step=_("Work it out again and look at what has changed."),
        )


def why_not(round_: Round, *, at: datetime, panel: planning.Panel | None = None) -> str | None:
    """Why no sheets can be handed out now; None when some can."""
    if over := why_over(round_, at):
        return over
    if round_.kind != Round.Kind.QUALIFYING and not round_.criteria.exists():
        return _("The round has no criteria yet.")
    panel = panel or planning.panel_of(round_)
    if not panel.judges:
        return _("No judge has accepted yet.")
    if not panel.entries:
        return entries.why_none(round_)
    if planning.is_complete(panel) and not _could_move(panel):
        return _nothing_more()
    return None


def _nothing_more() -> str:
    return _("Every eligible entry has its judges, as far as conflicts and limits allow.")


def _could_move(panel: planning.Panel) -> bool:
    """Whether a seat is empty that sheets changing hands might fill."""
    return bool(panel.movable) and planning.empty_seats(panel) > 0


def work_out(round_: Round, *, by: User, at: datetime, more: Iterable[UUID] = ()) -> Plan:
    """A plan to look at; hands out nothing. `more` entries get one judge more than the round asks.

    It takes the place of the one that the same person worked out before and did not hand out.
    Raises NotAllowed with the reason when there is nothing to hand out.
    """
    panel = planning.panel_of(round_, more)
    if reason := why_not(round_, at=at, panel=panel):
        raise NotAllowed(reason)
    draft = drafting.best(panel)
    if not draft.added:
        raise NotAllowed(_nothing_more())
    with transaction.atomic():
        Round.objects.lock(round_.pk)  # nobody hands out meanwhile what is thrown away here
        Plan.objects.filter(round=round_, made_by=by, confirmed_at=None).delete()
        return Plan.objects.create(
            round=round_,
            panel_digest=panel.digest,
            added=_as_json(draft.added),
            ended=_as_json(draft.ended),
            more=sorted(str(entry) for entry in panel.more),
            gap=draft.gap,
            made_by=by,
            made_at=at,
        )


def is_overtaken(plan: Plan, panel: planning.Panel) -> bool:
    """`panel` is the present one, with the plan's `more`."""
    return panel.digest != plan.panel_digest or not _pairs(plan.ended) <= panel.movable


def panel_for(plan: Plan) -> planning.Panel:
    return planning.panel_of(plan.round, [UUID(entry) for entry in plan.more])


@transaction.atomic
def confirm(plan: Plan, *, by: User, at: datetime) -> list[Assignment]:
    """Hand out what the plan showed; returns the new assignments.

    Raises Overtaken where it was made for another panel or another took its place, NotAllowed where
    it was taken already or the round is over.
    """
    locked = Round.objects.lock(plan.round_id)
    current = Plan.objects.select_related("round").filter(pk=plan.pk).first()
    if current is None:
        raise Overtaken
    if over := why_over(locked, at):
        raise NotAllowed(over)
    if current.confirmed_at:
        words = _("This plan was handed out on %(moment)s already.")
        raise NotAllowed(words % {"moment": thai_datetime(current.confirmed_at)})
    if is_overtaken(current, panel_for(current)):
        raise Overtaken
    added = _carry_out(current, by=by, at=at)
    current.confirmed_by, current.confirmed_at = by, at
    current.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.record(
        audit.Action.SHEETS_ASSIGNED,
        locked,
        by=by,
        facts={
            "plan": str(current.pk),
            "sheets": [[str(row.judge_id), str(row.entry_id)] for row in added],
            "ended": current.ended,
        },
        edition=locked.edition.slug,
    )
    return added


def assign(round_: Round, *, by: User, at: datetime) -> list[Assignment]:
    """Work out and hand out in one go, for who does not look: the demonstration, and tests.

    Raises NotAllowed with the reason when there is nothing to hand out.
    """
    for _try in range(MOST_TRIES):
        try:
            return confirm(work_out(round_, by=by, at=at), by=by, at=at)
        except Overtaken as overtaken:
            refusal = overtaken
    raise refusal


def _carry_out(plan: Plan, *, by: User, at: datetime) -> list[Assignment]:
    for judge, entry in _pairs(plan.ended):
        own = Assignment.objects.filter(judge=judge, entry=entry, sheet__saved_at=None)
        own.filter(ended_at=None).update(ended_at=at)
    return hand_out(plan.round, [(UUID(judge), UUID(entry)) for judge, entry in plan.added],
                    by=by, at=at)  # fmt: skip


def hand_out(round_: Round, pairs: list[Pair], *, by: User, at: datetime) -> list[Assignment]:
    """Without asking whether it may be. For the verbs that have asked, inside their transaction."""
    judges = Judge.objects.in_bulk([judge for judge, _entry in pairs])
    submissions = latest_submissions(entries.of_round(round_))
    added = Assignment.objects.bulk_create(
        Assignment(
            judge=judges[judge],
            entry_id=entry,
            submission=submissions[entry],
            assigned_by=by,
            assigned_at=at,
        )
        for judge, entry in pairs
    )
    Sheet.objects.bulk_create(Sheet(assignment=assignment) for assignment in added)
    return added


def _as_json(pairs: list[Pair]) -> list[list[str]]:
    return [[str(judge), str(entry)] for judge, entry in pairs]


def _pairs(listed: list[list[str]]) -> frozenset[Pair]:
    return frozenset((UUID(judge), UUID(entry)) for judge, entry in listed)
