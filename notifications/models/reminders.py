"""Who was reminded of what, and by which mail."""

from django.db import models

from .circulars import Recipient
from .outbox import Message


class Reminder(models.Model):
    """That a province was reminded of a circular which it had not acknowledged. Kept as evidence.

    `number` counts the edition's reminder days; `planned_for` is contest time.
    """

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    planned_for = models.DateTimeField()
    message = models.OneToOneField(Message, models.PROTECT, related_name="reminder")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "number"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.number}"
