"""Screening many entries in one go, each in a transaction of its own.

Doing it again does nothing again: an entry that is already where the action leads is passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from submissions.models import Entry, Status, Submission
from submissions.sending import workflow

from . import desk, findings

MOST = 200


@dataclass(frozen=True)
class Row:
    """One entry of the confirmation; `refusal` is why nothing would be done with it."""

    entry: Entry
    last: Submission | None
    refusal: str


@dataclass
class Done:
    taken: int = 0
    refused: list[tuple[Entry, str]] = field(default_factory=list)


def with_what_is_shown(entries: QuerySet[Entry]) -> list[Entry]:
    related = entries.select_related(
        "edition__organiser", "lao__province", "lao__amphoe", "category", "screener__officer"
    )
    return list(related.with_last_submission().order_by("arrived_at", "pk"))


def look(action: str, entries: Sequence[Entry], *, by: User, at: datetime) -> list[Row]:
    """What each would come to."""
    return [
        Row(entry, last, _why_not(action, entry, last, by, at))
        for entry in entries
        for last in [entry.last_submission]
    ]


def do(action: str, entries: Sequence[Entry], read: dict[UUID, UUID], *, by: User, at: datetime,
       **facts) -> Done:  # fmt: skip
    """`read` is the version of each entry that was shown: a newer one is not decided about."""
    done = Done()
    for entry in entries:
        if entry.status == TARGETS.get(action):
            continue
        try:
            DO[action](entry, _version(entry, read), by=by, at=at, **facts)
            done.taken += 1
        except NotAllowed as refusal:
            done.refused.append((entry, f"{refusal.reason} {refusal.next_step}".strip()))
    return done


def words(action: str, number: int) -> dict:
    """The question and the button of the confirmation, for so many entries."""
    question, button = WORDS[action](number)
    return {"question": question, "button": button}


def _version(entry: Entry, read: dict[UUID, UUID]) -> Submission | None:
    return entry.submissions.filter(pk=read.get(entry.pk)).first() if entry.pk in read else None


def _why_not(action: str, entry: Entry, last: Submission | None, by: User, at: datetime) -> str:
    if action == "assign":
        return ""
    if reason := workflow.why_not(entry, STEP_OF[action], by=by, at=at):
        return reason
    holder = desk.holder_of(entry)
    if holder and holder != by:
        return _("%(officer)s is screening this entry.") % {"officer": holder}
    return findings.why_not_eligible(entry, last) if action == "find_eligible" and last else ""


def _find_eligible(entry: Entry, read: Submission | None, *, by: User, at: datetime) -> None:
    workflow.advance(entry, "find_eligible", by=by, at=at, submission=read)


def _send_back(entry: Entry, read: Submission | None, *, by: User, at: datetime, note: str,
               due_at: datetime) -> None:  # fmt: skip
    """With one note for all: which question it is about differs, so all of them are open."""
    workflow.advance(entry, "return", by=by, at=at, note=note, due_at=due_at, submission=read)


def _assign(entry: Entry, read: Submission | None, *, by: User, at: datetime,
            officer: User) -> None:  # fmt: skip
    desk.assign(entry, officer, by=by, at=at)


def _eligible_words(number: int) -> tuple[str, str]:
    question = ngettext(
        "Find %(number)s entry eligible?", "Find %(number)s entries eligible?", number
    )
    button = ngettext("Find %(number)s eligible", "Find %(number)s eligible", number)
    return question % {"number": number}, button % {"number": number}


def _back_words(number: int) -> tuple[str, str]:
    question = ngettext("Send %(number)s entry back?", "Send %(number)s entries back?", number)
    button = ngettext("Send %(number)s back", "Send %(number)s back", number)
    return question % {"number": number}, button % {"number": number}


def _assign_words(number: int) -> tuple[str, str]:
    question = ngettext(
        "Give %(number)s entry to an officer?", "Give %(number)s entries to an officer?", number
    )
    button = ngettext("Give %(number)s entry", "Give %(number)s entries", number)
    return question % {"number": number}, button % {"number": number}


DO: dict[str, Callable[..., None]] = {
    "find_eligible": _find_eligible, "return": _send_back, "assign": _assign,
}  # fmt: skip
WORDS = {"find_eligible": _eligible_words, "return": _back_words, "assign": _assign_words}
STEP_OF = {"find_eligible": "find_eligible", "return": "return"}
TARGETS = {"find_eligible": Status.ELIGIBLE, "return": Status.RETURNED}
