"""What an uploaded table would change, and carrying that out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import NOT_APPLICABLE, Round, Sheet
from judging.sheets import saving

from .reading import Filled
from .table import Own, own_sheets


@dataclass(frozen=True)
class Line:
    """One thing that differs, as people read it."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    own: Own
    filled: Filled
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Refusal:
    """A sheet that is not saved; `row` is its first one in the table."""

    row: int
    name: str
    words: str


@dataclass
class Checked:
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    unchanged: int = 0


def check(user: User, round_: Round, filled: Iterable[Filled]) -> Checked:
    """Nothing is stored. A sheet in conflict and one that never was get the same answer."""
    own = {each.sheet.pk: each for each in own_sheets(user, round_)}
    signed = _signed(user, round_)
    titles = {each.key: each.title for each in round_.criteria.all()}
    found = Checked()
    for each in filled:
        mine = own.get(each.sheet)
        if mine is None:
            found.refusals.append(_unknown(each, signed))
            continue
        lines = tuple(_lines(mine, each, titles))
        if not each.is_readable:
            words = _("Not saved: it has cells that cannot be read, named above.")
            found.refusals.append(Refusal(each.row, mine.paper.title, words))
        elif not lines:
            found.unchanged += 1
        elif each.version != mine.sheet.version:
            words = _("Not saved: the sheet was changed in the portal after the download. "
                      "Download the table again and fill this sheet in anew.")  # fmt: skip
            found.refusals.append(Refusal(each.row, mine.paper.title, words))
        else:
            found.changes.append(Change(mine, each, lines))
    return found


def apply(user: User, changes: Iterable[Change], at: datetime) -> tuple[int, list[Refusal]]:
    """Save sheet by sheet: how many were saved, and why the others were not."""
    saved, refusals = 0, []
    for change in changes:
        try:
            _save(user, change, at)
            saved += 1
        except NotAllowed as refused:
            refusals.append(_refusal(change, f"{refused.reason} {refused.next_step}".strip()))
        except saving.Stale:
            refusals.append(_refusal(change, _("The sheet was changed in the portal meanwhile.")))
        except Sheet.DoesNotExist:
            refusals.append(_refusal(change, _no_longer_yours()))
    return saved, refusals


def _save(user: User, change: Change, at: datetime) -> None:
    own, filled = change.own, change.filled
    comment = own.sheet.comment if filled.comment is None else filled.comment
    saving.save(
        own.sheet,
        {**own.marks, **filled.marks},
        comment,
        by=user,
        at=at,
        version=filled.version,
        remarks={**own.sheet.remarks, **filled.remarks},
        verdict=filled.verdict,
    )


def _lines(own: Own, filled: Filled, titles: dict[str, str]) -> Iterable[Line]:
    for key, mark in filled.marks.items():
        before = own.marks.get(key)
        if before != mark:
            yield Line(titles[key], _shown(before), _shown(mark))
    for key, words in filled.remarks.items():
        before_words = own.sheet.remarks.get(key, "")
        if before_words != words:
            what = _("Remark: %(criterion)s") % {"criterion": titles[key]}
            yield Line(what, before_words or "–", words or "–")
    if filled.verdict is not None and filled.verdict != own.sheet.verdict:
        labels = dict(Sheet.Verdict.choices)
        after = str(labels.get(filled.verdict, _("No verdict yet")))
        yield Line(_("Verdict"), own.sheet.get_verdict_display() or _("No verdict yet"), after)
    if filled.comment is not None and filled.comment != own.sheet.comment:
        yield Line(_("Comment"), own.sheet.comment or "–", filled.comment or "–")


def _shown(mark: int | str | None) -> str:
    if mark is None:
        return _("Not marked yet")
    return _("Cannot be assessed") if mark == NOT_APPLICABLE else str(mark)


def _signed(user: User, round_: Round) -> set:
    visible = Sheet.objects.visible_to(user).in_round(round_)
    return set(visible.exclude(signed_at=None).values_list("pk", flat=True))


def _unknown(filled: Filled, signed: set) -> Refusal:
    if filled.sheet in signed:
        return Refusal(filled.row, "", _("Not saved: this sheet is signed."))
    return Refusal(filled.row, "", _no_longer_yours())


def _no_longer_yours() -> str:
    return _("Not saved: this sheet is not among yours in this round.")


def _refusal(change: Change, words: str) -> Refusal:
    return Refusal(change.filled.row, change.own.paper.title, words)
