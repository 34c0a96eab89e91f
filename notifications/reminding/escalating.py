"""The second rung: a letter that nobody answered goes to the province's other mailbox too."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from contest_portal import audit
from contest_portal.registry.models import Contact
from contest_portal.thai.bangkok import in_bangkok
from notifications.circulars import addressing
from notifications.mailing import waking
from notifications.models import Circular, Message, Recipient
from notifications.progress import plan

from . import reminders

KIND = "circular_second"


def plan_all(*, at: datetime) -> int:
    """Owe what is due at `at` (contest time) to second mailboxes; returns how many mails."""
    return sum(_escalate(circular, at=at) for circular in reminders.out_at(at))


def _escalate(circular: Circular, *, at: datetime) -> int:
    is_due = in_bangkok(at).date() >= plan.calendar_of(circular).second_contact_on
    if not is_due or not reminders.is_time(circular.edition, at=at):
        return 0
    return _write(circular)


def second_mailboxes(circular: Circular) -> dict[str, Contact]:
    """By province, of those that have not answered and were not written to a second time."""
    provinces = awaited(circular).values("province")
    found = Contact.objects.second_for_provinces(provinces)
    return {contact.province_id: contact for contact in found}


def awaited(circular: Circular) -> QuerySet[Recipient]:
    """Also those whose letter came back: the other mailbox may be the right one."""
    written = Message.objects.filter(recipient=OuterRef("pk"), kind=KIND)
    provinces = circular.recipients.provinces()
    return provinces.filter(~Exists(written), acknowledgement=None)


@transaction.atomic
def _write(circular: Circular) -> int:
    """Locked first, then asked: an answer either stands already or stops the mail owed here."""
    list(circular.recipients.select_for_update().values_list("pk"))
    mailboxes = second_mailboxes(circular)
    waiting = awaited(circular).filter(province__in=mailboxes).select_related("province")
    mails = [_draft(circular, copy, mailboxes[copy.province_id]) for copy in waiting]
    Message.objects.bulk_create(mails)
    if mails:
        audit.record(
            audit.Action.SECOND_CONTACT, circular, by=None, edition=circular.edition.slug,
            facts={"mails": len(mails)}, after=circular.content_digest,
        )  # fmt: skip
        waking.wake()
    return len(mails)


def _draft(circular: Circular, copy: Recipient, contact: Contact) -> Message:
    key = f"second:{circular.pk}:{copy.province_id}"
    return addressing.mail_about(circular, copy, kind=KIND, key=key, to=contact.address)
