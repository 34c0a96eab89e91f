"""Who is on the panel of a round, and whose entries they may not know of."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.documents.models import Document
from contest_portal.editions.models import Category
from judging.querysets import JudgeQuerySet
from submissions.models import Entry

from .rounds import Round


class Judge(models.Model):
    """A person on the panel of a round: invited, and a judge from the moment of accepting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="judges")
    user = models.ForeignKey(User, models.PROTECT, related_name="judgeships")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who hears of a refusal; None for invitations of earlier versions.",
    )  # fmt: skip
    accepted_at = models.DateTimeField(null=True, blank=True)
    undertook_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the undertaking on privacy and conduct was agreed to.",
    )
    declared_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the list of entries was last gone through for conflicts of interest.",
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=500, blank=True)
    letter = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="judge"
    )
    most_sheets = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="None: as many as it takes."
    )
    knows = models.ManyToManyField(Category, blank=True, related_name="+")
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True, help_text="The last day of it.")
    reminded_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = JudgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="judge_once"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, undertook_at=None)
                | Q(accepted_at__isnull=False, undertook_at__isnull=False),
                name="judge_accepts_with_undertaking",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None, decline_reason="")
                | (Q(declined_at__isnull=False, accepted_at=None) & ~Q(decline_reason="")),
                name="judge_declines_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(away_from=None, away_until=None)
                | Q(away_from__isnull=False, away_until__gte=models.F("away_from")),
                name="judge_away_from_day_to_day",
            ),
            models.CheckConstraint(
                condition=Q(most_sheets=None) | Q(most_sheets__gt=0),
                name="judge_reads_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_undecided(self) -> bool:
        return not (self.accepted_at or self.declined_at)


class Conflict(models.Model):
    """A judge may not know of this entry any more."""

    class Kind(models.TextChoices):
        WORKS_THERE = "works_there", _("Works there")
        FORMER_POST = "former_post", _("Worked there before")
        FAMILY = "family", _("Family or somebody close")
        BUSINESS = "business", _("Business, or a vendor of the work")
        SAME_PROVINCE = "same_province", _("Works in the same province")
        HELPED = "helped", _("Helped with the entry")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judge = models.ForeignKey(Judge, models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    reason = models.CharField(
        max_length=500, blank=True, help_text="In words; never empty for something else."
    )
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judge", "entry"], name="conflict_once"),
            models.CheckConstraint(
                condition=~Q(kind="other", reason=""), name="conflict_of_another_kind_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judge_id} x {self.entry_id}"


class SetAside(models.Model):
    """A conflict that the register suggested, and an officer found to be none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judge = models.ForeignKey(Judge, models.CASCADE, related_name="set_aside")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Conflict.Kind)
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judge", "entry", "kind"], name="set_aside_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="set_aside_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.judge_id} x {self.entry_id}: {self.kind}"
