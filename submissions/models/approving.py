"""What an organisation's own signatory says before an entry is sent, where the edition asks it."""

import uuid

from django.db import models
from django.db.models import Q

from contest_portal.accounts.models import User
from submissions.querysets import ApprovalQuerySet


class Approval(models.Model):
    """A request for approval, and the signatory's answer: yes to exactly one content, or not yet.

    `content_digest` is of the answers and files that were approved: whatever is changed later is
    not what the signatory read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey("submissions.Entry", models.CASCADE, related_name="approvals")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    content_digest = models.CharField(max_length=64, blank=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=1000, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(approved_at=None, returned_at=None),
                name="approval_one_request_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None, content_digest="")
                | Q(approved_by__isnull=False, approved_at__isnull=False, returned_at=None)
                & ~Q(content_digest=""),
                name="approval_by_whom_and_of_what",
            ),
            models.CheckConstraint(
                condition=Q(returned_by=None, returned_at=None, note="")
                | Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(note=""),
                name="approval_returned_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} asked {self.asked_at}"

    @property
    def is_waiting(self) -> bool:
        return self.approved_at is None and self.returned_at is None
