"""The copies that LAOs get: the letter in short, the LAO's own link, and its claim code.

Thousands of mails differ in three words, so the mail is written once, with marks in their place.
"""

from collections.abc import Iterator

from contest_portal import clock
from contest_portal.accounts import claim_codes
from contest_portal.accounts.models import User

from . import attaching, audience, composing, links, outbox, placeholders
from .models import Circular, Message, Recipient

KIND = attaching.LAO_COPY


def mails(circular: Circular, copies: list[Recipient], *, by: User) -> Iterator[Message]:
    """One mail, unsaved, for each copy; codes that are missing are made."""
    if not copies:
        return
    laos = [copy.lao for copy in copies]
    slug = circular.edition.slug
    codes = claim_codes.print_for(laos, edition_slug=slug, by=by, at=clock.machine_now())
    pattern = _pattern(circular)
    sender = composing.sender_of(circular.edition.channel)
    for copy in copies:
        copy.circular = circular
        values = {
            "name": copy.lao.name_th, "url": links.url_of(copy), "code": codes[copy.lao_id],
        }  # fmt: skip
        yield outbox.draft(
            lane=Message.Lane.BULK,
            kind=KIND,
            key=f"circular:{circular.pk}:v{circular.version}:{copy.lao_id}:lao",
            to=copy.address,
            sender=sender,
            about=f"recipient:{copy.pk}",
            recipient=copy,
            **pattern.fill(values),
        )


def sample(circular: Circular, province: str = "") -> dict | None:
    """The mail as the first LAO (of one province) will get it, without its own link and code."""
    contacts = audience.lao_contacts(circular)
    if province:
        contacts = contacts.filter(lao__province=province)
    contact = contacts.first()
    if contact is None:
        return None
    values = {"name": contact.lao.name_th, "url": "…", "code": "XXXXX-XXXXX"}
    return {"province": contact.lao, "address": contact.address, **_pattern(circular).fill(values)}


def _pattern(circular: Circular) -> composing.Pattern:
    filled = placeholders.filled_for_everybody(circular)
    context = {"circular": filled, "edition": circular.edition}
    return composing.Pattern(KIND, context, ("name", "url", "code"))
