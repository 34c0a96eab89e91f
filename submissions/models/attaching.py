"""Files of an entry."""

import uuid
from pathlib import Path

from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField
from submissions.checking.kinds import BY_CONTENT_TYPE, Kind
from submissions.querysets import LOCKED, AttachmentQuerySet, fit_verdicts

from .entering import Entry


def private_files():
    return storages["private"]


def private_name(attachment: "Attachment", filename: str) -> str:
    """Where the bytes lie: never under a name that somebody sent."""
    return str(Path("entries") / str(attachment.entry_id) / str(attachment.pk))


class Attachment(models.Model):
    """A file of an entry: its bytes as they came, kept private, and what the check found.

    `finding` is why it was refused, one of the words of `checks.REASONS`, or what the scanner calls
    what it found. Of `to_draw` pages the first `drawn` have a picture; a picture is one page.
    """

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Waiting for the virus scan")
        CLEAN = "clean", _("Checked, no virus found")
        NOT_SCANNED = "not_scanned", _("Checked, not scanned for viruses")
        REFUSED = "refused", _("File refused")
        QUARANTINED = "quarantined", _("Virus found, locked away")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments")
    field = models.ForeignKey(FormField, models.PROTECT, related_name="attachments")
    original = models.FileField(storage=private_files, upload_to=private_name, max_length=200)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, help_text="How long a film plays.")
    to_draw = models.PositiveIntegerField(default=0)
    drawn = models.PositiveIntegerField(default=0)
    warnings = models.JSONField(default=list, help_text="Words of `checks.WARNINGS`.")
    verdict = models.CharField(max_length=20, choices=Verdict)
    finding = models.CharField(max_length=100, blank=True)
    scanned_at = models.DateTimeField(null=True, help_text="When a scanner last answered.")
    tried_at = models.DateTimeField(null=True, help_text="Machine time of the last try to scan.")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    verdict__in=("waiting", "clean", "not_scanned", "refused", "quarantined")
                ),
                name="attachment_verdict_known",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=("refused", "quarantined")) | ~Q(finding=""),
                name="attachment_locked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(drawn__lte=F("to_draw")), name="attachment_drawn_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> Kind:
        return BY_CONTENT_TYPE[self.content_type]

    @property
    def is_locked(self) -> bool:
        return self.verdict in LOCKED

    @property
    def is_fit_for_judges(self) -> bool:
        return self.verdict in fit_verdicts()

    @property
    def awaits_scan(self) -> bool:
        return not (self.is_locked or self.is_fit_for_judges)
