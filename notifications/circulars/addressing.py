"""Who gets a circular, at which mailbox, and what the mail to each of them says."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from contest_portal import clock
from contest_portal.accounts.models import User
from contest_portal.refusals import Words
from contest_portal.registry.models import Contact, Province
from contest_portal.thai.bangkok import in_bangkok
from notifications.letters import attaching, links, placeholders
from notifications.mailing import composing, outbox
from notifications.models import Circular, Message, Recipient

from . import audience, lao_copies

INITIAL = attaching.LETTER


@dataclass(frozen=True)
class Problem:
    """Why a province cannot be written to."""

    province: Province
    address: str
    words: Words


@dataclass(frozen=True)
class Row:
    """A province that a circular is for, and how many copies go to its LAOs."""

    province: Province
    address: str
    problem: Words | None
    laos: int


def rows(circular: Circular) -> list[Row]:
    """Every province it is for, in Thai order, as it would be written to now."""
    contacts = {contact.province_id: contact for contact in audience.main_contacts(circular)}
    uses = Counter(contact.address.lower() for contact in contacts.values())
    laos = Counter(audience.lao_contacts(circular).values_list("lao__province", flat=True))
    found = []
    for province in audience.provinces_of(circular):
        contact = contacts.get(province.pk)
        problem = _what_is_wrong(contact) or _shared(contact, uses)
        address = contact.address if contact else ""
        found.append(Row(province, address, problem, laos[province.pk]))
    return found


def problems(circular: Circular) -> list[Problem]:
    """Provinces it is for that have no usable main mailbox of their own, in Thai order."""
    return [
        Problem(row.province, row.address, row.problem) for row in rows(circular) if row.problem
    ]


def _shared(contact: Contact | None, uses: Counter) -> Words | None:
    if contact and uses[contact.address.lower()] > 1:
        return _("Another province has the same address.")
    return None


def sent_today(circular: Circular, *, at: datetime) -> Circular | None:
    """Another circular with the same words that went out on this day, by the contest's clock."""
    out = circular.edition.circulars.filter(status__in=Circular.OUT, body=circular.body)
    others = out.exclude(pk=circular.pk).exclude(released_at=None).defer("original", "body")
    today = in_bangkok(at).date()
    return next((each for each in others if _day(each.released_at) == today), None)


def _day(released_at: datetime | None) -> date | None:
    return in_bangkok(released_at).date() if released_at else None


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


def address(circular: Circular, *, by: User) -> int:
    """Rows for every office that has none yet, in the caller's transaction; returns how many."""
    known = set(circular.recipients.provinces().values_list("province", flat=True))
    contacts = audience.main_contacts(circular).exclude(province__in=known)
    copies = [recipient_at(circular, contact) for contact in contacts]
    Recipient.objects.bulk_create(copies)
    Message.objects.bulk_create([_letter_mail(circular, copy) for copy in copies])
    return len(copies) + lao_copies.add(circular, by=by)


def about(recipient: Recipient) -> str:
    """How the outbox knows the mails about one province's copy of a circular."""
    return f"recipient:{recipient.pk}"


def recipient_at(circular: Circular, contact: Contact) -> Recipient:
    """The copy, unsaved, for a province's mailbox."""
    return Recipient(
        circular=circular,
        province=contact.province,
        contact=contact,
        address=contact.address,
        link_not_after=clock.machine_now() + links.LIFE,
    )


def letter_again(recipient: Recipient) -> Message:
    """The letter's mail once more, unsaved: to the address that the recipient has now."""
    number = recipient.messages.filter(kind=INITIAL).count()
    message = _letter_mail(recipient.circular, recipient)
    message.dedupe_key = f"{message.dedupe_key}:{number + 1}"
    return message


def _letter_mail(circular: Circular, recipient: Recipient) -> Message:
    key = f"circular:{circular.pk}:v{circular.version}:{recipient.province_id}:initial"
    return mail_about(circular, recipient, kind=INITIAL, key=key)


def mail_about(
    circular: Circular, recipient: Recipient, *, kind: str, key: str, to: str = "", **further: Any
) -> Message:
    """A mail about one office's copy, unsaved, by the templates that its kind names.

    It goes to the copy's own address unless `to` says otherwise; `further` is what only this kind
    of mail tells.
    """
    recipient.circular = circular
    context = context_of(circular, recipient, url=links.url_of(recipient))
    return outbox.draft(
        lane=Message.Lane.BULK,
        kind=kind,
        key=key,
        to=to or recipient.address,
        sender=sender_of(recipient),
        about=about(recipient),
        recipient=recipient,
        **composing.compose(kind, {**context, **further}),
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
