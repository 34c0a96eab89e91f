"""A work that an LAO enters, and the states it goes through."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.documents.numbers import new_number
from contest_portal.editions.models import Category, Edition
from contest_portal.registry.models import LAO
from submissions.querysets import EntryQuerySet

if TYPE_CHECKING:
    from .submitting import Submission


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Sent back for more information")
    ELIGIBLE = "eligible", _("Eligible")
    INELIGIBLE = "ineligible", _("Not eligible")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Entry(models.Model):
    """One work that an LAO enters. It belongs to the LAO, not to the person who types."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True, default=new_number, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    lao = models.ForeignKey(LAO, models.PROTECT, related_name="entries")
    category = models.ForeignKey(Category, models.PROTECT, related_name="entries")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="started_entries")
    started_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["started_at", "id"]
        indexes = [models.Index(fields=["edition", "status"], name="entry_by_status")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="entry_status_known")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def last_submission(self) -> "Submission | None":
        """The version that counts: the one that arrived last."""
        return self.submissions.select_related("document", "submitted_by").last()
