"""A judge's wish to change a signed sheet, and what the chair answered."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User

from .sheets import Sheet


class Reopening(models.Model):
    """Asked for by the judge and answered, or done by the chair unasked."""

    class Answer(models.TextChoices):
        OPENED = "opened", _("Open to the judge again")
        REFUSED = "refused", _("Stays signed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="reopenings")
    asked_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "answered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(answered_at=None), name="reopening_one_open_a_sheet"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="", reason="")
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer="") & ~Q(reason=""),
                name="reopening_answered_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=False) & ~Q(why="")
                | Q(asked_at=None, why="", answer="opened"),
                name="reopening_asked_or_done_unasked",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.answer}"
