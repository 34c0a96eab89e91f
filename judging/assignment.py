"""Handing out score sheets; running it again only tops up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed

from . import conflicts, planning
from .entries import of_round
from .models import Assignment, Judge, Round, Sheet
from .paper import latest_submissions
from .window import why_over

MOST_TRIES = 3


def assign(round_: Round, *, by: User, at: datetime) -> list[Assignment]:
    """Give every eligible entry its judges without a conflict; returns what was added.

    The plan is worked out before the transaction, which takes it only while it still fits. Raises
    NotAllowed with the reason when there is nothing to hand out.
    """
    for _try in range(MOST_TRIES):
        panel = planning.panel_of(round_)
        if reason := why_not(round_, at=at, panel=panel):
            raise NotAllowed(reason)
        added = _take(round_, panel, planning.best_pairs(panel), by=by, at=at)
        if added is not None:
            return added
    raise NotAllowed(
        _("The panel or the entries changed while the plan was worked out."),
        next_step=_("Hand out the sheets again."),
    )


@transaction.atomic
def _take(
    round_: Round, panel: planning.Panel, pairs: list[conflicts.Pair], *, by: User, at: datetime
) -> list[Assignment] | None:
    """What was added; None, and nothing done, when the plan was made for another panel."""
    locked = Round.objects.lock(round_.pk)
    if planning.panel_of(locked) != panel:
        return None
    added = _assign(locked, pairs, by=by, at=at)
    audit.record(
        audit.Action.SHEETS_ASSIGNED,
        locked,
        by=by,
        facts={"sheets": [[str(row.judge_id), str(row.entry_id)] for row in added]},
        edition=locked.edition.slug,
    )
    return added


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
        return _("No entry is found eligible yet.")
    if planning.is_complete(panel):
        return _("Every eligible entry has its judges, as far as conflicts and limits allow.")
    return None


def _assign(
    round_: Round, pairs: list[conflicts.Pair], *, by: User, at: datetime
) -> list[Assignment]:
    judges = Judge.objects.in_bulk([judge for judge, _entry in pairs])
    submissions = latest_submissions(of_round(round_))
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
