"""Saving a score sheet. A mark of 0, "cannot be assessed" and blank are three different things."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import NOT_APPLICABLE, TOP_MARK, Criterion, Mark, Sheet
from judging.rounds.window import refuse_when_closed

from . import own

# 0 to 10, or NOT_APPLICABLE; a blank criterion has no entry.
Given = dict[str, int | str]


class Stale(Exception):
    """Somebody saved the sheet since this page was opened. Nothing was overwritten."""

    def __init__(self, stored: Sheet) -> None:
        super().__init__(stored.pk)
        self.stored = stored


def given_on(sheet: Sheet) -> Given:
    """What stands on the sheet, by the criterion's key."""
    return {mark.criterion.key: mark.given for mark in sheet.marks.select_related("criterion")}


@transaction.atomic
def save(
    sheet: Sheet, marks: Mapping[str, int | str | None], comment: str, *, by: User, **facts
) -> Sheet:
    """Hold the sheet and `save_read` it. Raises Sheet.DoesNotExist too, when the judge may not know
    of it any more."""
    return save_read(own.held(sheet.pk, by), marks, comment, by=by, **facts)


@transaction.atomic
def save_read(
    sheet: Sheet,
    marks: Mapping[str, int | str | None],
    comment: str,
    *,
    by: User,
    at: datetime,
    version: int,
    note: str | None = None,
    remarks: Mapping[str, str] | None = None,
    verdict: str | None = None,
) -> Sheet:
    """Store the marks (None: blank) on a sheet just read by `own.to_save`, if it still is at
    `version`; returns it as it now is. `note` is the judge's private one, `remarks` are by the
    criterion's key; None leaves each as it stands.

    Raises Stale when it is not and differs from what was sent, NotAllowed when it is signed or the
    round is closed.
    """
    given = {key: mark for key, mark in marks.items() if mark is not None}
    written = None if remarks is None else {key: each for key, each in remarks.items() if each}
    others = {"private_note": note, "remarks": written, "verdict": verdict}
    words = {"comment": comment} | {name: each for name, each in others.items() if each is not None}
    try:
        advance(sheet, by=by, at=at, version=version, **words, saved_at=at)
    except Stale as stale:
        if not _same(stale.stored, given, words):
            raise
        return stale.stored
    _write_marks(sheet, sheet.criteria, given)
    _record(sheet, given, by=by)
    return sheet


def advance(sheet: Sheet, *, by: User, at: datetime, version: int, **facts) -> None:
    """Move a sheet that was just read from `version` to the next with these facts, or raise as
    `save_read` says. Of several at once the database lets one through, and the others read again.
    """
    _refuse(sheet, at)
    if sheet.version != version:
        raise Stale(sheet)
    facts["version"] = version + 1
    unchanged = Sheet.objects.filter(pk=sheet.pk, version=version, signed_at=None)
    if not unchanged.update(**facts):
        faster = own.to_save(sheet.pk, by)
        _refuse(faster, at)
        raise Stale(faster)
    for name, fact in facts.items():
        setattr(sheet, name, fact)


def _refuse(sheet: Sheet, at: datetime) -> None:
    refuse_when_closed(sheet.round, at)
    if sheet.signed_at:
        raise NotAllowed(
            _("The sheet is signed, so its marks no longer change."),
            next_step=_("Go on with another entry of your list."),
        )


def _same(stored: Sheet, given: Given, words: dict[str, Any]) -> bool:
    """The same form sent twice: a double click is no conflict."""
    same_words = all(getattr(stored, name) == written for name, written in words.items())
    return same_words and given_on(stored) == given


def _write_marks(sheet: Sheet, criteria: list[Criterion], given: Given) -> None:
    """One statement where every criterion is marked, one more for those left blank."""
    marked = [_mark(sheet, each, given[each.key]) for each in criteria if each.key in given]
    if len(marked) < len(criteria):
        sheet.marks.exclude(criterion__in=[mark.criterion_id for mark in marked]).delete()
    Mark.objects.bulk_create(
        marked, update_conflicts=True, unique_fields=["sheet", "criterion"],
        update_fields=["value", "not_applicable"],
    )  # fmt: skip


def _mark(sheet: Sheet, criterion: Criterion, given: int | str) -> Mark:
    if given == NOT_APPLICABLE:
        return Mark(sheet=sheet, criterion=criterion, not_applicable=True)
    if given not in range(TOP_MARK + 1):
        raise ValueError(f"{given!r} is not a mark")
    return Mark(sheet=sheet, criterion=criterion, value=given)


def _record(sheet: Sheet, given: Given, *, by: User) -> None:
    audit.record(
        audit.Action.SHEET_SAVED,
        sheet,
        by=by,
        facts={"version": sheet.version, "marks": given} | _verdict(sheet),
        edition=sheet.edition.slug,
    )


def _verdict(sheet: Sheet) -> dict[str, str]:
    return {"verdict": sheet.verdict} if sheet.verdict else {}
