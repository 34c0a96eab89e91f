"""What came back about a mail after the relay had accepted it."""

import uuid

from django.db import models
from django.db.models import Q

from .outbox import Message


class Bounce(models.Model):
    """One delivery status notification (RFC 3464), or what a server sends in its stead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(Message, models.PROTECT, related_name="bounces")
    identity = models.CharField(
        max_length=64, help_text="SHA-256 of its Message-ID, or of all of it where it has none."
    )
    permanent = models.BooleanField()
    status = models.CharField(max_length=20, blank=True, help_text="By RFC 3463, such as 5.1.1.")
    said = models.CharField(max_length=500, blank=True)
    raw = models.BinaryField(help_text="As it came, its beginning.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["message", "identity"], name="bounce_once"),
            models.CheckConstraint(condition=~Q(identity=""), name="bounce_has_an_identity"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.status}"
