"""Marks that a judge signs anew after the results are published, for their correction."""

import uuid

from django.db import models
from django.db.models import F, Q

from contest_portal.accounts.models import User
from judging.querysets import AmendmentQuerySet

from .results import Ranking
from .sheets import Sheet


class Amendment(models.Model):
    """Asked for by one person, agreed to by another, then signed by the judge, or ended before.

    The signed sheet stays as it is. `marks` are by the criterion's key, 0 to 10 or NOT_APPLICABLE;
    `remarks` are words by the same keys.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="amendments")
    ranking = models.ForeignKey(
        Ranking, models.PROTECT, related_name="amendments", help_text="The result it corrects."
    )
    number = models.PositiveSmallIntegerField(default=1, help_text="Which one of the sheet.")
    reason = models.CharField(max_length=500)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    marks = models.JSONField(default=dict, blank=True)
    remarks = models.JSONField(default=dict, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="amendment_number_once"),
            models.UniqueConstraint(
                fields=["sheet"],
                condition=Q(signed_at=None, ended_at=None),
                name="amendment_one_open_a_sheet",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_a_reason"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False)
                & ~Q(agreed_by=F("proposed_by")),
                name="amendment_agreed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None)
                | Q(signed_at__isnull=False, agreed_at__isnull=False, ended_at=None),
                name="amendment_signed_once_agreed",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None, end_reason="")
                | Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(end_reason=""),
                name="amendment_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.proposed_at}"

    @property
    def state(self) -> str:
        """proposed, open (to the judge), signed or ended."""
        if self.ended_at:
            return "ended"
        if self.signed_at:
            return "signed"
        return "open" if self.agreed_at else "proposed"
