"""The one outbox: every mail is a row first, committed together with the fact it tells of."""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from contest_portal import clock
from contest_portal.thai.folding import clean_text
from notifications.carrying import breaker, claiming, delivery
from notifications.carrying.relay import Relay
from notifications.models import Message, Recipient

from . import waking

DELIVERY_WINDOW = timedelta(hours=72)
CODE_LIFE = timedelta(minutes=10)
DRAIN_SECONDS = 20
HANG_UPS_A_DRAIN = 2  # in a row: one may be the mail's own fault, so another mail is tried


def enqueue(**mail: Any) -> Message:
    """Owe one mail, in the caller's transaction. Takes what `draft` takes.

    The same `key` again is a no-op that returns the first row.
    """
    message = draft(**mail)
    written = [field.attname for field in Message._meta.fields if not field.generated]
    facts = {name: getattr(message, name) for name in written}
    message, is_new = Message.objects.get_or_create(dedupe_key=message.dedupe_key, defaults=facts)
    if is_new:
        announce(message)
    return message


def draft(
    *,
    lane: str,
    kind: str,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    sender: str = "",
    about: str = "",
    recipient: Recipient | None = None,
) -> Message:
    """The row, unsaved, due at once: for writing many in one statement."""
    at = clock.machine_now()
    life = CODE_LIFE if lane == Message.Lane.CODE else DELIVERY_WINDOW
    return Message(
        id=uuid.uuid4(),
        lane=lane,
        kind=kind,
        dedupe_key=key,
        address=to,
        sender=sender or settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(clean_text(subject).split()),
        text=clean_text(text),
        html=clean_text(html),
        about=about,
        recipient=recipient,
        environment=settings.PORTAL_ENVIRONMENT,
        queued_at=at,
        due_at=at,
        expires_at=at + life,
    )


def announce(message: Message) -> None:
    """After commit: a code is sent by this very process, anything else by a worker."""
    if message.lane == Message.Lane.CODE:
        transaction.on_commit(lambda: send_now(message.pk), robust=True)
    else:
        waking.wake()


def send_now(pk: uuid.UUID) -> None:
    """One try for one message through the same claim, intent and result as everywhere."""
    with Relay() as relay:
        message = claiming.claim(at=clock.machine_now(), only=pk)
        if message:
            delivery.carry(message, relay)


def drain(
    *, seconds: float = DRAIN_SECONDS, is_enough: Callable[[], bool] = lambda: False
) -> Counter:
    """Send what is due over one connection, until nothing is due, time is up or the relay fails.

    `is_enough` is asked between two mails. A relay that failed several times in a row is left alone
    for a while.

    Returns how many messages came to which end. Any number of drains may run at once.
    """
    until = clock.machine_now() + timedelta(seconds=seconds)
    ends: Counter = Counter()
    hang_ups = 0
    if breaker.is_resting(at=clock.machine_now()):
        return ends
    with Relay() as relay:
        while (at := clock.machine_now()) < until and hang_ups < HANG_UPS_A_DRAIN:
            message = None if is_enough() else claiming.claim(at=at)
            if message is None:
                break
            end = delivery.carry(message, relay)
            ends[end] += 1
            hang_ups = hang_ups + 1 if end == delivery.Verdict.HUNG_UP else 0
            if end == delivery.Verdict.RELAY_TROUBLE:
                break
    return ends


def cancel(**which: Any) -> int:
    """Stop open mails, also those already claimed; returns how many.

    `which` is about=… or recipient__in=…: a condition on the message's own columns, so that the
    one UPDATE looks again at a row that a worker has just changed.
    """
    messages = Message.objects.filter(state__in=Message.OPEN_STATES, **which)
    return claiming.end(messages, Message.State.CANCELLED)


def due_count(*, at: datetime) -> int:
    return claiming.due(at=at).count()
