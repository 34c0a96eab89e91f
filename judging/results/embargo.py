"""A release at an instant set in advance: prepared by one, approved by another, published by the
clock. Until then nothing is public, and either person can take it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal
from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import Ranking, Round
from judging.ranking.evidence import Evidence

from . import releasing

release_held = Signal()  # ranking, reason


@transaction.atomic
def approve(ranking: Ranking, *, by: User, at: datetime, publish_at: datetime) -> Ranking:
    """The second person's word, now, for a release at `publish_at`.

    Raises NotAllowed where the ranking could not be released now, or the instant is past.
    """
    locked = Round.objects.lock(ranking.round_id)
    current = Ranking.objects.select_related("round__edition").get(pk=ranking.pk)
    reason = releasing.why_not_release(current, Evidence(locked), by=by)
    if reason is None and publish_at <= at:
        reason = _("This instant is past. Choose a later one, or publish now.")
    if reason:
        raise NotAllowed(reason, next_step=_("Look at the ranking again."))
    current.approved_by, current.approved_at, current.publish_at = by, at, publish_at
    current.held_at, current.held_reason = None, ""
    current.save(
        update_fields=["approved_by", "approved_at", "publish_at", "held_at", "held_reason"]
    )
    _record(audit.Action.RELEASE_SET, current, by=by, facts={"publish_at": publish_at.isoformat()})
    return current


@transaction.atomic
def cancel(ranking: Ranking, *, by: User, at: datetime) -> Ranking:
    """Before the instant: nothing is published, and the ranking waits for a second person again."""
    Round.objects.lock(ranking.round_id)
    current = Ranking.objects.select_related("round__edition").get(pk=ranking.pk)
    if current.released_at:
        raise NotAllowed(_("The results are already published."))
    if current.publish_at is None:
        raise NotAllowed(_("No release is set for this ranking."))
    was = current.publish_at
    _forget(current)
    current.save(update_fields=["approved_by", "approved_at", "publish_at"])
    _record(audit.Action.RELEASE_CANCELLED, current, by=by, facts={"was": was.isoformat()})
    return current


def publish_due(*, at: datetime) -> int:
    """Publish whatever is due, each in a transaction of its own; returns how many were published.

    A second process, or a second time, changes nothing. What cannot be published any more is taken
    off, and both persons are told why.
    """
    due = list(Ranking.objects.due(at).values_list("pk", "round"))
    return sum(_publish(pk, round_, at) for pk, round_ in due)


@transaction.atomic
def _publish(pk: UUID, round_pk: UUID, at: datetime) -> bool:
    locked = Round.objects.lock(round_pk)
    ranking = Ranking.objects.due(at).select_related("round__edition").filter(pk=pk).first()
    if ranking is None:  # published, cancelled or moved since it was looked for
        return False
    evidence = Evidence(locked)
    with translation.override("th"):
        reason = releasing.why_not_publish(ranking, evidence)
    if reason:
        _hold(ranking, reason, at)
        return False
    releasing.put_out(ranking, evidence, by=ranking.approved_by, at=at, recorded_by=None)
    return True


def _hold(ranking: Ranking, reason: str, at: datetime) -> None:
    ranking.held_at, ranking.held_reason = at, reason
    ranking.save(update_fields=["held_at", "held_reason"])
    _record(audit.Action.RELEASE_HELD, ranking, by=None, facts={"reason": reason})
    release_held.send(sender=Ranking, ranking=ranking, reason=reason)


def _forget(ranking: Ranking) -> None:
    ranking.approved_by = ranking.approved_at = ranking.publish_at = None


def _record(action: audit.Action, ranking: Ranking, *, by: User | None, facts: dict) -> None:
    audit.record(action, ranking, by=by, facts=facts, edition=ranking.round.edition.slug)
