"""From signed sheets to a proposed ranking, which a second person may release."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.deciding import minutes, quotas
from judging.deciding.awarding import Rules, Undecided
from judging.deciding.decisions import Order, Terms, orders_of, work_out
from judging.models import Amendment, Appeal, Decision, Ranking, Round, Sheet

from .evidence import Evidence


@transaction.atomic
def prepare(
    round_: Round, *, by: User, at: datetime, awards: int = 0, rules: Rules | None = None,
    orders: Sequence[Order] | None = None, correction: str = "",
) -> Ranking:  # fmt: skip
    """Store the ranking as the marks stand now. Newer preparations replace older ones.

    `awards` is short for rules with so many winners and nothing else. The chair's `orders` of ties
    are those of the last preparation unless told otherwise. Once a result is published, only its
    `correction` can be prepared: begun with what is corrected, which later ones of it keep.
    """
    locked = Round.objects.lock(round_.pk)
    evidence = Evidence(locked)
    reason = why_not_prepare(locked, evidence, begins_correction=bool(correction))
    if reason:
        raise NotAllowed(reason)
    in_force = locked.rankings.in_force().first()
    before = latest(locked)
    if in_force and not correction and before:
        correction = before.correction
    rules = rules or Rules(winners=awards)
    table = worked_out(evidence, terms_of(locked, rules, orders))
    ranking = Ranking.objects.create(
        round=locked,
        number=locked.rankings.count() + 1,
        prepared_by=by,
        prepared_at=at,
        unsigned_sheets=Sheet.objects.in_round(locked).awaited().count(),
        marks_digest=evidence.digest,
        awards=rules.winners,
        mentions=rules.mentions,
        quotas=quotas.as_rows(rules.quotas),
        corrects=in_force,
        correction=correction,
    )
    for decision in table:
        decision.ranking = ranking
        decision.save(force_insert=True)
    record(audit.Action.RESULTS_PREPARED, ranking, by=by)
    return ranking


def terms_of(round_: Round, rules: Rules, orders: Sequence[Order] | None = None) -> Terms:
    """These rules with what people decided so far; `orders` in place of the chair's last ones."""
    if orders is None:
        before = latest(round_)
        orders = orders_of(before) if before else ()
    return Terms(rules=rules, orders=orders, picks=minutes.picks_of(round_))


def worked_out(evidence: Evidence, terms: Terms) -> list[Decision]:
    """As `work_out`, with a refusal in words."""
    try:
        return work_out(evidence, terms)
    except Undecided as undecided:
        numbers = ", ".join(evidence.entries[entry].number for entry in undecided.entries)
        raise NotAllowed(
            _("A quota would have to choose among entries that share a place: %(numbers)s.")
            % {"numbers": numbers},
            next_step=_("Prepare the ranking without quotas, record the chair's decision, go on."),
        ) from undecided


def why_not_prepare(
    round_: Round, evidence: Evidence, *, begins_correction: bool = False
) -> str | None:
    """Why no ranking can be proposed; None when one can."""
    why_published = _why_published(round_, begins_correction=begins_correction)
    if why_published:
        return why_published
    waiting = round_.rankings.waiting_for_the_clock().first()
    if waiting is not None:
        return why_fixed(waiting)
    unfinished = why_unfinished(round_)
    if unfinished:
        return unfinished
    if not any(evidence.sheets.values()):
        return _("No sheet is signed yet.")
    unexplained = minutes.without_reason(round_)
    if unexplained:
        words = _("The minutes decide about %(numbers)s without saying why.")
        return words % {"numbers": ", ".join(unexplained)}
    return None


def _why_published(round_: Round, *, begins_correction: bool) -> str | None:
    """After the release only an upheld appeal, or marks signed anew, open the way to another."""
    in_force = round_.rankings.in_force().first()
    if in_force is None:
        return None
    before = latest(round_)
    is_begun = before is not None and before.corrects_id == in_force.pk
    appeals = Appeal.objects.to_correct().filter(ranking__round=round_)
    amended = Amendment.objects.to_publish().in_round(round_)
    if not (appeals.exists() or amended.exists()):
        return _("The results are already published.")
    if not (is_begun or begins_correction):
        return _("The results are already published. Begin their correction first.")
    return None


def why_unfinished(round_: Round) -> str | None:
    """Why marks cannot be fixed yet: a judge has not signed anew; None when nobody is asked to."""
    if Amendment.objects.unfinished().in_round(round_).exists():
        return _("Marks on a signed sheet are being corrected. Wait for the judge, or end that.")
    return None


def why_fixed(waiting: Ranking) -> str:
    words = _("The release is set for %(moment)s. Take it back first.")
    return words % {"moment": thai_datetime(waiting.publish_at)}


def latest(round_: Round) -> Ranking | None:
    return round_.rankings.select_related(
        "prepared_by", "approved_by", "released_by", "corrects"
    ).last()


def record(action: audit.Action, ranking: Ranking, *, by: User | None) -> None:
    facts = {
        "marks": ranking.marks_digest, "unsigned": ranking.unsigned_sheets,
        "awards": ranking.awards, "mentions": ranking.mentions, "quotas": ranking.quotas,
    }  # fmt: skip
    slug = ranking.round.edition.slug
    audit.record(action, ranking, by=by, facts=facts, edition=slug)
