"""An LAO's appeal against a published result, and the answer to it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.documents.models import Document
from submissions.models import Entry

from .results import Ranking


class AppealQuerySet(models.QuerySet):
    def filed(self):
        return self.filter(filed_at__isnull=False)

    def waiting(self):
        return self.filed().filter(answered_at=None)

    def to_correct(self):
        """Upheld, and no corrected result is published yet."""
        return self.filter(verdict=Appeal.Verdict.UPHELD, corrected_by=None)


class Appeal(models.Model):
    """One an entry and published result. Until it is filed it is a draft of the LAO's members."""

    class Verdict(models.TextChoices):
        NONE = "", _("Not answered yet")
        UPHELD = "upheld", _("Upheld")
        DISMISSED = "dismissed", _("Dismissed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="appeals")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="appeals")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField(null=True, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="appeal"
    )
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        Ranking, models.PROTECT, null=True, blank=True, related_name="answers_to"
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["filed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "entry"], name="appeal_once"),
            models.CheckConstraint(
                condition=Q(filed_at=None, filed_by=None, document=None)
                | Q(filed_at__isnull=False, filed_by__isnull=False, document__isnull=False),
                name="appeal_filed_as_a_document",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", answer="", answered_by=None, answered_at=None)
                | Q(
                    verdict__in=["upheld", "dismissed"], answered_by__isnull=False,
                    answered_at__isnull=False, filed_at__isnull=False,
                )
                & ~Q(answer=""),
                name="appeal_answered_with_reasons",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number or str(self.pk)

    @property
    def number(self) -> str:
        return self.document.number if self.document else ""
