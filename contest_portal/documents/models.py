"""Official documents: immutable snapshots that anybody can verify by their number."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_portal import clock

from .digests import digest
from .numbers import new_number


class Kind(models.TextChoices):
    RECEIPT = "receipt", _("Receipt of an entry")
    APPOINTMENT = "appointment", _("Letter of appointment of a judge")
    CIRCULAR = "circular", _("Circular letter")
    APPEAL = "appeal", _("Appeal against a result")


class DocumentManager(models.Manager):
    def issue(self, kind: Kind, snapshot: dict, *, number: str = "") -> "Document":
        """Freeze a snapshot in the caller's transaction, under a new number.

        A paper that bears its number was drawn before: it brings one of `new_number(groups=3)`.
        """
        return self.create(
            kind=kind,
            number=number or new_number(groups=3),
            snapshot=snapshot,
            digest=digest(snapshot),
            issued_at=clock.now(),
        )


class Document(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    digest = models.CharField(max_length=64)
    snapshot = models.JSONField()
    issued_at = models.DateTimeField()

    objects = DocumentManager()

    def __str__(self) -> str:
        return self.number

    @property
    def is_intact(self) -> bool:
        """Whether the snapshot still has the digest that it was issued with."""
        return digest(self.snapshot) == self.digest
