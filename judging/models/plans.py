"""Plans of who reads what, worked out and shown before anything is handed out, and the pairs that
officers wish or rule out."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from judging.querysets import PairRuleQuerySet
from submissions.models import Entry

from .judges import Judge
from .rounds import Round


class Plan(models.Model):
    """What handing out would do. It is taken as it was shown, or not at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="plans")
    panel_digest = models.CharField(max_length=64, help_text="What it was worked out for.")
    added = models.JSONField(help_text="[[judge, entry], …] to be handed out.")
    ended = models.JSONField(help_text="[[judge, entry], …] not begun, that change hands.")
    more = models.JSONField(default=list, help_text="Entries that want one judge more.")
    gap = models.FloatField(
        null=True, help_text="From the best plan, as a share of its cost; None: the simple plan."
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="plan_confirmed_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.made_at}"


class PairRule(models.Model):
    """An officer's word about one judge and one entry, for every plan until it is lifted."""

    class Kind(models.TextChoices):
        PIN = "pin", _("Shall read it")
        BAN = "ban", _("Shall not read it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judge = models.ForeignKey(Judge, models.CASCADE, related_name="pair_rules")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = PairRuleQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "entry"], condition=Q(lifted_at=None), name="pair_rule_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="pair_rule_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.judge_id} > {self.entry_id}"
