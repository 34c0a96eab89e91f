"""Putting something right after a circular went out: proposed by one officer, approved by another.

The approved letter stays byte for byte; the correction stands beside it, goes to everybody who got
the letter, and asks those who had acknowledged to acknowledge again.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed, Words
from notifications.mailing import waking
from notifications.models import Circular, Correction, Message, Recipient

from . import addressing, issuing

KIND = "circular_correction"
A_BATCH = 500


def waiting(circular: Circular) -> Correction | None:
    """The one that waits for a second person."""
    found = circular.corrections.filter(approved_at=None, dropped_at=None)
    return found.select_related("proposed_by").first()


def waiting_for(user: User, edition: Edition) -> QuerySet[Correction]:
    """Those of an edition that this officer may approve, because somebody else proposed them."""
    found = Correction.objects.filter(approved_at=None, dropped_at=None)
    found = found.filter(circular__edition=edition, circular__status__in=Circular.OUT)
    return found.exclude(proposed_by=user).select_related("circular")


def in_force(circular: Circular) -> list[Correction]:
    """What stands beside the letter, oldest first."""
    return list(circular.corrections.exclude(approved_at=None))


@transaction.atomic
def propose(circular: Circular, words: str, *, by: User, at: datetime) -> Correction:
    circular = issuing.locked(circular)
    if not circular.is_out:
        raise NotAllowed(
            _("Only a circular that went out is corrected in this way."),
            next_step=_("Change the circular itself while it has not been sent."),
        )
    if waiting(circular):
        raise NotAllowed(
            _("A correction already waits for approval."),
            next_step=_("Let it be approved or take it back first."),
        )
    correction = circular.corrections.create(words=words, proposed_by=by, proposed_at=at)
    _record(audit.Action.CORRECTION_PROPOSED, correction, by=by)
    return correction


@transaction.atomic
def drop(correction: Correction, *, by: User, at: datetime) -> None:
    correction = _waiting_one(correction)
    correction.dropped_at = at
    correction.save(update_fields=["dropped_at"])
    _record(audit.Action.CORRECTION_DROPPED, correction, by=by)


def why_not_approve(correction: Correction, *, by: User) -> Words | None:
    if correction.proposed_by_id == by.pk:
        return _("You proposed this correction, so another officer has to approve it.")
    return None


@transaction.atomic
def approve(correction: Correction, *, by: User, at: datetime) -> Correction:
    """It stands beside the letter from now on, and a mail about it is owed to every recipient."""
    correction = _waiting_one(correction)
    if reason := why_not_approve(correction, by=by):
        raise NotAllowed(reason, next_step=_("Ask a colleague to open this page."))
    correction.approved_by, correction.approved_at = by, at
    correction.save(update_fields=["approved_by", "approved_at"])
    circular = correction.circular
    circular.times_corrected += 1
    circular.save(update_fields=["times_corrected"])
    copies = circular.recipients.select_related("province", "lao")
    mails = [_draft(correction, copy) for copy in copies]
    Message.objects.bulk_create(mails, ignore_conflicts=True, batch_size=A_BATCH)
    _record(audit.Action.CORRECTION_APPROVED, correction, by=by, mails=len(mails))
    waking.wake()
    return correction


def _waiting_one(correction: Correction) -> Correction:
    """Under the circular's lock, as it is now. Raises NotAllowed when it waits no longer."""
    circular = issuing.locked(correction.circular)
    found = waiting(circular)
    if found is None or found.pk != correction.pk or not circular.is_out:
        raise NotAllowed(
            _("This correction no longer waits for approval."),
            next_step=_("Look at the circular again: somebody may have changed it meanwhile."),
        )
    found.circular = circular
    return found


def _draft(correction: Correction, copy: Recipient) -> Message:
    office = copy.lao.name_th if copy.lao else f"ผู้ว่าราชการจังหวัด{copy.province.name_th}"
    key = f"correction:{correction.pk}:{copy.pk}"
    return addressing.mail_about(
        correction.circular, copy, kind=KIND, key=key, correction=correction, office=office
    )


def _record(action: audit.Action, correction: Correction, *, by: User, **facts: int) -> None:
    circular = correction.circular
    audit.record(
        action, circular, by=by, edition=circular.edition.slug,
        facts={"words": correction.words, **facts}, after=circular.content_digest,
    )  # fmt: skip
