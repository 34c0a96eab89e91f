"""Writing the minutes of a consensus meeting. Two writers never overwrite each other silently."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import Appeal, Decision, Minutes, Ranking, Round, Verdict
from judging.rounds.entries import of_round
from submissions.models import Entry

from .decisions import Pick

Row = Minutes | Verdict


class Stale(Exception):
    """Somebody saved it since this page was opened. Nothing was overwritten."""

    def __init__(self, stored: Row) -> None:
        super().__init__(stored.pk)
        self.stored = stored


@transaction.atomic
def save_minutes(
    round_: Round, words: dict[str, str], *, by: User, at: datetime, version: int
) -> Minutes:
    """`words`: present, said. `version` is the one that the page showed, 0 before the first save.

    Raises Stale where another was saved meanwhile and says something else; NotAllowed once the
    results are published.
    """
    locked = Round.objects.lock(round_.pk)
    _refuse_when_published(locked)
    stored = Minutes.objects.filter(round=locked).first() or Minutes(round=locked, version=0)
    return _save(stored, words, by=by, at=at, version=version)


@transaction.atomic
def save_verdict(
    round_: Round, entry: Entry, words: dict[str, str], *, by: User, at: datetime, version: int
) -> Verdict:
    """The same about one entry; `words`: outcome, reason, said."""
    locked = Round.objects.lock(round_.pk)
    _refuse_when_published(locked)
    if not of_round(locked).filter(pk=entry.pk).exists():
        raise Entry.DoesNotExist
    stored = Verdict.objects.filter(round=locked, entry=entry).first()
    return _save(
        stored or Verdict(round=locked, entry=entry, version=0), words, by=by, at=at,
        version=version,
    )  # fmt: skip


def _save(stored: Row, words: dict[str, str], *, by: User, at: datetime, version: int):
    same = all(getattr(stored, name) == written for name, written in words.items())
    if stored.version and same:
        return stored
    if stored.version != version:
        raise Stale(stored)
    for name, written in words.items():
        setattr(stored, name, written)
    stored.version, stored.saved_by, stored.saved_at = version + 1, by, at
    stored.save()
    facts = {"version": stored.version, **words}
    if isinstance(stored, Verdict):
        facts["entry"] = str(stored.entry_id)
    audit.record(
        audit.Action.MINUTES_SAVED, stored, by=by, facts=facts, edition=stored.round.edition.slug
    )
    return stored


def why_not_write(round_: Round) -> str | None:
    """Why the minutes are closed; None while they can be written: until the release, and again for
    the correction that an upheld appeal leads to."""
    if not round_.rankings.released().exists():
        return None
    if Appeal.objects.to_correct().filter(ranking__round=round_).exists():
        return None
    return _("The results are published, so the minutes are closed.")


def _refuse_when_published(round_: Round) -> None:
    reason = why_not_write(round_)
    if reason:
        raise NotAllowed(reason)


def picks_of(round_: Round) -> dict:
    """What the meeting decided otherwise than the places, by the entry's id."""
    decided = Verdict.objects.filter(round=round_).exclude(outcome=Verdict.Outcome.PLACE)
    return {
        each.entry_id: Pick(_award(each.outcome), each.reason.strip())
        for each in decided
        if not each.lacks_a_reason
    }


def without_reason(round_: Round) -> list[str]:
    """Numbers of the entries about which the minutes decide something without saying why."""
    decided = (
        Verdict.objects.filter(round=round_)
        .exclude(outcome=Verdict.Outcome.PLACE)
        .select_related("entry")
    )
    return [each.entry.number for each in decided if each.lacks_a_reason]


def are_in(ranking: Ranking) -> bool:
    """Whether the ranking has in it exactly what the minutes decide now."""
    decisions: Iterable[Decision] = ranking.decisions.exclude(place=None)
    stored, placed = {}, set()
    for each in decisions:
        placed.add(each.entry_id)
        if each.award_cause == Decision.Cause.PANEL:
            stored[each.entry_id] = Pick(each.award, each.award_reason)
    now = {entry: pick for entry, pick in picks_of(ranking.round).items() if entry in placed}
    return stored == now


def _award(outcome: str) -> str:
    return "" if outcome == Verdict.Outcome.NONE else outcome
