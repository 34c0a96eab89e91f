"""A judge goes through the list of entries and says with which there is a conflict of interest.

The list is there for who has accepted, until the round opens; whoever accepts later sees it once.
Entries in conflict are not on it: the next reading is as if they had never been.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.models import Conflict, Judge, Round
from judging.rounds.entries import of_round
from judging.rounds.paper import Paper, papers_of
from judging.rounds.window import why_over
from submissions.models import Entry

from . import barring, suggesting


@dataclass(frozen=True)
class Listed:
    """A line of the list: an entry, or in a blind round an organisation without what it entered."""

    key: str
    entries: tuple[UUID, ...]
    lao_name: str
    place: str
    title: str = ""
    number: str = ""
    suggested: str = ""  # the kind of interest that the register knows of

    @property
    def name(self) -> str:
        return self.title or self.lao_name


@dataclass(frozen=True)
class Interest:
    """What a judge has to do with an entry: one of Conflict.Kind, and words."""

    kind: str
    words: str = ""


def why_not(judge: Judge, at: datetime) -> str | None:
    """Why the judge cannot go through the list now; None when they can."""
    if not judge.accepted_at:
        return _("The list is there once you have accepted the invitation.")
    if over := why_over(judge.round, at):
        return over
    if judge.declared_at and at >= judge.round.opens_at:
        words = _("You went through the list on %(moment)s, and judging has begun.")
        return words % {"moment": thai_datetime(judge.declared_at)}
    return None


def is_owed(judge: Judge, at: datetime) -> bool:
    return judge.declared_at is None and why_not(judge, at) is None


def lines_for(judge: Judge) -> list[Listed]:
    """By province and organisation, without the entries in conflict.

    In a blind round a title beside its organisation would tell who entered what, so a line is an
    organisation there, and stands for all that it entered.
    """
    known = of_round(judge.round).exclude(conflicts__judge__user=judge.user_id)
    ordered = known.order_by("lao__province__sort_key", "lao__sort_key", "number")
    papers, posts = papers_of(known), _posts(judge)
    if not judge.round.is_blind:
        return [_of_entry(each, papers[each.pk], posts) for each in ordered]
    return [
        _of_organisation(str(lao), [(each.pk, papers[each.pk]) for each in own], posts)
        for lao, own in groupby(ordered, key=lambda each: each.lao_id)
    ]


def _posts(judge: Judge) -> dict[UUID, str]:
    """What the register knows of the judge's own posts: a first proposal, by entry."""
    return {
        each.entry: each.kind
        for each in suggesting.of_judge(judge)
        if each.kind in (Conflict.Kind.WORKS_THERE, Conflict.Kind.FORMER_POST)
    }


def _of_entry(entry: Entry, paper: Paper, posts: Mapping[UUID, str]) -> Listed:
    return Listed(
        key=str(entry.pk), entries=(entry.pk,), lao_name=paper.lao_name, place=paper.place,
        title=paper.title, number=paper.number, suggested=posts.get(entry.pk, ""),
    )  # fmt: skip


def _of_organisation(key: str, own: list[tuple[UUID, Paper]], posts: Mapping[UUID, str]) -> Listed:
    first, paper = own[0]
    return Listed(
        key=key, entries=tuple(entry for entry, _paper in own), lao_name=paper.lao_name,
        place=paper.place, suggested=posts.get(first, ""),
    )  # fmt: skip


@transaction.atomic
def declare_list(
    judge: Judge, interests: Mapping[UUID, Interest], *, by: User, at: datetime
) -> None:
    """Declare these conflicts and none with the other entries of the list.

    Raises NotAllowed with the reason when the list is closed for the judge.
    """
    Round.objects.lock(judge.round_id)  # no assigning meanwhile
    current = Judge.objects.current().select_related("round__edition").get(pk=judge.pk)
    if reason := why_not(current, at):
        raise NotAllowed(reason, next_step=_("Declare a conflict on the entry's own sheet."))
    for entry in _known(current, interests):
        interest = interests[entry.pk]
        barring.declare(current, entry, by=by, at=at, kind=interest.kind, reason=interest.words)
    current.declared_at = at
    current.save(update_fields=["declared_at"])
    audit.record(
        audit.Action.CONFLICTS_ASKED,
        current,
        by=by,
        facts={"conflicts": len(interests)},
        edition=current.round.edition.slug,
    )


def _known(judge: Judge, entries: Iterable[UUID]) -> list[Entry]:
    return list(of_round(judge.round).filter(pk__in=list(entries)))
