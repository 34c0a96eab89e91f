"""LAOs that say they do not enter an edition, and why: what no count of silence tells."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO


class Abstention(models.Model):
    """“Not this year”. It ends the reminders; taking it back, or beginning an entry, ends it."""

    class Why(models.TextChoices):
        NO_WORK = "no_work", _("We have nothing that is in use yet")
        NO_STAFF = "no_staff", _("Nobody has the time to write it")
        TOO_SHORT = "too_short", _("The time until the deadline is too short")
        UNCLEAR = "unclear", _("It is not clear what is asked")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="abstentions")
    lao = models.ForeignKey(LAO, models.PROTECT, related_name="abstentions")
    why = models.CharField(max_length=20, choices=Why)
    words = models.TextField(blank=True)
    said_by = models.CharField(max_length=300, help_text="Name and position as typed, or account.")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "lao"], condition=Q(ended_at=None), name="abstention_once"
            ),
            models.CheckConstraint(
                condition=Q(why__in=["no_work", "no_staff", "too_short", "unclear", "other"]),
                name="abstention_why_known",
            ),
            models.CheckConstraint(condition=~Q(said_by=""), name="abstention_names_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.lao_id} {self.why}"
