"""The copies that LAOs get: the letter in short, the LAO's own link, and its claim code.

Thousands of mails differ in three words, so the mail is written once, with marks in their place.
"""

from uuid import UUID

from django.db import connection
from django.db.models import Model

from contest_portal import clock
from contest_portal.accounts import claim_codes
from contest_portal.accounts.models import User
from contest_portal.registry.models import LAO
from notifications.letters import attaching, links, placeholders
from notifications.mailing import composing, outbox
from notifications.models import Circular, Message, Recipient

from . import audience
from .audience import Mailbox

KIND = attaching.LAO_COPY
A_BATCH = 500  # rows in one statement


def add(circular: Circular, *, by: User) -> int:
    """A copy with its mail for every LAO that has none yet; codes that are missing are made.

    In the caller's transaction; returns how many.
    """
    known = set(circular.recipients.laos().values_list("lao", flat=True))
    mailboxes = [each for each in audience.lao_mailboxes(circular) if each.pk not in known]
    if not mailboxes:
        return 0
    slug, at = circular.edition.slug, clock.machine_now()
    codes = claim_codes.print_for(mailboxes, edition_slug=slug, by=by, at=at)
    writer = _Writer(circular, codes)
    copies = [writer.copy(mailbox) for mailbox in mailboxes]
    Recipient.objects.bulk_create(copies, batch_size=A_BATCH)
    _count_again(Recipient)
    for begin in range(0, len(copies), A_BATCH):
        end = begin + A_BATCH
        some = zip(copies[begin:end], mailboxes[begin:end], strict=True)
        Message.objects.bulk_create([writer.mail(copy, mailbox) for copy, mailbox in some])
    return len(mailboxes)


def _count_again(model: type[Model]) -> None:
    """PostgreSQL looks up the copy of each mail by a plan that it keeps; one from a time with few
    copies reads all of them for every mail, until somebody counts."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def again(copy: Recipient, *, by: User) -> Message:
    """The mail of a copy once more, unsaved: to the address that it has now, with the same code."""
    slug, at = copy.circular.edition.slug, clock.machine_now()
    codes = claim_codes.print_for([copy.lao], edition_slug=slug, by=by, at=at)
    message = _Writer(copy.circular, codes).mail(copy, copy.lao)
    number = copy.messages.filter(kind=KIND).count()
    message.dedupe_key = f"{message.dedupe_key}:{number + 1}"
    return message


class _Writer:
    """Writes copies and their mails, unsaved, from what all of them share."""

    def __init__(self, circular: Circular, codes: dict[UUID, str]) -> None:
        self.circular = circular
        self.codes = codes
        self.pattern = _pattern(circular)
        self.sender = composing.sender_of(circular.edition.channel)
        self.link_not_after = clock.machine_now() + links.LIFE

    def copy(self, mailbox: Mailbox) -> Recipient:
        return Recipient(
            circular=self.circular,
            province_id=mailbox.province_id,
            lao_id=mailbox.pk,
            contact_id=mailbox.contact,
            address=mailbox.address,
            link_not_after=self.link_not_after,
        )

    def mail(self, copy: Recipient, lao: LAO | Mailbox) -> Message:
        values = {"name": lao.name_th, "url": links.url_of(copy), "code": self.codes[lao.pk]}
        return outbox.draft(
            lane=Message.Lane.BULK,
            kind=KIND,
            key=f"circular:{self.circular.pk}:v{self.circular.version}:{lao.pk}:lao",
            to=copy.address,
            sender=self.sender,
            about=f"recipient:{copy.pk}",
            recipient=copy,
            **self.pattern.fill(values),
        )


def sample(circular: Circular, province: str = "", lao: str = "") -> dict | None:
    """The mail as the LAO with that code, else the first (of one province), will get it, without
    its own link and code."""
    contacts = audience.lao_contacts(circular)
    if province:
        contacts = contacts.filter(lao__province=province)
    named = contacts.filter(lao__code=lao).first() if lao else None
    contact = named or contacts.first()
    if contact is None:
        return None
    values = {"name": contact.lao.name_th, "url": "…", "code": "XXXXX-XXXXX"}
    return {"province": contact.lao, "address": contact.address, **_pattern(circular).fill(values)}


def _pattern(circular: Circular) -> composing.Pattern:
    filled = placeholders.filled_for_everybody(circular)
    context = {"circular": filled, "edition": circular.edition}
    return composing.Pattern(KIND, context, ("name", "url", "code"))
