"""Later deadlines: asked for or proposed, and decided."""

import uuid

from django.db import models
from django.db.models import F, Q

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Amphoe, Province
from submissions.querysets import ExtensionQuerySet

from .entering import Entry


class Extension(models.Model):
    """A later deadline for one entry, LAO, district or province, or for everyone if none is named.

    An organisation asks for it (`plea`, not public) or an officer proposes it (`reason`, public).
    It counts from the moment it is approved: wider than one entry, by a second person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="extensions")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="extensions")
    lao = models.ForeignKey(LAO, models.CASCADE, null=True, related_name="extensions")
    amphoe = models.ForeignKey(Amphoe, models.CASCADE, null=True, related_name="extensions")
    province = models.ForeignKey(Province, models.CASCADE, null=True, related_name="extensions")
    plea = models.CharField(max_length=500, blank=True)
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=500, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry=None, lao=None) & (Q(amphoe=None) | Q(province=None))
                | Q(amphoe=None, province=None) & (Q(entry=None) | Q(lao=None)),
                name="extension_one_scope",
            ),
            models.CheckConstraint(
                condition=~Q(plea="") & Q(entry__isnull=False)
                | ~Q(reason="") & Q(until__isnull=False),
                name="extension_asked_or_proposed",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, until__isnull=False)
                & ~Q(reason=""),
                name="extension_approved_with_end_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False) | ~Q(approved_by=F("requested_by")),
                name="extension_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(refused_by=None, refused_at=None, refusal="")
                | Q(refused_by__isnull=False, refused_at__isnull=False, approved_by=None)
                & ~Q(refusal=""),
                name="extension_refused_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(approved_at=None, refused_at=None, entry__isnull=False),
                name="extension_one_request_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} until {self.until}"

    @property
    def is_waiting(self) -> bool:
        return self.approved_at is None and self.refused_at is None

    @property
    def is_for_one_entry(self) -> bool:
        return self.entry_id is not None
