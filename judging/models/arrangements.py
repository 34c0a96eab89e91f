"""Which entries of a round come first: for calibration, or by the order of presentation."""

from django.db import models
from django.db.models import Q

from submissions.models import Entry

from .rounds import Round


class Calibration(models.Model):
    """Every judge of the round scores this entry first, and sees after signing how others did."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="calibrations")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="calibrations")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "entry"], name="calibration_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.order}"


class Slot(models.Model):
    """When an entry presents itself in a final: 1 is the first."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="slots")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="slots")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "entry"], name="slot_once"),
            models.UniqueConstraint(fields=["round", "position"], name="slot_position_once"),
            models.CheckConstraint(condition=Q(position__gt=0), name="slot_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.position}"
