"""The journey of one province's letter: what the audit knows, and every try to send it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.audit.models import AuditEvent
from contest_portal.refusals import Words

from . import reminders, standing
from .models import Acknowledgement, Attempt, Recipient

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
    if attempt.finished_at is None:
        return Event("arrow-repeat", _("Sending to %(address)s began") % facts, attempt.at)
    if attempt.code and attempt.code < 300:
        if attempt.message.kind == reminders.KIND:
            words = _("The mail relay accepted a reminder to %(address)s") % facts
            return Event("bell", words, attempt.at)
        words = _("The mail relay accepted the letter to %(address)s") % facts
        return Event("envelope", words, attempt.at)
    words = _("The letter to %(address)s was not accepted") % facts
    return Event("exclamation-triangle", words, attempt.at, _why_not(attempt))


def _why_not(attempt: Attempt) -> Words:
    """In plain words; the relay's own stand beside the address, and in the database."""
    if attempt.code is None:
        return _("The mail relay did not answer; it is tried again.")
    if attempt.code < 500:
        return _("The receiver asked to wait; it is tried again.")
    return _("The receiver refused the mail: check the address, or call.")


def _answered(copy: Recipient) -> list[Event]:
    """What was said first, and what later: the row of the answer tells only the last."""
    if standing.answer_of(copy) is None:
        return []
    answers = audit.about(copy).filter(action=audit.Action.CIRCULAR_ACKNOWLEDGED)
    return [_answer(event) for event in answers]


def _answer(event: AuditEvent) -> Event:
    facts = event.facts
    who = {"name": facts.get("name", event.actor_label), "position": facts.get("position", "")}
    words = _("%(answer)s: %(name)s, %(position)s") % {
        "answer": Acknowledgement.Answer(facts["answer"]).label,
        **who,
    }
    return Event("check-circle", words, event.contest_at, _evidence(event))


def _evidence(event: AuditEvent) -> Words:
    """On whose word it stands; what an officer entered names the officer and how it was known."""
    evidence = Acknowledgement.Evidence(event.facts["evidence"])
    if evidence != Acknowledgement.Evidence.OFFICER:
        return evidence.label
    facts = {"officer": event.actor_label, "reason": event.facts["reason"]}
    return _("C: entered by %(officer)s: %(reason)s") % facts
