"""What was sent."""

import uuid

from django.db import models

from contest_portal.accounts.models import User
from contest_portal.documents.models import Document
from submissions.querysets import SubmissionQuerySet

from .attaching import Attachment
from .entering import Entry


class Submission(models.Model):
    """What was submitted, frozen: answers, file digests, arrival. Newer drafts never weaken it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="submissions")
    document = models.OneToOneField(Document, models.PROTECT, related_name="submission")
    key = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    arrival_doubtful = models.BooleanField(default=False)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="submissions")
    files = models.ManyToManyField(Attachment, related_name="submissions")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at", "recorded_at"]
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="submission_key_once")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return self.document.number
