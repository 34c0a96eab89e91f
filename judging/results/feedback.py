"""What members of an LAO are told about their own entry, where the round says so: scores, place and
the comments that officers chose. Never a judge's name, nor what a judge notes in private."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import ChosenComment, Decision, Round, Sheet
from judging.numbers.scoring import half_up
from submissions.models import Entry

from . import outcomes
from .sequels import sequel_of


@dataclass(frozen=True)
class Feedback:
    """`means` by the criterion's title, 0 to 10, None where nobody could assess it."""

    decision: Decision
    means: list[tuple[str, Decimal | None]]
    comments: list[str]


@dataclass(frozen=True)
class Offered:
    """A comment that may be chosen. `is_stale`: chosen in other words than it has now."""

    sheet: UUID
    words: str
    is_chosen: bool
    is_stale: bool


def told(entry: Entry) -> Feedback | None:
    """After the release, where the round says so; else None."""
    decision = outcomes.published([entry]).get(entry.pk)
    if decision is None or decision.place is None:
        return None
    round_ = decision.ranking.round
    if not sequel_of(round_).tells_scores:
        return None
    return Feedback(decision, _means(decision, round_), _chosen(entry, round_))


def _means(decision: Decision, round_: Round) -> list[tuple[str, Decimal | None]]:
    stored = decision.criterion_means
    return [
        (
            each.title,
            None if stored[each.key] is None else half_up(Decimal(stored[each.key]), places=2),
        )
        for each in round_.criteria.all()
        if each.key in stored
    ]


def _chosen(entry: Entry, round_: Round) -> list[str]:
    chosen = ChosenComment.objects.filter(
        sheet__assignment__entry=entry, sheet__assignment__judge__round=round_
    )
    rows = chosen.values_list("sheet", "words")
    return [words for _key, words in sorted((_mixed(entry.pk, pk), words) for pk, words in rows)]


def offered(round_: Round, entry: Entry) -> list[Offered]:
    """The comments on signed sheets of the entry, in an order that tells nothing of the judges."""
    sheets = Sheet.objects.in_round(round_).counted().filter(assignment__entry=entry)
    rows = sheets.exclude(comment="").values_list("pk", "comment", "chosen_comment__words")
    found = [Offered(pk, words, chosen == words, chosen not in (None, words))
             for pk, words, chosen in rows]  # fmt: skip
    return sorted(found, key=lambda each: _mixed(entry.pk, each.sheet))


def _mixed(entry: UUID, sheet: UUID) -> str:
    return sha256(f"{entry} {sheet}".encode()).hexdigest()


@transaction.atomic
def choose_comments(
    round_: Round, entry: Entry, sheets: Collection[UUID], *, by: User, at: datetime
) -> None:
    """These comments of the entry, as they read now, and no others."""
    locked = Round.objects.lock(round_.pk)
    reason = why_not_choose(locked)
    if reason:
        raise NotAllowed(reason)
    rows = offered(locked, entry)
    chosen = [each for each in rows if each.sheet in sheets]
    ChosenComment.objects.filter(sheet__in=[each.sheet for each in rows]).delete()
    ChosenComment.objects.bulk_create(
        ChosenComment(sheet_id=each.sheet, words=each.words, chosen_by=by, chosen_at=at)
        for each in chosen
    )
    audit.record(
        audit.Action.COMMENTS_CHOSEN,
        entry,
        by=by,
        facts={"sheets": [str(each.sheet) for each in chosen]},
        edition=locked.edition.slug,
    )


def why_not_choose(round_: Round) -> str | None:
    """Why no comment can be chosen; None where the round tells entrants their scores."""
    if sequel_of(round_).tells_scores:
        return None
    return _("This round does not tell entrants their scores and comments.")
