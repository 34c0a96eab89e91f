"""Carrying one claimed message to the relay, and what each answer means for it."""

import logging
import os
import secrets
import socket
from datetime import datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.db import transaction

from contest_portal import clock
from notifications.letters import attaching
from notifications.models import Attempt, Message

from . import allowing, breaker, claiming, hanging_up, returning
from .relay import Relay, RelayForbidden, Reply, Stage

log = logging.getLogger(__name__)

State = Message.State

BACK_OFF_MINUTES = (5, 10, 20, 40, 60, 120)
JITTER_PERCENT = 20
RELAY_PAUSE = timedelta(seconds=30)


class Verdict(StrEnum):
    """How one try ended."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"
    RELAY_TROUBLE = "relay trouble"
    HUNG_UP = "hung up"
    UNSENDABLE = "unsendable"
    UNWANTED = "unwanted"
    NOT_ALLOWED = "not allowed"


def carry(message: Message, relay: Relay) -> Verdict:
    """One try: write the mail, commit the intent, hand it over, commit the result."""
    if not allowing.may_write_to(message.address):
        claiming.settle(message, State.CANCELLED, smtp_text="PORTAL_MAIL_ONLY_TO does not name it")
        return Verdict.NOT_ALLOWED
    try:
        content = written(message)
    except Exception as error:
        log.exception("Message %s cannot be written as a mail", message.pk)
        claiming.settle(message, State.FAILED, smtp_text=_short(error))
        return Verdict.UNSENDABLE
    try:
        relay.open()
    except (OSError, RelayForbidden) as error:
        return _relay_trouble(message, error)
    attempt = _intend(message)
    if attempt is None:
        claiming.give_up(message)
        return Verdict.UNWANTED
    return _hand_over(message, attempt, content, relay)


def written(message: Message) -> bytes:
    """The mail as it goes over the wire; the same Message-ID and Date at every try."""
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        message.sender,
        [message.address],
        headers={
            "Message-ID": message.message_id,
            "Date": format_datetime(message.queued_at),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, NRN, AutoReply, RN",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return attaching.written(mail, message)


def _intend(message: Message) -> Attempt | None:
    """The intent and the open attempt, committed together before the relay hears of it."""
    at = clock.machine_now()
    with transaction.atomic():
        if not claiming.intend(message, at=at):
            return None
        return Attempt.objects.create(
            message=message, at=clock.contest_time(at), started_at=at, worker=_worker()
        )


def _hand_over(message: Message, attempt: Attempt, content: bytes, relay: Relay) -> Verdict:
    try:
        reply = relay.hand_over(
            sender=returning.address_of(message),
            address=sanitize_address(message.address, "utf-8"),
            content=content,
        )
    except OSError as error:
        return _hung_up(message, attempt, error)
    verdict = verdict_of(reply)
    if verdict != Verdict.RELAY_TROUBLE:
        breaker.note_answer()
    _conclude(message, attempt, verdict, reply)
    return verdict


def verdict_of(reply: Reply) -> Verdict:
    if reply.is_yes:
        return Verdict.ACCEPTED
    if reply.means_later:
        return Verdict.LATER
    # A relay that refuses our own sender refuses every mail: not this recipient's fault.
    return Verdict.RELAY_TROUBLE if reply.stage == Stage.SENDER else Verdict.REFUSED


def _conclude(message: Message, attempt: Attempt, verdict: Verdict, reply: Reply) -> None:
    at = clock.machine_now()
    facts = {"smtp_code": reply.code, "smtp_text": reply.text[:500]}
    with transaction.atomic():
        _finish(attempt, at, code=reply.code, text=facts["smtp_text"])
        if verdict == Verdict.ACCEPTED:
            claiming.settle(message, State.SENT, sent_at=clock.contest_time(at), **facts)
        elif verdict == Verdict.LATER:
            due_at = at + back_off(message.attempts)
            claiming.settle(message, State.DEFERRED, due_at=due_at, hang_ups=0, **facts)
        elif verdict == Verdict.REFUSED:
            claiming.settle(message, State.FAILED, **facts)
        else:
            _put_back(message, at, reply.text)


def _relay_trouble(message: Message, error: Exception) -> Verdict:
    """Nobody's mail fails because our relay does: back into the queue, the attempt not counted."""
    log.warning("The mail relay failed: %s", error)
    _put_back(message, clock.machine_now(), str(error))
    return Verdict.RELAY_TROUBLE


def _hung_up(message: Message, attempt: Attempt, error: OSError) -> Verdict:
    log.warning("The mail relay hung up at message %s: %s", message.pk, error)
    at = clock.machine_now()
    with transaction.atomic():
        _finish(attempt, at, text=_short(error))
        if hanging_up.is_its_own(message, attempt):
            _hold_against(message, at, str(error))
        else:
            _put_back(message, at, str(error))
    return Verdict.HUNG_UP


def _hold_against(message: Message, at: datetime, text: str) -> None:
    """Tried again later and later; the last time it is the mail that fails, not the relay."""
    hang_ups = message.hang_ups + 1
    if hanging_up.is_enough(hang_ups):
        claiming.settle(message, State.FAILED, hang_ups=hang_ups, smtp_text=hanging_up.REASON)
        return
    due_at = at + back_off(hang_ups)
    facts = {"due_at": due_at, "hang_ups": hang_ups, "smtp_text": text[:500]}
    claiming.settle(message, State.QUEUED, **facts)


def _put_back(message: Message, at: datetime, text: str) -> None:
    breaker.note_trouble(text, at=at)
    claiming.settle(
        message,
        State.QUEUED,
        due_at=at + RELAY_PAUSE,
        attempts=message.attempts - 1,
        smtp_text=text[:500],
    )


def _finish(attempt: Attempt, at: datetime, *, code: int | None = None, text: str = "") -> None:
    attempt.finished_at, attempt.code, attempt.text = at, code, text
    attempt.save(update_fields=["finished_at", "code", "text"])


def back_off(attempts: int) -> timedelta:
    """5, 10, 20, 40, 60, then every 120 minutes, give or take a fifth."""
    minutes = BACK_OFF_MINUTES[min(attempts, len(BACK_OFF_MINUTES)) - 1]
    percent = 100 - JITTER_PERCENT + secrets.randbelow(2 * JITTER_PERCENT + 1)
    return timedelta(minutes=minutes) * percent / 100


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[:100]


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
