"""The signatory of an organisation approves an entry before it is sent, or sends it back.

A yes is to exactly what the signatory read: whoever changes a word afterwards asks again.
"""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from submissions.models import Approval, Entry
from submissions.recording import record

from . import approvals, workflow

# Sent last, inside the transaction, with approval.
approval_asked = Signal()
approval_answered = Signal()


@transaction.atomic
def ask(entry: Entry, *, by: User, at: datetime) -> Approval:
    """Ask the signatories. While a request waits, asking again changes nothing."""
    entry = workflow.locked(entry)
    workflow.refuse_unless_allowed(entry, "ask_approval", by=by, at=at)
    if present := approvals.waiting(entry):
        return present
    approval = Approval.objects.create(entry=entry, asked_by=by, asked_at=at)
    record(audit.Action.APPROVAL_ASKED, entry, by=by)
    approval_asked.send(sender=Approval, approval=approval)
    return approval


@transaction.atomic
def approve(entry: Entry, *, by: User, at: datetime, digest: str) -> Approval:
    """Say yes to the content with this digest, the one on the page that was read."""
    entry = workflow.locked(entry)
    workflow.refuse_unless_allowed(entry, "approve", by=by, at=at)
    if digest != approvals.digest(entry):
        raise NotAllowed(
            _("The entry was changed after you opened the page, so nothing was approved."),
            next_step=_("Open the page again, read it, then approve it."),
        )
    if present := approvals.given(entry):
        return present
    approval = approvals.waiting(entry) or Approval(entry=entry, asked_by=by, asked_at=at)
    approval.approved_by, approval.approved_at, approval.content_digest = by, at, digest
    approval.save()
    record(audit.Action.APPROVAL_GIVEN, entry, by=by)
    approval_answered.send(sender=Approval, approval=approval)
    return approval


@transaction.atomic
def send_back(entry: Entry, *, by: User, at: datetime, note: str) -> Approval:
    """Not yet: the note says what to change before it is asked again."""
    entry = workflow.locked(entry)
    workflow.refuse_unless_allowed(entry, "decline", by=by, at=at)
    if not note.strip():
        raise NotAllowed(_("Write what has to be changed before you approve it."))
    approval = approvals.waiting(entry) or Approval(entry=entry, asked_by=by, asked_at=at)
    approval.returned_by, approval.returned_at, approval.note = by, at, note.strip()
    approval.save()
    record(audit.Action.APPROVAL_RETURNED, entry, by=by, facts={"note": approval.note})
    approval_answered.send(sender=Approval, approval=approval)
    return approval
