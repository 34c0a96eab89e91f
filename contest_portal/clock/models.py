"""The simulated clock: one row at most, in a demonstration or a rehearsal only."""

from django.db import models
from django.db.models import Q


class Simulation(models.Model):
    """Contest time = anchor + rate x (machine time - machine_anchor). Rate 0 stands still."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    anchor = models.DateTimeField()
    machine_anchor = models.DateTimeField()
    rate = models.FloatField(default=1.0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="clock_one_simulation"),
            models.CheckConstraint(condition=Q(rate__gte=0), name="clock_never_runs_back"),
        ]

    def __str__(self) -> str:
        return f"{self.anchor} x {self.rate}"
