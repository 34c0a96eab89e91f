"""The criteria of a round and their levels: written before it opens, locked from then on."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.documents.digests import digest
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.models import Criterion, Level, Mark, Round

COLUMNS = ("title_th", "title_en", "weight", "is_optional", "remark_below")
DOWN = "down"


@dataclass(frozen=True)
class Step:
    """What a mark from `lowest` upwards means."""

    lowest: int
    words_th: str
    words_en: str = ""


@dataclass(frozen=True)
class Written:
    """A criterion as the organiser wrote it."""

    title_th: str
    title_en: str
    weight: int
    is_optional: bool
    remark_below: int | None
    steps: Sequence[Step] = ()


def facts_of(criterion: Criterion) -> dict:
    return {
        **{name: getattr(criterion, name) for name in ("key", "order", *COLUMNS)},
        "levels": [[each.lowest_mark, each.words_th, each.words_en]
                   for each in criterion.levels.all()],
    }  # fmt: skip


def rubric_of(round_: Round) -> dict:
    """The whole rubric as JSON, for comparing and for the audit."""
    return {"criteria": [facts_of(each) for each in round_.criteria.prefetch_related("levels")]}


def seen_of(round_: Round) -> str:
    """What a page that shows the rubric sends back, so that nobody overwrites a colleague."""
    return digest(rubric_of(round_))


def why_locked(round_: Round, at: datetime) -> str | None:
    """Why no criterion may change any more; None while it may."""
    if at >= round_.opens_at:
        words = _("The round opened on %(moment)s, so its criteria and weights are fixed.")
        return words % {"moment": thai_datetime(round_.opens_at)}
    if Mark.objects.filter(criterion__round=round_).exists():
        return _("Judges have given marks already, so the criteria and weights are fixed.")
    if round_.kind == Round.Kind.QUALIFYING:
        return _("A qualifying round asks for a verdict and has no criteria.")
    return None


@transaction.atomic
def write(
    round_: Round, written: Written, *, criterion: Criterion | None = None, seen: str, by: User,
    at: datetime,
) -> Criterion:  # fmt: skip
    """Add a last criterion, or change the given one."""
    locked, before = _opened(round_, seen, at)
    if criterion is None:
        last = locked.criteria.last()
        order = (last.order if last else 0) + 1
        criterion = Criterion(round=locked, key=f"c{secrets.token_hex(4)}", order=order)
    for name in COLUMNS:
        setattr(criterion, name, getattr(written, name))
    criterion.save()
    criterion.levels.all().delete()
    Level.objects.bulk_create(
        Level(criterion=criterion, lowest_mark=step.lowest, words_th=step.words_th,
              words_en=step.words_en)
        for step in written.steps
    )  # fmt: skip
    _record(locked, before, by=by)
    return criterion


@transaction.atomic
def remove(criterion: Criterion, *, by: User, at: datetime) -> None:
    locked, before = _opened(criterion.round, None, at)
    criterion.delete()
    _record(locked, before, by=by)


@transaction.atomic
def move(criterion: Criterion, direction: str, *, by: User, at: datetime) -> None:
    """Change places with the neighbour. The order breaks ties, so it is part of the rubric."""
    locked, before = _opened(criterion.round, None, at)
    things = list(locked.criteria.all())
    place = things.index(criterion)
    other = place + (1 if direction == DOWN else -1)
    if not 0 <= other < len(things):
        return
    things[place], things[other] = things[other], things[place]
    for order, each in enumerate(things, start=1):
        each.order = order
    Criterion.objects.bulk_update(things, ["order"])
    _record(locked, before, by=by)


def copy(source: Round, target: Round) -> None:
    """The same criteria, weights and levels. Called inside the verb that adds the round."""
    for criterion in source.criteria.prefetch_related("levels"):
        facts = {name: getattr(criterion, name) for name in ("key", "order", *COLUMNS)}
        copied = Criterion.objects.create(round=target, **facts)
        Level.objects.bulk_create(
            Level(criterion=copied, lowest_mark=level.lowest_mark, words_th=level.words_th,
                  words_en=level.words_en)
            for level in criterion.levels.all()
        )  # fmt: skip


def _opened(round_: Round, seen: str | None, at: datetime) -> tuple[Round, dict]:
    """The round, locked, and its rubric as it stands; refuses what may not change."""
    locked = Round.objects.lock(round_.pk)
    reason = why_locked(locked, at)
    if reason:
        raise NotAllowed(reason)
    before = rubric_of(locked)
    if seen is not None and digest(before) != seen:
        raise NotAllowed(
            _("A colleague changed this after you opened the page."),
            next_step=_("What you typed is still here. Open the page again beside it, compare, "
                        "and save once more."),
        )  # fmt: skip
    return locked, before


def _record(round_: Round, before: dict, *, by: User) -> None:
    after = rubric_of(round_)
    audit.record(
        audit.Action.RUBRIC_CHANGED, round_, by=by, facts=after, edition=round_.edition.slug,
        before=digest(before), after=digest(after),
    )  # fmt: skip
