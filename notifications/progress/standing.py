"""How one province stands with its letter, in the closed vocabulary of the status chips."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_portal import clock
from contest_portal.refusals import Words
from contest_portal.registry.models import Province
from contest_portal.thai.shown import thai_datetime, thai_time
from notifications.carrying import reasons
from notifications.letters import attaching
from notifications.models import Acknowledgement, Circular, Message, Recipient

from .lateness import Owed, Rung

State = Message.State


@dataclass(frozen=True)
class Standing:
    """`rank` 0 is the most urgent; `kind` is the chip's."""

    rank: int
    kind: str
    words: Words
    icon: str = ""

    @property
    def needs_attention(self) -> bool:
        return self.kind in ("stop", "warn")


TO_CALL = Standing(0, "stop", _("To be called"), "telephone")
BOUNCED = Standing(1, "stop", _("Bounced"))
TO_FOLLOW_UP = Standing(2, "warn", _("To follow up"))
ASKED_TO_WAIT = Standing(3, "warn", _("The receiver asked to wait"))
BEING_SENT = Standing(4, "info", _("Being sent"), "send")
AWAITED = Standing(5, "info", _("Sent, waiting for the answer"), "hourglass-split")
NOT_SENT = Standing(6, "idle", _("Not sent yet"))
STOPPED = Standing(7, "idle", _("Cancelled"), "dash-circle")
TO_BE_CHECKED = Standing(2, "warn", _("Answered very fast, to be checked"), "search")
REOPENED = Standing(2, "warn", _("Correction not acknowledged"))
PASSING_ON = Standing(8, "info", _("Passing it on"), "arrow-right")
ON_PLAN = Standing(9, "done", _("As planned"))
NOT_LISTED = Standing(10, "idle", _("Not on the mailing list"), "dash-circle")


class Group(models.TextChoices):
    """The states of a mail as an officer counts them."""

    WAITING = "waiting", _("Waiting or being sent")
    DEFERRED = "deferred", _("The receiver asked to wait")
    ACCEPTED = "accepted", _("Accepted by the mail relay")
    BOUNCED = "bounced", _("Bounced")
    FAILED = "failed", _("Could not be sent")
    CANCELLED = "cancelled", _("Cancelled")


GROUP_OF_STATE = {
    State.QUEUED: Group.WAITING,
    State.CLAIMED: Group.WAITING,
    State.SENDING: Group.WAITING,
    State.DEFERRED: Group.DEFERRED,
    State.SENT: Group.ACCEPTED,
    State.BOUNCED: Group.BOUNCED,
    State.FAILED: Group.FAILED,
    State.EXPIRED: Group.FAILED,
    State.CANCELLED: Group.CANCELLED,
}
NOT_ARRIVED = [
    state for state, group in GROUP_OF_STATE.items() if group in (Group.BOUNCED, Group.FAILED)
]
STANDING_OF_GROUP = {
    Group.WAITING: BEING_SENT,
    Group.DEFERRED: ASKED_TO_WAIT,
    Group.ACCEPTED: AWAITED,
    Group.BOUNCED: BOUNCED,
    Group.FAILED: TO_CALL,
    Group.CANCELLED: STOPPED,
}


def last_mail(copy: Recipient | None) -> Message | None:
    """The last one to the province's main mailbox; the second mailbox says nothing about it."""
    return next(_mails(copy), None)


def letter_mail(copy: Recipient | None) -> Message | None:
    """The mail with the letter itself, whatever reminders followed."""
    return next((mail for mail in _mails(copy) if mail.kind in attaching.COPIES), None)


def _mails(copy: Recipient | None) -> Iterator[Message]:
    """To the address that the copy has now, the newest first."""
    mails = list(copy.messages.all()) if copy else []
    return (mail for mail in reversed(mails) if mail.address == copy.address)


def did_not_arrive(copy: Recipient) -> bool:
    """Whether the letter itself needs another address before anything else helps."""
    return mail_group(letter_mail(copy)) in (Group.BOUNCED, Group.FAILED)


def answer_of(copy: Recipient | None) -> Acknowledgement | None:
    return getattr(copy, "acknowledgement", None)


def mail_group(mail: Message | None) -> Group:
    return GROUP_OF_STATE[mail.state] if mail else Group.WAITING


def of(
    province: Province, copy: Recipient | None, owed: Owed | None, *, doubts: bool = True
) -> Standing:
    """`owed` is what the province owes by the plan; None where that is nothing.

    Without `doubts` it is as the province is told: whether a person answered is our question.
    """
    if not province.has_governor:
        return NOT_LISTED
    if copy is None:
        return NOT_SENT
    answer = answer_of(copy)
    if answer is None:
        return _unanswered(copy, owed)
    if answer.answer == Acknowledgement.Answer.NOT_OURS:
        return TO_FOLLOW_UP
    if answer.corrections_seen < copy.circular.times_corrected:
        return REOPENED
    if doubts and answer.awaits_check:
        return TO_BE_CHECKED
    if owed is None:
        return ON_PLAN
    return TO_FOLLOW_UP if owed.late else PASSING_ON


def _unanswered(copy: Recipient, owed: Owed | None) -> Standing:
    """Who is late is followed up or called, unless the letter itself has not got through."""
    if copy.circular.status == Circular.Status.CANCELLED:
        return STOPPED
    mail = STANDING_OF_GROUP[mail_group(last_mail(copy))]
    if mail in (TO_CALL, BOUNCED, STOPPED) or owed is None:
        return mail
    if owed.rung >= Rung.CALL:
        return TO_CALL
    return TO_FOLLOW_UP if owed.late else mail


def mail_words(mail: Message | None) -> Words:
    """What became of the mail. A relay's 250 is never called delivered or read."""
    if mail is None:
        return _("Not sent yet")
    facts = {"code": mail.smtp_code or "", "text": mail.smtp_text}
    if mail.state == State.SENT:
        return _("Accepted by the mail relay, %(at)s") % {"at": thai_datetime(mail.sent_at)}
    if mail.state == State.DEFERRED:
        again = thai_time(clock.contest_time(mail.due_at))
        return _("The receiver asked to wait (%(code)s), next try %(at)s") % {**facts, "at": again}
    if mail.state == State.BOUNCED:
        why = reasons.meaning(mail.smtp_text)
        return _("The mail came back. %(why)s (%(text)s)") % {**facts, "why": why}
    if mail.state == State.FAILED:
        why = reasons.meaning(mail.smtp_text)
        if reasons.is_our_own(mail.smtp_text):
            return _("Could not be sent. %(why)s") % {"why": why}
        if why:
            return _("Could not be sent. %(why)s (%(code)s %(text)s)") % {**facts, "why": why}
        return _("Could not be sent: %(code)s %(text)s") % facts
    return mail.get_state_display()
