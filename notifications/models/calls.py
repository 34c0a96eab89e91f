"""What was said on the telephone with a province or an LAO about an edition."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Province


class CallNote(models.Model):
    """One call and what came of it. Never changed: a mistake is noted in the next one."""

    class Outcome(models.TextChoices):
        TOLD = "told", _("Spoke to the person in charge")
        CALL_BACK = "call_back", _("Asked to be called again")
        NO_ANSWER = "no_answer", _("Nobody answered")
        WRONG_NUMBER = "wrong_number", _("Wrong number")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="call_notes")
    province = models.ForeignKey(Province, models.PROTECT, related_name="call_notes")
    lao = models.ForeignKey(
        LAO, models.PROTECT, null=True, blank=True, related_name="call_notes",
        help_text="None where the province's own office was called.",
    )  # fmt: skip
    outcome = models.CharField(max_length=20, choices=Outcome)
    spoke_to = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    again_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="call_notes")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["edition", "province", "at"], name="call_note_by_province")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="told") | ~Q(spoke_to=""), name="call_note_names_who_was_told"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["told", "call_back", "no_answer", "wrong_number"]),
                name="call_note_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province_id} {self.outcome}"
