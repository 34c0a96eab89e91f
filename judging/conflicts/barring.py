"""Conflicts of interest: once one is declared, the entry does not exist for that judge."""

from datetime import datetime
from itertools import product
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import Membership, User
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO
from judging.models import Assignment, Conflict, Judge, Round
from submissions.models import Entry, Status

# (judge, entry)
Pair = tuple[UUID, UUID]
Kind = Conflict.Kind


@transaction.atomic
def declare(
    judge: Judge, entry: Entry, *, by: User, at: datetime, reason: str, kind: str = Kind.OTHER
) -> Conflict:
    """End the assignment; marks already given are kept, frozen, and count no more.

    Doing it twice returns the first declaration. Raises NotAllowed for Kind.OTHER without words.
    """
    if kind == Kind.OTHER and not reason.strip():
        raise NotAllowed(_("Say in a few words what the conflict of interest is."))
    Round.objects.lock(judge.round_id)  # no assigning meanwhile
    conflict, is_new = Conflict.objects.get_or_create(
        judge=judge,
        entry=entry,
        defaults={
            "kind": kind, "reason": reason.strip(), "declared_by": by, "declared_at": at,
        },
    )  # fmt: skip
    Assignment.objects.filter(judge__user=judge.user_id, entry=entry, ended_at=None).update(
        ended_at=at
    )
    if is_new:
        _record(conflict, by=by)
    return conflict


@transaction.atomic
def declare_all(
    judge: Judge, *, by: User, at: datetime, reason: str, kind: str = Kind.OTHER
) -> None:
    """With every entry of the edition: for a judge who turns out to work for a contestant."""
    for entry in Entry.objects.in_edition(judge.round.edition_id):
        declare(judge, entry, by=by, at=at, reason=reason, kind=kind)


def _record(conflict: Conflict, *, by: User) -> None:
    audit.record(
        audit.Action.CONFLICT_DECLARED,
        conflict,
        by=by,
        facts={
            "judge": str(conflict.judge_id),
            "entry": str(conflict.entry_id),
            "kind": conflict.kind,
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
    """Conflicts that the register shows: who works for a contestant judges neither the own
    organisation's entries nor its rivals'."""
    entries = Entry.objects.in_edition(round_.edition_id).values_list("pk", flat=True)
    return set(product(contestants(round_), entries))


def contestants(round_: Round) -> dict[UUID, LAO]:
    """By judge: the LAO that the person says to work for, where it competes in the edition."""
    judges = round_.judges.values_list("user", "id")
    memberships = _competing(round_.edition_id).filter(user__judgeships__round=round_)
    judge_of = dict(judges) if memberships else {}
    return {judge_of[each.user_id]: each.lao for each in memberships}


def competing_employer(user: User, edition: Edition) -> LAO | None:
    """The LAO with an entry in the edition that the person works for, or says to."""
    membership = _competing(edition.pk).filter(user=user).first()
    return membership.lao if membership else None


def _competing(edition: UUID) -> QuerySet[Membership]:
    entries = Entry.objects.in_edition(edition).exclude(status=Status.WITHDRAWN)
    competing = Membership.objects.current().filter(lao__in=entries.values("lao"))
    return competing.select_related("lao").order_by("claimed_at")
