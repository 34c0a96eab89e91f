"""Handing out score sheets; running it again only tops up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from submissions.models import Entry

from . import conflicts
from .balancing import plan
from .models import Assignment, Judge, Round, Sheet
from .paper import latest_submissions
from .window import why_closed


@transaction.atomic
def assign(round_: Round, *, by: User, at: datetime) -> list[Assignment]:
    """Give every eligible entry its judges without a conflict; returns what was added.

    Raises NotAllowed with the reason when there is nothing to hand out.
    """
    locked = Round.objects.lock(round_.pk)
    reason = why_not(locked, at=at)
    if reason:
        raise NotAllowed(reason)
    added = _assign(locked, missing_pairs(locked), by=by, at=at)
    audit.record(
        audit.Action.SHEETS_ASSIGNED,
        locked,
        by=by,
        facts={"sheets": [[str(row.judge_id), str(row.entry_id)] for row in added]},
        edition=locked.edition.slug,
    )
    return added


def why_not(round_: Round, *, at: datetime) -> str | None:
    """Why no sheets can be handed out now; None when some can."""
    if at >= round_.closes_at or round_.rankings.released().exists():
        return why_closed(round_, at)
    if not round_.judges.current().exists():
        return _("No judge is invited yet.")
    if not _eligible(round_).exists():
        return _("No entry is found eligible yet.")
    if not missing_pairs(round_):
        return _("Every eligible entry has its judges, as far as conflicts allow.")
    return None


def missing_pairs(round_: Round) -> list[conflicts.Pair]:
    """The (judge, entry) pairs that handing out would add."""
    assigned = Assignment.objects.filter(judge__round=round_)
    ended = assigned.exclude(ended_at=None).values_list("judge", "entry")
    return plan(
        list(_eligible(round_).order_by("number").values_list("pk", flat=True)),
        list(round_.judges.current().values_list("pk", flat=True)),
        taken=assigned.live().filter(judge__left_at=None).values_list("judge", "entry"),
        forbidden=conflicts.declared(round_) | conflicts.suggested(round_) | set(ended),
        wanted=round_.scores_per_entry,
    )


def _eligible(round_: Round):
    return Entry.objects.in_edition(round_.edition_id).eligible()


def _assign(
    round_: Round, pairs: list[conflicts.Pair], *, by: User, at: datetime
) -> list[Assignment]:
    judges = Judge.objects.in_bulk([judge for judge, _entry in pairs])
    submissions = latest_submissions(_eligible(round_))
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
