"""What happened to an entry, as sentences. A reading of the audit events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.audit.models import AuditEvent

from .models import Entry

LATEST = 8
READ = 200  # events: a page saves every few seconds, and a run of saves is one line
ICONS = {
    audit.Action.ENTRY_STARTED: "plus",
    audit.Action.ENTRY_SAVED: "pencil",
    audit.Action.FILE_ATTACHED: "upload",
    audit.Action.FILE_REMOVED: "trash",
    audit.Action.FILE_NAMED: "upload",
    audit.Action.FILE_REFUSED: "x-octagon",
    audit.Action.FILE_MISSED: "clock-history",
    audit.Action.APPROVAL_ASKED: "pen",
    audit.Action.APPROVAL_GIVEN: "check-circle",
    audit.Action.APPROVAL_RETURNED: "arrow-left",
    audit.Action.ENTRY_SUBMITTED: "send",
    audit.Action.ENTRY_WITHDRAWN: "x-circle",
    audit.Action.ENTRY_RETURNED: "arrow-left",
    audit.Action.ENTRY_ELIGIBLE: "check-circle",
    audit.Action.ENTRY_INELIGIBLE: "x-octagon",
    audit.Action.ENTRY_REOPENED: "arrow-left",
    audit.Action.SEND_BACK_EXTENDED: "clock",
    audit.Action.SCREENER_SET: "people",
    audit.Action.SCREENING_MARKED: "list-check",
    audit.Action.PAIR_DISMISSED: "people",
    audit.Action.EXTENSION_ASKED: "clock",
    audit.Action.EXTENSION_REFUSED: "x-circle",
    audit.Action.DEADLINE_EXTENDED: "calendar-event",
}


@dataclass(frozen=True)
class Happening:
    icon: str
    sentence: str
    at: datetime
    evidence: str = ""


def of(entry: Entry) -> list[Happening]:
    """The latest first; a person's saves in one part, one after the other, are told once."""
    return [_happening(event) for event in islice(_latest(entry), LATEST)]


def _latest(entry: Entry) -> Iterator[AuditEvent]:
    events = audit.about(entry).order_by("-id")[:READ]
    return (next(run) for _same, run in groupby(events, key=_run_of))


def _run_of(event: AuditEvent) -> tuple:
    if event.action != audit.Action.ENTRY_SAVED:
        return (event.pk,)
    return event.actor_id, event.facts.get("section"), event.facts.get("late")


def _happening(event: AuditEvent) -> Happening:
    return Happening(
        icon=ICONS.get(event.action, "clock"),
        sentence=f"{event.get_action_display()}{_detail(event.facts)}",
        at=event.contest_at,
        evidence=event.actor_label,
    )


def _detail(facts: dict) -> str:
    """What it was about, after a colon; a late save says so."""
    about = facts.get("title") or facts.get("name") or facts.get("receipt") or ""
    late = f" ({_('after the deadline')})" if facts.get("late") else ""
    return f": {about}{late}" if about else late
