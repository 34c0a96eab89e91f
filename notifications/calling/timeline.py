"""The journey of one copy of a letter: what the audit knows, and every try to send it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contest_portal import audit
from contest_portal.audit.models import AuditEvent
from contest_portal.refusals import Words
from contest_portal.thai.shown import thai_date
from notifications.answers import suspicion
from notifications.carrying import reasons
from notifications.circulars import amending
from notifications.models import Acknowledgement, Attempt, Bounce, CallNote, Forwarding, Recipient
from notifications.reminding import reminders

# What is said of a mail that the relay accepted, by its kind; of others, that the letter was.
ACCEPTED = {
    reminders.KIND: ("bell", _("The mail relay accepted a reminder to %(address)s")),
    amending.KIND: ("envelope", _("The mail relay accepted the correction to %(address)s")),
}


@dataclass(frozen=True)
class Event:
    icon: str
    sentence: Words
    at: datetime
    evidence: Words = ""


def of(copy: Recipient, calls: Iterable[CallNote] = ()) -> list[Event]:
    """Oldest first, as befits a chain of custody."""
    tries = Attempt.objects.filter(message__recipient=copy).select_related("message")
    bounces = Bounce.objects.filter(message__recipient=copy).select_related("message")
    events = [
        *map(_happened, _audited(copy)),
        *map(_tried, tries),
        *map(_came_back, bounces),
        *map(called, calls),
    ]
    return sorted(events, key=lambda event: event.at)


def _audited(copy: Recipient) -> QuerySet[AuditEvent]:
    """What became of the circular, and what was said and done about this copy of it."""
    of_all = audit.about(copy.circular).filter(action__in=ABOUT_THE_CIRCULAR)
    return of_all | audit.about(copy).filter(action__in=ABOUT_THE_COPY)


def _happened(event: AuditEvent) -> Event:
    if event.action in ABOUT_THE_CIRCULAR:
        icon = ABOUT_THE_CIRCULAR[event.action]
        return Event(icon, event.get_action_display(), event.contest_at)
    return ABOUT_THE_COPY[event.action](event)


def _tried(attempt: Attempt) -> Event:
    facts = {"address": attempt.message.address}
    if attempt.finished_at is None:
        return Event("arrow-repeat", _("Sending to %(address)s began") % facts, attempt.at)
    if attempt.code and attempt.code < 300:
        of_the_letter = ("envelope", _("The mail relay accepted the letter to %(address)s"))
        icon, words = ACCEPTED.get(attempt.message.kind, of_the_letter)
        return Event(icon, words % facts, attempt.at)
    words = _("The letter to %(address)s was not accepted") % facts
    return Event("exclamation-triangle", words, attempt.at, _why_not(attempt))


def _why_not(attempt: Attempt) -> Words:
    """In plain words; the relay's own stand beside the address, and in the database."""
    if attempt.code is None:
        return _("The mail relay did not answer; it is tried again.")
    if attempt.code < 500:
        return _("The receiver asked to wait; it is tried again.")
    return reasons.meaning(attempt.text) or _(
        "The receiver refused the mail: check the address, or call."
    )


def _came_back(bounce: Bounce) -> Event:
    facts = {"address": bounce.message.address}
    why = reasons.meaning(bounce.status, bounce.said) or bounce.said
    if bounce.permanent:
        words = _("The letter to %(address)s came back") % facts
        return Event("exclamation-triangle", words, bounce.at, why)
    words = _("The letter to %(address)s is delayed on its way") % facts
    return Event("hourglass-split", words, bounce.at, why)


def called(note: CallNote) -> Event:
    """A call, to a province or to an LAO."""
    words = _("%(officer)s called: %(outcome)s") % {
        "officer": note.by, "outcome": note.get_outcome_display(),
    }  # fmt: skip
    return Event("telephone", words, note.at, " · ".join(filter(None, (note.spoke_to, note.note))))


def _corrected(event: AuditEvent) -> Event:
    words = _("%(officer)s corrected the address to %(address)s") % {
        "officer": event.actor_label, "address": event.facts["address"],
    }  # fmt: skip
    return Event("pencil", words, event.contest_at, event.facts["source"])


def _answer(event: AuditEvent) -> Event:
    facts = event.facts
    who = {"name": facts.get("name", event.actor_label), "position": facts.get("position", "")}
    words = _("%(answer)s: %(name)s, %(position)s") % {
        "answer": Acknowledgement.Answer(facts["answer"]).label,
        **who,
    }
    return Event("check-circle", words, event.contest_at, _with_number(event))


def _with_number(event: AuditEvent) -> str:
    """On whose word the answer stands; the own number, and to whom it went on, if given."""
    number = event.facts.get("own_number")
    told = _("Receipt number %(number)s") % {"number": number} if number else ""
    passed_to = event.facts.get("passed_to")
    whom = _("Forwarded to %(whom)s") % {"whom": passed_to} if passed_to else ""
    return " · ".join(filter(None, (str(_evidence(event)), told, whom)))


def _saw_the_correction(event: AuditEvent) -> Event:
    words = _("Correction acknowledged: %(name)s, %(position)s") % {
        "name": event.facts["name"], "position": event.facts["position"],
    }  # fmt: skip
    return Event("check-circle", words, event.contest_at, _evidence(event))


def _told(event: AuditEvent) -> Event:
    """Who noted it is the province, or one of its districts behind a link of its own."""
    count = len(event.facts["laos"])
    words = ngettext(
        "%(count)d LAO told on %(day)s: %(way)s", "%(count)d LAOs told on %(day)s: %(way)s", count
    )
    facts = {
        "count": count,
        "day": thai_date(date.fromisoformat(event.facts["told_on"])),
        "way": Forwarding.Way(event.facts["way"]).label,
    }
    return Event("arrow-right", words % facts, event.contest_at, event.actor_label)


def _not_told(event: AuditEvent) -> Event:
    count = len(event.facts["laos"])
    words = ngettext(
        "%(count)d LAO was not told after all", "%(count)d LAOs were not told after all", count
    )
    return Event("dash-circle", words % {"count": count}, event.contest_at, event.actor_label)


def _evidence(event: AuditEvent) -> Words:
    """On whose word it stands; what an officer entered names the officer and how it was known."""
    evidence = Acknowledgement.Evidence(event.facts["evidence"])
    if evidence != Acknowledgement.Evidence.OFFICER:
        return evidence.label
    facts = {"officer": event.actor_label, "reason": event.facts["reason"]}
    return _("C: entered by %(officer)s: %(reason)s") % facts


def _checked(event: AuditEvent) -> Event:
    facts = {
        "officer": event.actor_label,
        "finding": suspicion.Finding(event.facts["finding"]).label,
    }
    words = _("%(officer)s checked the answer: %(finding)s") % facts
    return Event("search", words, event.contest_at, event.facts["how"])


ABOUT_THE_CIRCULAR = {
    audit.Action.CIRCULAR_RELEASED: "send",
    audit.Action.CIRCULAR_CANCELLED: "dash-circle",
    audit.Action.CORRECTION_APPROVED: "pencil",
}
ABOUT_THE_COPY = {
    audit.Action.ANSWER_CHECKED: _checked,
    audit.Action.CIRCULAR_ACKNOWLEDGED: _answer,
    audit.Action.ADDRESS_CORRECTED: _corrected,
    audit.Action.CORRECTION_SEEN: _saw_the_correction,
    audit.Action.LAOS_TOLD: _told,
    audit.Action.LAOS_NOT_TOLD: _not_told,
}
