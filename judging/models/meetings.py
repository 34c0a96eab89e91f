"""The consensus meeting of a round: who attended, what was said, and what was decided."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from submissions.models import Entry

from .rounds import Round


class Minutes(models.Model):
    """Of the whole meeting. Each save makes a new version; an older page overwrites nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.OneToOneField(Round, models.CASCADE, related_name="minutes")
    present = models.TextField(blank=True, help_text="Who attended, as written.")
    said = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"


class Verdict(models.Model):
    """What the meeting said and decided about one entry."""

    class Outcome(models.TextChoices):
        PLACE = "place", _("As its place gives")
        WINNER = "winner", _("Award")
        MENTION = "mention", _("Honourable mention")
        NONE = "none", _("No award")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="verdicts")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="verdicts")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.PLACE)
    reason = models.CharField(max_length=500, blank=True, help_text="Published with the results.")
    said = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "entry"], name="verdict_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["place", "winner", "mention", "none"]),
                name="verdict_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.outcome}"

    @property
    def lacks_a_reason(self) -> bool:
        """It decides something that the place does not, and does not say why yet."""
        return self.outcome != self.Outcome.PLACE and not self.reason.strip()
