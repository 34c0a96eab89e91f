"""A province says that it has the letter. Opening the page says nothing of the kind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Role
from contest_portal.audit import Actor
from contest_portal.audit.models import AuditEvent
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import Province
from notifications.circulars import addressing
from notifications.mailing import outbox
from notifications.models import Acknowledgement, Circular, Recipient

from . import suspicion

Answer = Acknowledgement.Answer
Evidence = Acknowledgement.Evidence

AuditedBy = User | AnonymousUser | Actor


@dataclass(frozen=True)
class Reply:
    """What a person wrote on the page."""

    answer: str
    name: str
    position: str
    own_number: str = ""
    passed_to: str = ""


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
    evidence = evidence_of(by, recipient)
    said = _keep(recipient, reply, evidence=evidence, at=at)
    _record(said, reply, by=_person(reply, by, evidence), facts={"evidence": evidence})
    return said


@transaction.atomic
def enter(
    recipient: Recipient, reply: Reply, *, reason: str, by: User, at: datetime
) -> Acknowledgement:
    """What a province told an officer otherwise, by telephone or on paper; `reason` says how.

    The same words entered twice are one record. What the province said itself is never replaced,
    unless it said that the letter is not for it.
    """
    recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
    said = Acknowledgement.objects.filter(recipient=recipient).first()
    if said and _is_same(said, reply, reason):
        return said
    refuse_entering(recipient)
    forget_not_ours(recipient)
    said = _keep(recipient, reply, evidence=Evidence.OFFICER, at=at, reason=reason)
    facts = {"evidence": Evidence.OFFICER, "reason": reason}
    _record(said, reply, by=by, facts=facts)
    return said


def refuse_entering(recipient: Recipient) -> None:
    """Raise NotAllowed when the province has answered, or owes no answer any more."""
    if getattr(recipient, "acknowledgement", None) and not was_not_theirs(recipient):
        raise NotAllowed(
            _("The province has already answered this letter."),
            next_step=_("Read the answer on the province's page."),
        )
    _refuse_cancelled(recipient.circular)


def was_not_theirs(recipient: Recipient) -> bool:
    """Whether the mailbox answered that the letter is not for it: the province has none yet."""
    said = getattr(recipient, "acknowledgement", None)
    return said is not None and said.answer == Answer.NOT_OURS


def forget_not_ours(recipient: Recipient) -> None:
    """Nobody has answered then; who said what stays in the audit."""
    if was_not_theirs(recipient):
        recipient.acknowledgement.delete()
        recipient.refresh_from_db()


def may_be_entered(recipient: Recipient) -> bool:
    """Whether an officer may enter an answer, or send the letter to another address."""
    if recipient.circular.status == Circular.Status.CANCELLED:
        return False
    return is_awaited(recipient) or was_not_theirs(recipient)


def _refuse_cancelled(circular: Circular) -> None:
    if circular.status == Circular.Status.CANCELLED:
        raise NotAllowed(
            _("This circular was cancelled."), next_step=_("You do not need to do anything.")
        )


def _keep(
    recipient: Recipient, reply: Reply, *, evidence: Evidence, at: datetime, reason: str = ""
) -> Acknowledgement:
    """The first record, bound to the content as it was; mails about the letter stop."""
    circular = recipient.circular
    _refuse_cancelled(circular)
    said = Acknowledgement.objects.create(
        recipient=recipient,
        evidence=evidence,
        reason=reason,
        content_digest=circular.content_digest,
        version=circular.version,
        corrections_seen=circular.times_corrected,
        too_fast=suspicion.is_too_fast(recipient, evidence, at=at),
        at=at,
        **vars(reply),
    )
    outbox.cancel(about=addressing.about(recipient))
    return said


def _is_same(said: Acknowledgement, reply: Reply, reason: str) -> bool:
    kept = {name: getattr(said, name) for name in vars(reply)}
    return (kept, said.reason) == (vars(reply), reason)


def _said_again(
    said: Acknowledgement, reply: Reply, *, by: User | AnonymousUser
) -> Acknowledgement:
    if is_reopened(said):
        return _saw_the_corrections(said, reply, by=by)
    if (said.answer, reply.answer) != (Answer.RECEIVED, Answer.FORWARDED):
        return said
    said.answer, said.passed_to = reply.answer, reply.passed_to
    said.save(update_fields=["answer", "passed_to"])
    evidence = evidence_of(by, said.recipient)
    _record(said, reply, by=_person(reply, by, evidence), facts={"evidence": evidence})
    return said


def is_reopened(said: Acknowledgement) -> bool:
    """Whether the circular was corrected after it was acknowledged."""
    return said.corrections_seen < said.recipient.circular.times_corrected


def reopened(edition: Edition, provinces: Collection[Province]) -> QuerySet[Recipient]:
    """The copies of these provinces whose correction nobody has acknowledged yet."""
    copies = Recipient.objects.provinces().filter(
        circular__edition=edition, circular__status__in=Circular.OUT, province__in=provinces,
        acknowledgement__corrections_seen__lt=F("circular__times_corrected"),
    )  # fmt: skip
    theirs = copies.exclude(acknowledgement__answer=Answer.NOT_OURS)
    return theirs.select_related("circular", "province")


def _saw_the_corrections(
    said: Acknowledgement, reply: Reply, *, by: User | AnonymousUser
) -> Acknowledgement:
    """The first receiver and time stay; who acknowledged the correction is in the audit."""
    recipient = said.recipient
    said.corrections_seen = recipient.circular.times_corrected
    said.save(update_fields=["corrections_seen"])
    outbox.cancel(about=addressing.about(recipient))
    evidence = evidence_of(by, recipient)
    audit.record(
        audit.Action.CORRECTION_SEEN, recipient, by=_person(reply, by, evidence),
        edition=recipient.circular.edition.slug, province=recipient.province_id,
        facts={**vars(reply), "evidence": evidence, "corrections": said.corrections_seen},
    )  # fmt: skip
    return said


def correction_seen(recipient: Recipient) -> AuditEvent | None:
    """Who acknowledged the last correction, and when; None while nobody has."""
    if not recipient.circular.times_corrected:
        return None
    return audit.about(recipient).filter(action=audit.Action.CORRECTION_SEEN).last()


def is_awaited(recipient: Recipient) -> bool:
    """Whether the province still owes an answer to a letter in force."""
    unanswered = getattr(recipient, "acknowledgement", None) is None
    return unanswered and recipient.circular.status != Circular.Status.CANCELLED


def evidence_of(by: User | AnonymousUser, recipient: Recipient) -> Evidence:
    """Who is signed in and works there is known; anybody else only holds the link."""
    if by.is_authenticated and _works_for(by, recipient):
        return Evidence.ACCOUNT
    return Evidence.LINK


def _works_for(user: User, recipient: Recipient) -> bool:
    if recipient.lao_id:
        return user.memberships.verified().filter(lao=recipient.lao_id).exists()
    offices = user.appointments.current().filter(role=Role.PROVINCE_OFFICER)
    return offices.filter(province=recipient.province_id).exists()


def holder(recipient: Recipient, by: User | AnonymousUser) -> AuditedBy:
    """Who does something behind the link later on: the account, or whoever answered there."""
    if evidence_of(by, recipient) == Evidence.ACCOUNT:
        return by
    said = recipient.acknowledgement
    return Actor(id="", label=f"{said.name} ({said.position})", role="link")


def note_opening(recipient: Recipient, *, at: datetime) -> None:
    """For our own troubleshooting. It is never shown as proof of anything."""
    Recipient.objects.filter(pk=recipient.pk, first_opened_at=None).update(first_opened_at=at)


def _person(reply: Reply, by: User | AnonymousUser, evidence: Evidence) -> AuditedBy:
    """Who answered: the account, or the name that was typed on the link."""
    if evidence == Evidence.ACCOUNT:
        return by
    return Actor(id="", label=f"{reply.name} ({reply.position})", role="link")


def _record(said: Acknowledgement, reply: Reply, *, by: AuditedBy, facts: dict[str, str]) -> None:
    recipient = said.recipient
    audit.record(
        audit.Action.CIRCULAR_ACKNOWLEDGED,
        recipient,
        by=by,
        edition=recipient.circular.edition.slug,
        province=recipient.province_id,
        facts={**vars(reply), **facts},
        after=said.content_digest,
    )
