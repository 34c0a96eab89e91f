"""How somebody comes in for the first time, or again after losing the second proof."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from .people import User

RESET_LIFE = timedelta(hours=72)


class OneTimeLinkQuerySet(models.QuerySet):
    def usable(self, at: datetime):
        return self.filter(closed_at=None, not_after__gt=at)


class OneTimeLink(models.Model):
    """A way in for somebody who was just appointed. The row alone opens nothing: see the module."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="one_time_links")
    nonce = models.CharField(max_length=32)
    not_after = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} {self.not_after:%Y-%m-%d %H:%M}"


class SecondFactorResetQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(decided_at=None, lapsed_at=None)

    def open(self, at: datetime):
        """What an administrator may still decide about."""
        return self.undecided().filter(requested_at__gt=at - RESET_LIFE)

    def stale(self, at: datetime):
        return self.undecided().filter(requested_at__lte=at - RESET_LIFE)


class SecondFactorReset(models.Model):
    """One administrator asks for a person's second factor to be reset, another one decides.

    A request of which nobody took notice lapses: who asked days ago may have been deceived, and
    the person has long found another way. `lapsed_at` is written when somebody asks anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="second_factor_resets")
    reason = models.CharField(max_length=500)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    is_granted = models.BooleanField(default=False)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    objects = SecondFactorResetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(decided_at=None, lapsed_at=None),
                name="second_factor_reset_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(lapsed_at=None),
                name="second_factor_reset_decided_or_lapsed",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_granted=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="second_factor_reset_decided_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(is_granted=True, decided_by=models.F("requested_by")),
                name="second_factor_reset_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.requested_at:%Y-%m-%d}"

    @property
    def open_until(self) -> datetime:
        return self.requested_at + RESET_LIFE
