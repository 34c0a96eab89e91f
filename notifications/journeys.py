"""The way of one LAO through an edition: told, registered, drafted, called, sent."""

from django.utils.translation import gettext_lazy as _

from contest_portal.audit import Action
from contest_portal.audit.models import AuditEvent
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO
from contest_portal.thai.shown import thai_date

from . import timeline
from .models import CallNote, Forwarding
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
    events = [
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


def _happened(event: AuditEvent) -> Event:
    return Event(TOLD[event.action], event.get_action_display(), event.contest_at)
