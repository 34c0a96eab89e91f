"""Publishing a ranking: a second person does it, once, and only what was prepared."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import Membership, User
from contest_portal.refusals import NotAllowed
from judging.deciding import minutes
from judging.models import Appeal, Ranking, Round
from judging.published.matrix import matrix_of
from judging.ranking import proposing
from judging.ranking.evidence import Evidence
from submissions.models import Entry

from . import certificates

results_published = Signal()  # ranking, by


@transaction.atomic
def release(ranking: Ranking, *, by: User, at: datetime) -> Ranking:
    """Publish the ranking: a second person, once, and only while the marks are the same."""
    locked = Round.objects.lock(ranking.round_id)
    current = Ranking.objects.select_related("round__edition").get(pk=ranking.pk)
    evidence = Evidence(locked)
    reason = why_not_release(current, evidence, by=by)
    if reason:
        raise NotAllowed(reason, next_step=_("Look at the ranking again."))
    put_out(current, evidence, by=by, at=at, recorded_by=by)
    return current


def put_out(
    ranking: Ranking, evidence: Evidence, *, by: User, at: datetime, recorded_by: User | None
) -> None:
    """The last step of a release, in its transaction. `by` is the second person; `recorded_by` is
    None where the clock does it."""
    ranking.released_by, ranking.released_at = by, at
    ranking.matrix = matrix_of(ranking, evidence, list(ranking.decisions.all()))
    ranking.save(update_fields=["released_by", "released_at", "matrix"])
    if ranking.corrects_id:
        to_correct = Appeal.objects.to_correct().filter(ranking__round=ranking.round_id)
        to_correct.update(corrected_by=ranking)
        certificates.revoke_changed(ranking, by=recorded_by, at=at)
    proposing.record(audit.Action.RESULTS_RELEASED, ranking, by=recorded_by)
    results_published.send(sender=Ranking, ranking=ranking, by=by)


def why_not_release(ranking: Ranking, evidence: Evidence, *, by: User) -> str | None:
    """Why this person cannot publish this ranking; None when they can."""
    waiting = ranking.round.rankings.waiting_for_the_clock().first()
    if waiting is not None:
        return proposing.why_fixed(waiting)
    if ranking.prepared_by == by:
        return _("You prepared this ranking. A second person must release it.")
    return why_not_publish(ranking, evidence)


def why_not_publish(ranking: Ranking, evidence: Evidence) -> str | None:
    """Why nobody can publish this ranking; None when it still is what was prepared."""
    in_force = ranking.round.rankings.in_force().first()
    if in_force is not None and ranking.corrects_id != in_force.pk:
        return _("The results are already published.")
    if ranking != proposing.latest(ranking.round):
        return _("A newer ranking was prepared. Release that one.")
    unfinished = proposing.why_unfinished(ranking.round)
    if unfinished:
        return unfinished
    if ranking.marks_digest != evidence.digest:
        return _("Marks changed since this ranking was prepared. Prepare it again.")
    if not minutes.are_in(ranking):
        return _("The minutes changed since this ranking was prepared. Prepare it again.")
    return None


def entrants(round_: Round) -> QuerySet[User]:
    """Everybody whose entry was found eligible; a mail tells them that the results are out."""
    laos = Entry.objects.in_edition(round_.edition_id).eligible().values("lao")
    members = Membership.objects.verified().filter(lao__in=laos)
    return User.objects.filter(memberships__in=members, is_active=True).distinct()
