"""Appeals: written by members of the LAO within so many working days of the release, answered with
reasons by a person who did not prepare the result."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import Membership, User
from contest_portal.documents.models import Document, Kind
from contest_portal.editions.working_days import holidays_of, working_day_after
from contest_portal.refusals import NotAllowed
from contest_portal.thai.bangkok import BANGKOK, calendar_day
from contest_portal.thai.shown import closing_words
from judging.models import Appeal, Ranking, Round
from submissions.models import Entry

from . import outcomes
from .sequels import sequel_of

LONGEST = 20_000

appeal_filed = Signal()  # appeal
appeal_answered = Signal()  # appeal


class Stale(Exception):
    """A colleague saved the draft since this page was opened. Nothing was overwritten."""

    def __init__(self, stored: Appeal) -> None:
        super().__init__(stored.pk)
        self.stored = stored


def closes_at(ranking: Ranking) -> datetime | None:
    """The first instant too late: the end of the last working day. None where nobody may appeal."""
    days = sequel_of(ranking.round).appeal_days
    if not days or ranking.released_at is None:
        return None
    holidays = holidays_of(ranking.round.edition)
    last = working_day_after(calendar_day(ranking.released_at), days, holidays)
    return datetime.combine(last + timedelta(days=1), time(0), BANGKOK)


def result_of(entry: Entry) -> Ranking | None:
    """The published result that an appeal about the entry is against."""
    decision = outcomes.published([entry]).get(entry.pk)
    return decision.ranking if decision else None


def appeal_of(entry: Entry, ranking: Ranking) -> Appeal | None:
    found = Appeal.objects.filter(entry=entry, ranking=ranking)
    return found.select_related("document", "answered_by", "filed_by").first()


def why_not_write(entry: Entry, *, by: User, at: datetime) -> str | None:
    """Why this person cannot write or file an appeal about the entry now; None when they can."""
    ranking = result_of(entry)
    if ranking is None:
        return _("The results are not published, so there is nothing to appeal against.")
    end = closes_at(ranking)
    if end is None:
        return _("This contest has no appeals.")
    if not Membership.objects.verified().filter(user=by, lao=entry.lao_id).exists():
        return _("Your affiliation is not confirmed yet.")
    appeal = appeal_of(entry, ranking)
    if appeal and appeal.filed_at:
        return _("The appeal is filed.")
    if at >= end:
        return _("Appeals were taken until %(moment)s.") % {"moment": closing_words(end)}
    return None


@transaction.atomic
def save(entry: Entry, text: str, *, by: User, at: datetime, version: int) -> Appeal:
    """Keep a draft. `version` is the one that the page showed, 0 before the first save.

    Raises Stale where a colleague saved other words meanwhile, NotAllowed as `why_not_write` says.
    """
    ranking = _locked_result(entry, by=by, at=at)
    stored = Appeal.objects.filter(entry=entry, ranking=ranking).first()
    appeal = stored or Appeal(entry=entry, ranking=ranking, version=0)
    if stored and stored.text == text:
        return stored
    if appeal.version != version:
        raise Stale(appeal)
    appeal.text, appeal.version, appeal.saved_by, appeal.saved_at = text, version + 1, by, at
    appeal.save()
    return appeal


@transaction.atomic
def file(entry: Entry, text: str, *, by: User, at: datetime, version: int) -> Appeal:
    """Save these words and file them, as a document with a number."""
    if not text.strip():
        raise NotAllowed(_("Write what you appeal against, and why."))
    appeal = save(entry, text, by=by, at=at, version=version)
    appeal.document = Document.objects.issue(Kind.APPEAL, _snapshot(appeal, by, at), at=at)
    appeal.filed_by, appeal.filed_at = by, at
    appeal.save(update_fields=["document", "filed_by", "filed_at"])
    _record(audit.Action.APPEAL_FILED, appeal, by=by, facts={"number": appeal.number})
    appeal_filed.send(sender=Appeal, appeal=appeal)
    return appeal


def _locked_result(entry: Entry, *, by: User, at: datetime) -> Ranking:
    ranking = result_of(entry)
    if ranking is not None:
        Round.objects.lock(ranking.round_id)
    reason = why_not_write(entry, by=by, at=at)
    if reason or ranking is None:
        raise NotAllowed(reason or _("The results are not published."))
    return ranking


def _snapshot(appeal: Appeal, by: User, at: datetime) -> dict:
    return {
        "edition": appeal.entry.edition.slug,
        "entry": appeal.entry.number,
        "lao": appeal.entry.lao.code,
        "result": appeal.ranking.number,
        "text": appeal.text,
        "filed_by": str(by),
        "filed_at": at.isoformat(),
    }


@transaction.atomic
def answer(appeal: Appeal, verdict: str, words: str, *, by: User, at: datetime) -> Appeal:
    """Upheld or dismissed, with reasons, once."""
    locked = Round.objects.lock(appeal.ranking.round_id)
    current = Appeal.objects.select_related("document", "ranking", "entry__edition", "entry__lao")
    stored = current.get(pk=appeal.pk)
    stored.ranking.round = locked
    reason = why_not_answer(stored, by=by)
    if reason is None and not words.strip():
        reason = _("Write the reasons: the organisation reads them.")
    if reason:
        raise NotAllowed(reason)
    stored.verdict, stored.answer = Appeal.Verdict(verdict), words.strip()
    stored.answered_by, stored.answered_at = by, at
    stored.save(update_fields=["verdict", "answer", "answered_by", "answered_at"])
    facts = {"number": stored.number, "verdict": stored.verdict, "answer": stored.answer}
    _record(audit.Action.APPEAL_ANSWERED, stored, by=by, facts=facts)
    appeal_answered.send(sender=Appeal, appeal=stored)
    return stored


def why_not_answer(appeal: Appeal, *, by: User) -> str | None:
    """Why this person cannot answer; None when they can."""
    if appeal.filed_at is None:
        return _("The appeal is not filed yet.")
    if appeal.answered_at:
        return _("The appeal is answered.")
    if appeal.ranking.prepared_by_id == by.pk:
        return _("You prepared this result. Somebody else must answer the appeal.")
    return None


def _record(action: audit.Action, appeal: Appeal, *, by: User, facts: dict) -> None:
    entry = appeal.entry
    audit.record(
        action, appeal, by=by, facts=facts, edition=entry.edition.slug, lao=entry.lao.code,
        province=entry.lao.province_id,
    )  # fmt: skip
