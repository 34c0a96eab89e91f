"""A letter that came back: another address for the province or LAO, and the letter once more."""

from datetime import datetime

from django.db import transaction

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.registry import contacts
from notifications.circulars import addressing, lao_copies
from notifications.letters import attaching
from notifications.mailing import outbox
from notifications.models import Message, Recipient

from . import acknowledgements


def refuse(copy: Recipient) -> None:
    """Raise NotAllowed when the letter needs no sending: answered for, or cancelled."""
    acknowledgements.refuse_entering(copy)


@transaction.atomic
def correct(copy: Recipient, address: str, *, source: str, by: User, at: datetime) -> Message:
    """The office's main mailbox is `address` from now on, known from `source`; owe its letter.

    The old address stays in the contact's history; if it answered that the letter is not for it,
    that is no answer any more. Links that were sent stay good: they are the office's, not the
    mailbox's. While the letter waits for the same address nothing is added.
    """
    copy = Recipient.objects.select_for_update().get(pk=copy.pk)
    refuse(copy)
    open_mails = copy.messages.filter(kind__in=attaching.COPIES, state__in=Message.OPEN_STATES)
    waiting = open_mails.filter(address=address).first()
    if waiting:
        return waiting
    acknowledgements.forget_not_ours(copy)
    before = copy.address
    contacts.replace(copy.contact, address, source)
    copy.address = address
    copy.save(update_fields=["address"])
    outbox.cancel(recipient=copy)
    message = lao_copies.again(copy, by=by) if copy.lao else addressing.letter_again(copy)
    message.save(force_insert=True)
    outbox.announce(message)
    audit.record(
        audit.Action.ADDRESS_CORRECTED, copy, by=by, edition=copy.circular.edition.slug,
        province=copy.province_id, facts={"before": before, "address": address, "source": source},
    )  # fmt: skip
    return message
