"""Adding, changing and removing rounds. Once a round is open, its rules hold."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.documents.digests import digest
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.models import Assignment, Round

from . import rubric

COLUMNS = (
    "name_th", "name_en", "kind", "source_id", "scores_per_entry", "is_blind", "openness",
    "opens_at", "closes_at",
)  # fmt: skip
WHILE_OPEN = frozenset({"name_th", "name_en", "closes_at"})
FIXED_BY_SHEETS = frozenset({"kind", "source_id"})

Rules = dict[str, Any]  # by COLUMNS


def rules_of(round_: Round) -> Rules:
    return {name: getattr(round_, name) for name in COLUMNS}


def seen_of(round_: Round) -> str:
    """What a page that shows the rules sends back, so that nobody overwrites a colleague."""
    return digest(_as_json(rules_of(round_)))


@transaction.atomic
def add(
    edition: Edition, rules: Rules, *, like: Round | None = None, by: User, at: datetime
) -> Round:
    """A new last round; `like` is one whose rubric and way of ranking are copied into it."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    last = locked.rounds.order_by("order").last()
    round_ = Round(edition=locked, order=(last.order if last else 0) + 1, **rules)
    _refuse_unfit(round_, at)
    if like:
        round_.method = like.method
    round_.save(force_insert=True)
    if like:
        rubric.copy(like, round_)
    _record(audit.Action.ROUND_ADDED, round_, by=by, like=like)
    return round_


@transaction.atomic
def change(round_: Round, rules: Rules, *, seen: str, by: User, at: datetime) -> Round:
    """Raises NotAllowed where a rule that holds already would change, or a colleague was first."""
    locked = Round.objects.lock(round_.pk)
    before = rules_of(locked)
    if seen_of(locked) != seen:
        raise NotAllowed(
            _("A colleague changed this after you opened the page."),
            next_step=_("What you typed is still here. Open the page again beside it, compare, "
                        "and save once more."),
        )  # fmt: skip
    changed = {name for name, value in rules.items() if before[name] != value}
    if "opens_at" in changed and may_open_later(locked, at) and rules["opens_at"] > at:
        _refuse_fixed(locked, changed - {"opens_at"}, at)
    else:
        _refuse_fixed(locked, changed, at)
    for name in changed:
        setattr(locked, name, rules[name])
    if changed:
        _refuse_unfit(locked, at)
        locked.save(update_fields=sorted(changed))
        _record(audit.Action.ROUND_CHANGED, locked, by=by, changed=sorted(changed))
    return locked


@transaction.atomic
def remove(round_: Round, *, by: User) -> None:
    """Only while nobody is invited to it and no other round draws from it."""
    locked = Round.objects.lock(round_.pk)
    reason = why_not_remove(locked)
    if reason:
        raise NotAllowed(reason)
    _record(audit.Action.ROUND_REMOVED, locked, by=by)
    locked.delete()


def why_not_remove(round_: Round) -> str | None:
    if round_.judges.exists():
        return _("Judges are invited to this round, so it stays.")
    if round_.fed.exists():
        return _("Another round takes its entries from this one, so it stays.")
    if not round_.edition.rounds.exclude(pk=round_.pk).exists():
        return _("It is the only round of the edition, so it stays.")
    return None


def is_fixed(round_: Round, at: datetime) -> bool:
    """Whether only its names and its closing moment may still change."""
    return at >= round_.opens_at


def may_open_later(round_: Round, at: datetime) -> bool:
    """Whether the first day may still be put off: the round is open, but nobody was given a sheet.
    Until it opens again, everything about it can be changed."""
    return is_fixed(round_, at) and not _has_sheets(round_)


def _refuse_fixed(round_: Round, changed: set[str], at: datetime) -> None:
    if changed and round_.rankings.released().exists():
        raise NotAllowed(_("The results are published, so the round no longer changes."))
    if is_fixed(round_, at) and changed - WHILE_OPEN:
        words = _("The round opened on %(moment)s: only its names and its end may change.")
        later = _("It may be opened anew on a day that is still to come.")
        raise NotAllowed(
            words % {"moment": thai_datetime(round_.opens_at)},
            next_step=later if may_open_later(round_, at) else "",
        )
    if changed & FIXED_BY_SHEETS and _has_sheets(round_):
        raise NotAllowed(
            _("Sheets of this round are handed out, so its kind and its entries are fixed."),
            next_step=_("Add another round instead."),
        )


def _refuse_unfit(round_: Round, at: datetime) -> None:
    """What no round may be, new or changed."""
    if round_.opens_at >= round_.closes_at:
        raise NotAllowed(_("The round must close after it opens."))
    if round_.closes_at <= at:
        raise NotAllowed(_("The end of the round is past."), next_step=_("Write a later one."))
    source = round_.source
    if source and (source.edition_id != round_.edition_id or source.order >= round_.order):
        raise NotAllowed(_("A round takes its entries from an earlier one of the same edition."))


def _has_sheets(round_: Round) -> bool:
    return Assignment.objects.filter(judge__round=round_).exists()


def _record(
    action: audit.Action, round_: Round, *, by: User, like: Round | None = None,
    changed: list[str] | None = None,
) -> None:  # fmt: skip
    facts = {"order": round_.order, **_as_json(rules_of(round_))}
    if like:
        facts["like"] = str(like.pk)
    if changed:
        facts["changed"] = changed
    audit.record(action, round_, by=by, facts=facts, edition=round_.edition.slug)


def _as_json(rules: Rules) -> dict[str, Any]:
    return {
        name: value if isinstance(value, (str, int, type(None))) else str(value)
        for name, value in rules.items()
    }
