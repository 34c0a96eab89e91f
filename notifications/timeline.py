"""The journey of one province's letter: what the audit knows, and every try to send it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.refusals import Words

from . import reminders, standing
from .models import Attempt, Recipient

RELEASED = audit.Action.CIRCULAR_RELEASED


@dataclass(frozen=True)
class Event:
    icon: str
    sentence: Words
    at: datetime
    evidence: Words = ""


def of(copy: Recipient) -> list[Event]:
    """Oldest first, as befits a chain of custody."""
    releases = audit.about(copy.circular).filter(action=RELEASED)
    tries = Attempt.objects.filter(message__recipient=copy).select_related("message")
    events = [
        *(Event("send", event.get_action_display(), event.contest_at) for event in releases),
        *(_tried(attempt) for attempt in tries),
        *_answered(copy),
    ]
    return sorted(events, key=lambda event: event.at)


def _tried(attempt: Attempt) -> Event:
    facts = {"address": attempt.message.address}
    evidence = f"{attempt.code or ''} {attempt.text}".strip()
    if attempt.finished_at is None:
        return Event("arrow-repeat", _("Sending to %(address)s began") % facts, attempt.at)
    if attempt.code and attempt.code < 300:
        if attempt.message.kind == reminders.KIND:
            words = _("The mail relay accepted a reminder to %(address)s") % facts
            return Event("bell", words, attempt.at, evidence)
        words = _("The mail relay accepted the letter to %(address)s") % facts
        return Event("envelope", words, attempt.at, evidence)
    words = _("The letter to %(address)s was not accepted") % facts
    return Event("exclamation-triangle", words, attempt.at, evidence)


def _answered(copy: Recipient) -> list[Event]:
    answer = standing.answer_of(copy)
    if answer is None:
        return []
    words = _("%(answer)s: %(name)s, %(position)s") % {
        "answer": answer.get_answer_display(),
        "name": answer.name,
        "position": answer.position,
    }
    return [Event("check-circle", words, answer.at, answer.get_evidence_display())]
