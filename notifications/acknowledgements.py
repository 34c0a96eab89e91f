"""A province says that it has the letter. Opening the page says nothing of the kind."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Role
from contest_portal.audit import Actor
from contest_portal.refusals import NotAllowed

from . import addressing, outbox
from .models import Acknowledgement, Circular, Recipient

Answer = Acknowledgement.Answer
Evidence = Acknowledgement.Evidence


@dataclass(frozen=True)
class Reply:
    """What a person wrote on the page."""

    answer: str
    name: str
    position: str
    own_number: str = ""


@transaction.atomic
def acknowledge(
    recipient: Recipient, reply: Reply, *, by: User | AnonymousUser, at: datetime
) -> Acknowledgement:
    """Keep what was said, and stop reminding. Saying it again returns the first record.

    Only "received" becomes "forwarded" later. The first receiver and time stay; the audit has both.
    """
    recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
    said = Acknowledgement.objects.filter(recipient=recipient).first()
    if said:
        return _said_again(said, reply, by=by)
    circular = recipient.circular
    if circular.status == Circular.Status.CANCELLED:
        raise NotAllowed(
            _("This circular was cancelled."), next_step=_("You do not need to do anything.")
        )
    said = Acknowledgement.objects.create(
        recipient=recipient,
        evidence=evidence_of(by, recipient),
        content_digest=circular.content_digest,
        version=circular.version,
        at=at,
        **vars(reply),
    )
    outbox.cancel(about=addressing.about(recipient))
    _record(said, reply, by=by)
    return said


def _said_again(
    said: Acknowledgement, reply: Reply, *, by: User | AnonymousUser
) -> Acknowledgement:
    if (said.answer, reply.answer) != (Answer.RECEIVED, Answer.FORWARDED):
        return said
    said.answer = reply.answer
    said.save(update_fields=["answer"])
    _record(said, reply, by=by)
    return said


def is_awaited(recipient: Recipient) -> bool:
    """Whether the province still owes an answer to a letter in force."""
    unanswered = getattr(recipient, "acknowledgement", None) is None
    return unanswered and recipient.circular.status != Circular.Status.CANCELLED


def evidence_of(by: User | AnonymousUser, recipient: Recipient) -> Evidence:
    """A provincial officer who is signed in is known; anybody else only holds the link."""
    if by.is_authenticated and _works_for(by, recipient):
        return Evidence.ACCOUNT
    return Evidence.LINK


def _works_for(user: User, recipient: Recipient) -> bool:
    offices = user.appointments.current().filter(role=Role.PROVINCE_OFFICER)
    return offices.filter(province=recipient.province_id).exists()


def note_opening(recipient: Recipient, *, at: datetime) -> None:
    """For our own troubleshooting. It is never shown as proof of anything."""
    Recipient.objects.filter(pk=recipient.pk, first_opened_at=None).update(first_opened_at=at)


def _record(said: Acknowledgement, reply: Reply, *, by: User | AnonymousUser) -> None:
    recipient = said.recipient
    evidence = evidence_of(by, recipient)
    person = Actor(id="", label=f"{reply.name} ({reply.position})", role="link")
    audit.record(
        audit.Action.CIRCULAR_ACKNOWLEDGED,
        recipient,
        by=by if evidence == Evidence.ACCOUNT else person,
        edition=recipient.circular.edition.slug,
        province=recipient.province_id,
        facts={**vars(reply), "evidence": evidence},
        after=said.content_digest,
    )
