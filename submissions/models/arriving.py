"""Files on their way: what was promised, how much is here, what a submission still waits for."""

import uuid

from django.db import models
from django.db.models import Q

from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField
from submissions.querysets import DueFileQuerySet, UploadQuerySet


class Upload(models.Model):
    """A file that a browser has measured and digested: its bytes follow, in any number of requests.

    How many bytes are here is not a column: it is the length of the part on disk. The attachment
    that comes of it has the same id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey("submissions.Entry", models.CASCADE, related_name="uploads")
    field = models.ForeignKey(FormField, models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    size_before = models.PositiveBigIntegerField(
        null=True, help_text="Of a picture that the browser made smaller: bytes before that."
    )
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField(help_text="Machine time of the last sign of life.")
    arrived_at = models.DateTimeField(null=True, help_text="Of the last byte, at the front door.")
    arrival_doubtful = models.BooleanField(default=False)
    refused_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    remedy = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="Given up, expired or replaced.")
    attachment = models.ForeignKey(
        "submissions.Attachment", models.PROTECT, null=True, related_name="uploads"
    )

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_not_empty"),
            models.CheckConstraint(
                condition=Q(refused_at=None) | ~Q(reason=""), name="upload_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(attachment=None) | Q(arrived_at__isnull=False, refused_at=None),
                name="upload_kept_when_whole",
            ),
            models.UniqueConstraint(
                fields=["entry", "field", "sha256", "size"],
                condition=Q(ended_at=None, attachment=None, refused_at=None),
                name="upload_once_a_question",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """sending, checking, ready or refused."""
        if self.refused_at:
            return "refused"
        if self.attachment_id:
            return "ready"
        return "checking" if self.arrived_at else "sending"


class DueFile(models.Model):
    """A file that a submission named and whose bytes were not all here yet."""

    submission = models.ForeignKey(
        "submissions.Submission", models.CASCADE, related_name="due_files"
    )
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="promises")
    due_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)

    objects = DueFileQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "upload"], name="due_file_once"),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(missed_at=None),
                name="due_file_arrived_or_missed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.upload_id}"
