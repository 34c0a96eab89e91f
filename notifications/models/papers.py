"""A circular on paper."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.documents.models import Document

from .circulars import Circular


class CircularPaperQuerySet(models.QuerySet):
    def current(self):
        """What goes with the mails: the signed letter, else the one of the approved text."""
        signed = Q(origin="signed", sha256=F("circular__signed_sha256"))
        drawn = Q(circular__signed_sha256="", content_digest=F("circular__approved_digest"))
        return self.filter(signed | Q(drawn, origin="drawn"))


class CircularPaper(models.Model):
    """The PDF of a circular. Never changed: another text or another file is another paper."""

    class Origin(models.TextChoices):
        SIGNED = "signed", _("Signed letter, brought by an officer")
        DRAWN = "drawn", _("Drawn from the text when it was approved")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circular = models.ForeignKey(Circular, models.PROTECT, related_name="papers")
    origin = models.CharField(max_length=10, choices=Origin)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    content_digest = models.CharField(
        max_length=64, blank=True, help_text="Of what a drawn paper says."
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, help_text="By which a drawn paper is verified."
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = CircularPaperQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "origin", "sha256"], name="circular_paper_once"
            ),
            models.CheckConstraint(
                condition=Q(origin="drawn", document__isnull=False) & ~Q(content_digest="")
                | Q(origin="signed", document=None, content_digest=""),
                name="circular_paper_drawn_is_verifiable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.sha256[:8]}"
