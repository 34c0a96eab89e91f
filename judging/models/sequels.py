"""What follows a release: what entrants are told, whether they may appeal, what they are given."""

import uuid

from django.db import models

from contest_portal.accounts.models import User

from .rounds import Round
from .sheets import Sheet


class Sequel(models.Model):
    """Of one round. Without a row nothing follows but the published results."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="sequel")
    tells_scores = models.BooleanField(
        default=False, help_text="Members of an LAO see its own scores and chosen comments."
    )
    appeal_days = models.PositiveSmallIntegerField(
        default=0, help_text="Working days after the release for appeals; 0: there are none."
    )
    certifies_participation = models.BooleanField(
        default=False, help_text="Entries without an award get a certificate too."
    )
    signatories = models.JSONField(
        default=list, blank=True, help_text="Who signs the certificates: rows of name, position."
    )
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"


class ChosenComment(models.Model):
    """A judge's comment that officers pass on to the LAO, in the words that they read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.OneToOneField(Sheet, models.CASCADE, related_name="chosen_comment")
    words = models.TextField()
    chosen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sheet_id}"
