"""The way of one LAO through an edition: written to, told, registered, drafted, called, sent."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from contest_portal.audit import Action
from contest_portal.audit.models import AuditEvent
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO
from contest_portal.thai.shown import thai_date
from notifications.models import Abstention, CallNote, Forwarding, Recipient

from . import timeline
from .timeline import Event

# What officers may know of an LAO's progress: steps and times, never the text of an entry.
TOLD = {
    Action.CODES_PRINTED: "printer",
    Action.CODE_MAILED: "envelope",
    Action.LAO_CLAIMED: "person",
    Action.CLAIM_VERIFIED: "check-circle",
    Action.CLAIM_REFUSED: "exclamation-triangle",
    Action.ENTRY_STARTED: "pencil",
    Action.ENTRY_SUBMITTED: "send",
    Action.ENTRY_WITHDRAWN: "dash-circle",
    Action.ENTRY_RETURNED: "arrow-repeat",
    Action.ENTRY_ELIGIBLE: "check-circle",
    Action.ENTRY_INELIGIBLE: "dash-circle",
}


def of(lao: LAO, edition: Edition) -> list[Event]:
    """Oldest first."""
    told = Forwarding.objects.filter(lao=lao, recipient__circular__edition=edition)
    calls = CallNote.objects.filter(lao=lao, edition=edition).select_related("by")
    audited = AuditEvent.objects.filter(
        lao=lao.code, edition__in=("", edition.slug), action__in=list(TOLD)
    )
    copies = Recipient.objects.filter(lao=lao, circular__edition=edition)
    events = [
        *(event for copy in copies.select_related("circular") for event in timeline.of(copy)),
        *(event for said in lao.abstentions.filter(edition=edition) for event in _abstained(said)),
        *map(_told, told.select_related("recipient__circular")),
        *map(timeline.called, calls),
        *map(_happened, audited),
    ]
    return sorted(events, key=lambda event: event.at)


def _told(forwarding: Forwarding) -> Event:
    words = _("The province told them of %(letter)s on %(day)s: %(way)s") % {
        "letter": forwarding.recipient.circular.number,
        "day": thai_date(forwarding.told_on),
        "way": forwarding.get_way_display(),
    }
    return Event("arrow-right", words, forwarding.noted_at)


def _abstained(said: Abstention) -> Iterator[Event]:
    """That it does not enter this year, and that it does after all."""
    words = _("Does not enter this year: %(why)s") % {"why": said.get_why_display()}
    yield Event("dash-circle", words, said.at, said.said_by)
    if said.ended_at:
        yield Event("arrow-repeat", Action.AFTER_ALL.label, said.ended_at)


def _happened(event: AuditEvent) -> Event:
    return Event(TOLD[event.action], event.get_action_display(), event.contest_at)
