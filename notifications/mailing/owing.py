"""How a receiver owes mails: to one person, to one address, or the same to many."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from notifications.models import Message

from . import composing, outbox, waking

A_BATCH = 200  # rows in one statement


def owe_all(
    letter: str, occasion: str, people: Iterable[User], edition: Edition, context: dict
) -> None:
    """The same mail to many: written once, owed in a few statements, behind receipts and codes."""
    words = composing.compose(letter, {"edition": edition, **context})
    mails = [
        outbox.draft(
            lane=Message.Lane.BULK, kind=letter, key=f"{occasion}:{person.pk}", to=person.email,
            sender=composing.sender_of(edition.organiser), **words,
        )
        for person in people
    ]  # fmt: skip
    Message.objects.bulk_create(mails, batch_size=A_BATCH, ignore_conflicts=True)
    waking.wake()


def owe(letter: str, occasion: str, person: User, edition: Edition, context: dict) -> Message:
    """One mail to one person about one occasion; a second time changes nothing."""
    return owe_to(person.email, letter, f"{occasion}:{person.pk}", edition, context)


def owe_to(
    address: str, letter: str, key: str, edition: Edition, context: dict,
    lane: str = Message.Lane.NOTICE,
) -> Message:  # fmt: skip
    """One mail to an address, known as somebody's or not. `key` names the occasion."""
    return outbox.enqueue(
        lane=lane,
        kind=letter,
        key=key,
        to=address,
        sender=composing.sender_of(edition.organiser),
        **composing.compose(letter, {"edition": edition, **context}),
    )


def address_of(name: str, *args: object) -> str:
    return settings.PORTAL_ORIGIN + reverse(name, args=args)
