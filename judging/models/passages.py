"""Which entries of a round go on to the rounds that draw from it."""

import uuid

from django.db import models

from contest_portal.accounts.models import User
from submissions.models import Entry

from .rounds import Round


class Passage(models.Model):
    """What was decided about one entry at the end of a round. Never a status of the entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="passages")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="passages")
    goes_on = models.BooleanField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "entry"], name="passage_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {'goes on' if self.goes_on else 'ends'}"
