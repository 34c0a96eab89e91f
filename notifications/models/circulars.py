"""Circulars and the provinces they go to."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Contact, Province


class Circular(models.Model):
    """An official letter to provinces: text verbatim, corrections as notes beside it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        RELEASING = "releasing", _("Being sent")
        RELEASED = "released", _("Sent out")
        CANCELLED = "cancelled", _("Cancelled")

    class Speed(models.TextChoices):
        MOST_URGENT = "most_urgent", "ด่วนที่สุด"
        VERY_URGENT = "very_urgent", "ด่วนมาก"
        URGENT = "urgent", "ด่วน"
        NORMAL = "normal", _("Normal")

    OUT = (Status.RELEASING, Status.RELEASED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="circulars")
    number = models.CharField(max_length=100)
    number_folded = models.CharField(max_length=100)
    dated = models.DateField()
    speed = models.CharField(max_length=20, choices=Speed, default=Speed.NORMAL)
    subject = models.CharField(max_length=500)
    addressee = models.CharField(max_length=300)
    original = models.BinaryField(help_text="The letter as it came, byte for byte.")
    body = models.TextField(help_text="What follows the addressee, verbatim.")
    note = models.TextField(blank=True, help_text="Corrections, shown beside the verbatim text.")
    signed_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the signed PDF that goes with it."
    )
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    content_digest = models.CharField(max_length=64)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="prepared_circulars")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="approved_circulars"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    times_corrected = models.PositiveSmallIntegerField(default=0, help_text="After it went out.")
    regions = models.JSONField(
        default=list, blank=True, help_text="Only provinces of these regions; empty: all."
    )
    silent_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by",
        help_text="Only provinces that have not acknowledged that circular.",
    )  # fmt: skip
    with_laos = models.BooleanField(
        default=False, help_text="A copy goes to every LAO of these provinces that has a mailbox."
    )

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number_folded"],
                condition=~Q(status="cancelled"),
                name="circular_number_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="circular_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="circular_approved_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_out(self) -> bool:
        """Whether provinces have it, or are about to."""
        return self.status in self.OUT


class RecipientQuerySet(models.QuerySet):
    def provinces(self):
        """Copies of the provinces' own offices: those that are followed up."""
        return self.filter(lao=None)

    def laos(self):
        return self.exclude(lao=None)


class Recipient(models.Model):
    """One office that a circular goes to, with the address as it was at release.

    A province, or one of its LAOs, whose copy brings a claim code.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circular = models.ForeignKey(Circular, models.PROTECT, related_name="recipients")
    province = models.ForeignKey(Province, models.PROTECT, related_name="circular_copies")
    lao = models.ForeignKey(
        LAO, models.PROTECT, null=True, blank=True, related_name="circular_copies"
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    address = models.EmailField()
    link_nonce = models.UUIDField(default=uuid.uuid4)
    link_not_after = models.DateTimeField()
    link_revoked_at = models.DateTimeField(null=True, blank=True)
    first_opened_at = models.DateTimeField(null=True, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "province"], condition=Q(lao=None), name="recipient_once"
            ),
            models.UniqueConstraint(fields=["circular", "lao"], name="recipient_lao_once"),
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} > {self.province_id}"
