"""Conflicts of interest: once one is declared, the entry does not exist for that judge."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from submissions.models import Entry

from .models import Assignment, Conflict, Judge, Round

# (judge, entry)
Pair = tuple[UUID, UUID]


@transaction.atomic
def declare(judge: Judge, entry: Entry, *, by: User, at: datetime, reason: str) -> Conflict:
    """End the assignment; marks already given are kept, frozen, and count no more.

    Doing it twice returns the first declaration.
    """
    if not reason.strip():
        raise NotAllowed(_("Say in a few words what the conflict of interest is."))
    Round.objects.lock(judge.round_id)  # no assigning meanwhile
    conflict, is_new = Conflict.objects.get_or_create(
        judge=judge,
        entry=entry,
        defaults={"reason": reason.strip(), "declared_by": by, "declared_at": at},
    )
    Assignment.objects.filter(judge__user=judge.user_id, entry=entry, ended_at=None).update(
        ended_at=at
    )
    if is_new:
        _record(conflict, by=by)
    return conflict


def _record(conflict: Conflict, *, by: User) -> None:
    audit.record(
        audit.Action.CONFLICT_DECLARED,
        conflict,
        by=by,
        facts={
            "judge": str(conflict.judge_id),
            "entry": str(conflict.entry_id),
            "reason": conflict.reason,
        },
        edition=conflict.judge.round.edition.slug,
    )


def declared(round_: Round) -> set[Pair]:
    """Conflicts of the panel's people, in whichever round they were declared."""
    conflicted = Judge.objects.filter(
        round=round_, user__judgeships__conflicts__entry__isnull=False
    )
    return set(conflicted.values_list("id", "user__judgeships__conflicts__entry"))


def suggested(round_: Round) -> set[Pair]:
    """Conflicts that the register shows: the judge says to work for the LAO of the entry."""
    colleagues = Judge.objects.filter(
        round=round_,
        user__memberships__ended_at=None,
        user__memberships__lao__entries__edition=round_.edition_id,
    )
    return set(colleagues.values_list("id", "user__memberships__lao__entries"))
