"""The statements that make sending safe: claim, intent, result, and what the sweeper mends.

Each is one UPDATE that names the state and the lease it expects, so that of two workers one
finds no row. Times are parameters, by the machine's clock.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from notifications.models import Acknowledgement, Circular, Message, Recipient
from notifications.models.outbox import LANE_RANK

from . import pacing

State = Message.State

LEASE = timedelta(seconds=90)
MOST_LEASES_LOST = 3
WORKER_DIED = "the worker died three times while sending this"
NO_LEASE = {"lease_token": None, "lease_until": None}


def due(*, at: datetime) -> QuerySet[Message]:
    """What may be sent now, by this portal only: a restored copy has another environment."""
    return Message.objects.filter(
        state__in=(State.QUEUED, State.DEFERRED),
        due_at__lte=at,
        expires_at__gt=at,
        environment=settings.PORTAL_ENVIRONMENT,
    )


def claim(*, at: datetime, only: uuid.UUID | None = None) -> Message | None:
    """Lease the next message, or just the one named. The attempt counts from here, so that a
    message which kills its worker does not come back for ever."""
    candidates = due(at=at).filter(pacing.may_go(at=at))
    if only is not None:
        candidates = candidates.filter(pk=only)
    # SKIP LOCKED where the database knows it; SQLite has one writer at a time anyway.
    following = candidates.order_by(LANE_RANK, "due_at").select_for_update(skip_locked=True)
    while True:
        with transaction.atomic():
            message = following.first()
            if message is None:
                return None
            if pacing.take(message, at=at) and _lease(message, at=at):
                return message
            transaction.set_rollback(True)  # another worker was quicker: the next one


def _lease(message: Message, *, at: datetime) -> bool:
    untouched = Message.objects.filter(pk=message.pk, state=message.state, lease_token=None)
    message.state = State.CLAIMED
    message.lease_token, message.lease_until = uuid.uuid4(), at + LEASE
    message.attempts += 1
    return bool(
        untouched.update(
            state=message.state,
            lease_token=message.lease_token,
            lease_until=message.lease_until,
            attempts=message.attempts,
        )
    )


def intend(message: Message, *, at: datetime) -> bool:
    """To be committed before a word is said to the relay. False: do not send.

    A mail of a circular goes only while its text is the one that a second person approved, and
    until the recipient has answered: asked here again, whoever made the row.
    """
    acknowledged = Acknowledgement.objects.filter(
        recipient=OuterRef("recipient"),
        corrections_seen__gte=F("recipient__circular__times_corrected"),
    )
    of_no_circular = Q(recipient=None)
    return bool(
        _held(message, State.CLAIMED)
        .filter(of_no_circular | Exists(_approved_copies()), ~Exists(acknowledged))
        .update(state=State.SENDING, lease_until=at + LEASE)
    )


def _approved_copies() -> QuerySet[Recipient]:
    """The message's recipient, if its circular is going out as a second person approved it."""
    return Recipient.objects.filter(
        Q(circular__approved_by__isnull=False),
        ~Q(circular__approved_by=F("circular__prepared_by")),
        pk=OuterRef("recipient"),
        circular__status__in=Circular.OUT,
        circular__approved_digest=F("circular__content_digest"),
    )


def give_up(message: Message) -> bool:
    """The intent was refused though the lease is ours: nobody wants the mail any more."""
    return bool(end(_held(message, State.CLAIMED), State.CANCELLED))


def settle(message: Message, state: State, **facts: object) -> bool:
    """The result. False when the lease was lost: then it is somebody else's to say."""
    held = _held(message, State.CLAIMED, State.SENDING)
    if state in Message.OPEN_STATES:
        return bool(held.update(state=state, leases_lost=0, **NO_LEASE, **facts))
    return bool(end(held, state, **facts))


def _held(message: Message, *states: State) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk, lease_token=message.lease_token, state__in=states)


def end(messages: QuerySet[Message], state: State, **facts: object) -> int:
    """Nothing more will happen to them. What a sign-in mail said is erased with it."""
    return messages.update(
        state=state, text=_erased_code("text"), html=_erased_code("html"), **NO_LEASE, **facts
    )


def _erased_code(field: str) -> Case:
    erased = When(lane=Message.Lane.CODE, then=Value(""))
    return Case(erased, default=F(field), output_field=models.TextField())


def requeue_lost(*, at: datetime) -> int:
    """Leases whose worker is gone: back into the queue, or failed after three in a row."""
    lost = _of_this_portal(state__in=(State.CLAIMED, State.SENDING), lease_until__lte=at)
    end(
        lost.filter(leases_lost__gte=MOST_LEASES_LOST - 1),
        State.FAILED,
        leases_lost=F("leases_lost") + 1,
        smtp_text=WORKER_DIED,
    )
    return lost.update(state=State.QUEUED, due_at=at, leases_lost=F("leases_lost") + 1, **NO_LEASE)


def expire(*, at: datetime) -> int:
    old = _of_this_portal(state__in=(State.QUEUED, State.DEFERRED), expires_at__lte=at)
    return end(old, State.EXPIRED)


def _of_this_portal(**conditions: object) -> QuerySet[Message]:
    return Message.objects.filter(Q(environment=settings.PORTAL_ENVIRONMENT), **conditions)
