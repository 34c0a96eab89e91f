"""What proves that somebody works for an LAO: codes that only the LAO could read, and letters."""

import uuid
from datetime import datetime
from pathlib import Path

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.registry.models import LAO

from .belonging import Membership
from .people import User


class ClaimCodeQuerySet(models.QuerySet):
    def open(self, *, at: datetime):
        """Neither used nor replaced, nor too old. `at` is machine time."""
        fresh = Q(not_after=None) | Q(not_after__gt=at)
        return self.filter(fresh, used_at=None, closed_at=None)

    def printed(self):
        """Those in the LAO's copy of the circular: for whoever holds the paper."""
        return self.filter(person=None)

    def mailed_for(self, user: User):
        """Those sent to the LAO's official mailbox because this person asked."""
        return self.filter(person=user)


class ClaimCode(models.Model):
    """One use of a code. The row alone opens nothing: the code is derived with the link key.

    A printed one belongs to the LAO's copy of an edition's circular; a mailed one to the person who
    asked for it, and to the `address` it went to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lao = models.ForeignKey(LAO, models.PROTECT, related_name="claim_codes")
    edition_slug = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="mailed_codes"
    )
    address = models.EmailField(blank=True)
    nonce = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimCodeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "made_at"], name="claim_code_by_asker")]
        constraints = [
            models.UniqueConstraint(
                fields=["lao"],
                condition=Q(person=None, used_at=None, closed_at=None),
                name="claim_code_one_printed_an_lao",
            ),
            models.UniqueConstraint(
                fields=["lao", "person"],
                condition=Q(person__isnull=False, used_at=None, closed_at=None),
                name="claim_code_one_mailed_a_person",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="claim_code_used_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(person=None, address="", not_after=None)
                | Q(person__isnull=False, not_after__isnull=False) & ~Q(address=""),
                name="claim_code_printed_or_mailed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lao} {self.made_at:%Y-%m-%d}"


class WrongCode(models.Model):
    """A code that did not fit: counted, so that guessing is slow. What was typed is not kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="wrong_codes")
    lao = models.ForeignKey(LAO, models.CASCADE, related_name="wrong_codes")
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["user", "tried_at"], name="wrong_code_by_person"),
            models.Index(fields=["lao", "tried_at"], name="wrong_code_by_lao"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.lao} {self.tried_at:%Y-%m-%d %H:%M}"


def private_files():
    return storages["private"]


def private_name(letter: "ClaimLetter", filename: str) -> str:
    """Where the bytes lie: never under a name that somebody sent."""
    return str(Path("letters") / str(letter.membership_id) / str(letter.pk))


class ClaimLetter(models.Model):
    """A letter signed by the LAO's chief that says: this person works here. For officers only."""

    class Type(models.TextChoices):
        PDF = "application/pdf", _("PDF file")
        JPEG = "image/jpeg", _("JPEG picture")
        PNG = "image/png", _("PNG picture")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="letters")
    original = models.FileField(storage=private_files, upload_to=private_name, max_length=200)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100, choices=Type)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=100, blank=True, help_text="What the scanner found.")

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "sha256"], name="claim_letter_each_file_once"
            ),
            models.CheckConstraint(
                condition=Q(finding="") | Q(scanned_at__isnull=False),
                name="claim_letter_finding_of_a_scan",
            ),
        ]

    def __str__(self) -> str:
        return self.name
