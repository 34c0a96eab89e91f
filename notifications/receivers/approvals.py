"""A signatory is asked; whoever asked hears the answer."""

from django.dispatch import receiver

from notifications.mailing.owing import address_of, owe
from submissions.models import Approval
from submissions.sending import approvals
from submissions.sending.approving import approval_answered, approval_asked


@receiver(approval_asked)
def tell_signatories(sender, approval: Approval, **rest):
    entry = approval.entry
    context = _about_approval(approval)
    for signatory in approvals.signatories(entry):
        occasion = f"approval_asked:{approval.pk}"
        owe("approval_asked", occasion, signatory.user, entry.edition, context)


@receiver(approval_answered)
def tell_who_asked(sender, approval: Approval, **rest):
    """A signatory who answers before anybody asked need not be told."""
    by = approval.approved_by or approval.returned_by
    if approval.asked_by != by:
        letter = "approval_given" if approval.approved_by else "approval_returned"
        context = _about_approval(approval)
        occasion = f"{letter}:{approval.pk}"
        owe(letter, occasion, approval.asked_by, approval.entry.edition, context)


def _about_approval(approval: Approval) -> dict:
    entry = approval.entry
    url = address_of("submissions:entry_approval", entry.edition.slug, entry.pk)
    return {"approval": approval, "entry": entry, "lao": entry.lao, "url": url}
