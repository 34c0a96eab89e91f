"""Official documents: immutable snapshots that anybody can verify by their number."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal import clock

from .digests import digest
from .numbers import new_number


class Kind(models.TextChoices):
    RECEIPT = "receipt", _("Receipt of an entry")
    APPOINTMENT = "appointment", _("Letter of appointment of a judge")
    CIRCULAR = "circular", _("Circular letter")
    APPEAL = "appeal", _("Appeal against a result")
    CERTIFICATE = "certificate", _("Certificate")


# What these say is public: whoever verifies one reads to whom it was given, and for what.
PUBLIC = frozenset({Kind.CERTIFICATE})


class DocumentManager(models.Manager):
    def issue(
        self, kind: Kind, snapshot: dict, *, number: str = "", at: datetime | None = None
    ) -> "Document":
        """Freeze a snapshot in the caller's transaction, under a new number.

        A paper that bears its number was drawn before: it brings one of `new_number(groups=3)`.
        """
        return self.create(
            kind=kind,
            number=number or new_number(groups=3),
            snapshot=snapshot,
            digest=digest(snapshot),
            issued_at=at or clock.now(),
        )


class Document(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    digest = models.CharField(max_length=64)
    snapshot = models.JSONField()
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField(max_length=500, blank=True)

    objects = DocumentManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_because="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_because=""),
                name="document_revoked_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_public(self) -> bool:
        return self.kind in PUBLIC

    def revoke(self, reason: str, *, at: datetime) -> None:
        """In the caller's transaction. What it says stays; that it stands does not."""
        self.revoked_at, self.revoked_because = at, reason
        self.save(update_fields=["revoked_at", "revoked_because"])

    @property
    def is_intact(self) -> bool:
        """Whether the snapshot still has the digest that it was issued with."""
        return digest(self.snapshot) == self.digest
