"""Whether the organisation's signatory has said yes to what an entry says now."""

from contest_portal.accounts.models import Membership
from submissions.models import Approval, Entry

from . import receipts, sendable


def are_asked_for(entry: Entry) -> bool:
    """The edition decides: in most, whoever writes an entry also sends it."""
    return entry.edition.needs_approval


def digest(entry: Entry) -> str:
    """Of what would be sent now: what a signatory reads and says yes to."""
    return receipts.content_digest(entry, sendable.parts(entry))


def given(entry: Entry) -> Approval | None:
    """The yes to exactly what the entry says now; any later change is not what was read."""
    return entry.approvals.of_content(digest(entry)).select_related("approved_by").last()


def waiting(entry: Entry) -> Approval | None:
    return entry.approvals.waiting().select_related("asked_by").last()


def last(entry: Entry) -> Approval | None:
    people = ("asked_by", "approved_by", "returned_by")
    return entry.approvals.select_related(*people).last()


def signatories(entry: Entry):
    """Members who may say yes, in the order in which they were confirmed."""
    return Membership.objects.signatories_of(entry.lao).select_related("user")
