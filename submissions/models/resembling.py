"""Which entries resemble each other, and what they are compared by."""

import uuid

from django.db import models
from django.db.models import F, Q

from contest_portal.accounts.models import User


class Sketch(models.Model):
    """What a submission is compared by: see `submissions.radar.sketching`."""

    submission = models.OneToOneField(
        "submissions.Submission", models.CASCADE, primary_key=True, related_name="sketch"
    )
    shingles = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.submission_id)


class SimilarPairQuerySet(models.QuerySet):
    def open(self):
        return self.filter(dismissed_at=None)

    def about(self, entry):
        return self.filter(Q(first=entry) | Q(second=entry))


class SimilarPair(models.Model):
    """Two entries of an edition that resemble each other, as their latest versions were compared.

    `score` is between 0 and 1; `reasons` say what they share (see `submissions.radar.reasons`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey("submissions.Entry", models.CASCADE, related_name="+")
    second = models.ForeignKey("submissions.Entry", models.CASCADE, related_name="+")
    first_submission = models.ForeignKey("submissions.Submission", models.CASCADE, related_name="+")
    second_submission = models.ForeignKey(
        "submissions.Submission", models.CASCADE, related_name="+"
    )
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()
    dismissed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissal = models.CharField(max_length=500, blank=True)

    objects = SimilarPairQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "found_at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="similar_pair_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="similar_pair_in_order"
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissed_by=None, dismissal="")
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False) & ~Q(dismissal=""),
                name="similar_pair_dismissed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id} {self.score:.2f}"

    @property
    def percent(self) -> int:
        return round(self.score * 100)

    def other_than(self, entry):
        return self.second if self.first_id == entry.pk else self.first
