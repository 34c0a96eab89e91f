"""What is put right about a circular after it went out. The letter itself stays as it is."""

import uuid

from django.db import models
from django.db.models import F, Q

from contest_portal.accounts.models import User

from .circulars import Circular


class Correction(models.Model):
    """A note that a second person approved; whoever acknowledged before is asked again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circular = models.ForeignKey(Circular, models.PROTECT, related_name="corrections")
    words = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="proposed_corrections")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="approved_corrections"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["circular"], condition=Q(approved_at=None, dropped_at=None),
                name="correction_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="correction_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, dropped_at=None),
                name="correction_approved_by_whom_and_when",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.circular_id} {self.proposed_at}"
