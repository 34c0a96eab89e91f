"""What a judge asks the officers about an entry, and what they answer."""

import uuid

from django.db import models
from django.db.models import Q

from contest_portal.accounts.models import User
from judging.querysets import InquiryQuerySet

from .sheets import Sheet

LONGEST = 2000


class Inquiry(models.Model):
    """Asked from a score sheet; answered once, in words, by a named officer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="inquiries")
    text = models.CharField(max_length=LONGEST)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=LONGEST, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="inquiry_in_words"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="inquiry_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.asked_at:%Y-%m-%d %H:%M}"
