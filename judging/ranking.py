"""From signed sheets to published results: one person proposes the ranking, another releases it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import Membership, User
from contest_portal.refusals import NotAllowed
from submissions.models import Entry

from .evidence import Evidence
from .models import Decision, Ranking, Round, Sheet
from .placing import Placed, place
from .published.matrix import matrix_of
from .scoring import EntryScore

results_published = Signal()  # ranking, by


def work_out(evidence: Evidence, *, awards: int = 0) -> list[Decision]:
    """Decisions, not stored: placed entries in order, then those without a signed sheet.

    Everybody placed among the first `awards` wins one, so a shared last place means more of them.
    """
    scores = evidence.scores
    scored = {entry: score for entry, score in scores.items() if score}
    placed = [_decision(evidence, each, scored[each.key], awards) for each in place(scored)]
    unplaced = [
        Decision(entry=entry, sheets_counted=0)
        for entry in evidence.entries.values()
        if entry.pk not in scored
    ]
    return placed + unplaced


def _decision(evidence: Evidence, placed: Placed, score: EntryScore, awards: int) -> Decision:
    return Decision(
        entry=evidence.entries[placed.key],
        place=placed.place,
        score=score.score,
        median=score.median,
        spread=score.spread,
        sheets_counted=score.sheets,
        award=Decision.Award.WINNER if placed.place <= awards else Decision.Award.NONE,
        **_tie(evidence, placed.depth),
    )


def _tie(evidence: Evidence, depth: int) -> dict:
    """The tie columns of a decision from the depth to which the chain was followed."""
    if depth == 0:
        return {"tie": Decision.Tie.NONE}
    if depth <= len(evidence.criteria):
        criterion = evidence.criteria[depth - 1]
        return {"tie": Decision.Tie.CRITERION, "tie_criterion": criterion}
    after_the_criteria = depth - len(evidence.criteria)
    return {"tie": Decision.Tie.MEDIAN if after_the_criteria == 1 else Decision.Tie.SHARED}


@transaction.atomic
def prepare(round_: Round, *, by: User, at: datetime, awards: int = 0) -> Ranking:
    """Store the ranking as the marks stand now. Newer preparations replace older ones."""
    locked = Round.objects.lock(round_.pk)
    evidence = Evidence(locked)
    reason = why_not_prepare(locked, evidence)
    if reason:
        raise NotAllowed(reason)
    ranking = Ranking.objects.create(
        round=locked,
        number=locked.rankings.count() + 1,
        prepared_by=by,
        prepared_at=at,
        unsigned_sheets=Sheet.objects.in_round(locked).awaited().count(),
        marks_digest=evidence.digest,
        awards=awards,
    )
    for decision in work_out(evidence, awards=awards):
        decision.ranking = ranking
        decision.save(force_insert=True)
    _record(audit.Action.RESULTS_PREPARED, ranking, by=by)
    return ranking


def why_not_prepare(round_: Round, evidence: Evidence) -> str | None:
    """Why no ranking can be proposed; None when one can."""
    if round_.rankings.released().exists():
        return _("The results are already published.")
    if not any(evidence.sheets.values()):
        return _("No sheet is signed yet.")
    return None


@transaction.atomic
def release(ranking: Ranking, *, by: User, at: datetime) -> Ranking:
    """Publish the ranking: a second person, once, and only while the marks are the same."""
    locked = Round.objects.lock(ranking.round_id)
    current = Ranking.objects.select_related("round__edition").get(pk=ranking.pk)
    evidence = Evidence(locked)
    reason = why_not_release(current, evidence, by=by)
    if reason:
        raise NotAllowed(reason, next_step=_("Look at the ranking again."))
    current.released_by, current.released_at = by, at
    current.matrix = matrix_of(current, evidence, list(current.decisions.all()))
    current.save(update_fields=["released_by", "released_at", "matrix"])
    _record(audit.Action.RESULTS_RELEASED, current, by=by)
    results_published.send(sender=Ranking, ranking=current, by=by)
    return current


def why_not_release(ranking: Ranking, evidence: Evidence, *, by: User) -> str | None:
    """Why this person cannot publish this ranking; None when they can."""
    if ranking.round.rankings.released().exists():
        return _("The results are already published.")
    if ranking != latest(ranking.round):
        return _("A newer ranking was prepared. Release that one.")
    if ranking.marks_digest != evidence.digest:
        return _("Marks changed since this ranking was prepared. Prepare it again.")
    if ranking.prepared_by == by:
        return _("You prepared this ranking. A second person must release it.")
    return None


def entrants(round_: Round) -> QuerySet[User]:
    """Everybody whose entry was found eligible; a mail tells them that the results are out."""
    laos = Entry.objects.in_edition(round_.edition_id).eligible().values("lao")
    members = Membership.objects.verified().filter(lao__in=laos)
    return User.objects.filter(memberships__in=members, is_active=True).distinct()


def latest(round_: Round) -> Ranking | None:
    return round_.rankings.select_related("prepared_by", "released_by").last()


def _record(action: audit.Action, ranking: Ranking, *, by: User) -> None:
    facts = {"marks": ranking.marks_digest, "unsigned": ranking.unsigned_sheets}
    slug = ranking.round.edition.slug
    audit.record(action, ranking, by=by, facts=facts, edition=slug)
