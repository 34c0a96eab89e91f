"""Who gets a circular, at which mailbox, and what the mail to each of them says."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from contest_portal import clock
from contest_portal.refusals import Words
from contest_portal.registry.models import Contact, Province

from . import attaching, composing, links, outbox, placeholders
from .models import Circular, Message, Recipient

LINK_LIFE = timedelta(days=180)
INITIAL = attaching.LETTER


@dataclass(frozen=True)
class Problem:
    """Why a province cannot be written to."""

    province: Province
    address: str
    words: Words


def problems() -> list[Problem]:
    """Provinces with a governor but without a usable main mailbox, in Thai order."""
    contacts = {contact.province_id: contact for contact in Contact.objects.main_for_provinces()}
    found = []
    for province in Province.objects.receiving_letters():
        contact = contacts.get(province.pk)
        words = _what_is_wrong(contact)
        if words:
            found.append(Problem(province, contact.address if contact else "", words))
    return found


def _what_is_wrong(contact: Contact | None) -> Words | None:
    if contact is None:
        return _("The register has no main mailbox for this province.")
    try:
        validate_email(contact.address)
    except ValidationError:
        return _("The address is not written like an e-mail address.")
    if contact.bounced_at:
        return _("Mail to this address came back.")
    return None


def address(circular: Circular) -> int:
    """Rows for every province that has none yet, in the caller's transaction; returns how many."""
    before = circular.recipients.count()
    Recipient.objects.bulk_create(
        [recipient_at(circular, contact) for contact in Contact.objects.main_for_provinces()],
        ignore_conflicts=True,
    )
    recipients = circular.recipients.select_related("province")
    Message.objects.bulk_create(
        [_letter_mail(circular, recipient) for recipient in recipients], ignore_conflicts=True
    )
    return len(recipients) - before


def about(recipient: Recipient) -> str:
    """How the outbox knows the mails about one province's copy of a circular."""
    return f"recipient:{recipient.pk}"


def recipient_at(circular: Circular, contact: Contact) -> Recipient:
    return Recipient(
        circular=circular,
        province=contact.province,
        contact=contact,
        address=contact.address,
        link_not_after=clock.machine_now() + LINK_LIFE,
    )


def letter_again(recipient: Recipient) -> Message:
    """The letter's mail once more, unsaved: to the address that the recipient has now."""
    number = recipient.messages.filter(kind=INITIAL).count()
    message = _letter_mail(recipient.circular, recipient)
    message.dedupe_key = f"{message.dedupe_key}:{number + 1}"
    return message


def _letter_mail(circular: Circular, recipient: Recipient) -> Message:
    recipient.circular = circular
    context = context_of(circular, recipient, url=links.url_of(recipient))
    return outbox.draft(
        lane=Message.Lane.BULK,
        kind=INITIAL,
        key=f"circular:{circular.pk}:v{circular.version}:{recipient.province_id}:initial",
        to=recipient.address,
        sender=sender_of(recipient),
        about=about(recipient),
        recipient=recipient,
        **composing.compose("circular", context),
    )


def sender_of(recipient: Recipient) -> str:
    return composing.sender_of(recipient.circular.edition.channel)


def context_of(circular: Circular, recipient: Recipient, *, url: str) -> dict:
    return {
        "circular": placeholders.filled_for(circular, recipient.province, link=url),
        "edition": circular.edition,
        "recipient": recipient,
        "url": url,
    }
