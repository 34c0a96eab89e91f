"""Rankings as prepared and released, and the place of each entry in them."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from judging.numbers.scoring import half_up
from judging.querysets import RankingQuerySet
from submissions.models import Entry

from .judges import Judge
from .rounds import Criterion, Round


class Ranking(models.Model):
    """A ranking worked out and proposed by one person, released by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="rankings")
    number = models.PositiveIntegerField(_("which preparation of the round"), default=1)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    unsigned_sheets = models.PositiveIntegerField(default=0)
    marks_digest = models.CharField(max_length=64)
    awards = models.PositiveIntegerField(
        default=0, help_text="As chosen; a shared last place makes more winners."
    )
    mentions = models.PositiveIntegerField(default=0, help_text="The same of those without award.")
    quotas = models.JSONField(
        default=list, blank=True, help_text="Rows of axis, group, least and most (may be null)."
    )
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    publish_at = models.DateTimeField(
        null=True, blank=True, help_text="Contest time at which the clock publishes it."
    )
    held_at = models.DateTimeField(
        null=True, blank=True, help_text="When the clock found that it may not be published."
    )
    held_reason = models.CharField(max_length=500, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    correction = models.CharField(
        max_length=1000, blank=True, help_text="What is corrected, for everybody."
    )
    matrix = models.JSONField(
        null=True, help_text="The marks as they were at the release, without the judges' names."
    )

    objects = RankingQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="ranking_number_once"),
            models.CheckConstraint(
                condition=Q(released_by=None, released_at=None)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="ranking_released_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("prepared_by")),
                name="ranking_released_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None, publish_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, publish_at__isnull=False),
                name="ranking_approved_by_whom_and_for_when",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="ranking_approved_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(released_at__isnull=False, corrects=None),
                name="ranking_released_once",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(released_at__isnull=False, corrects__isnull=False),
                name="ranking_corrected_once",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, correction="")
                | Q(corrects__isnull=False) & ~Q(correction=""),
                name="ranking_correction_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class Decision(models.Model):
    """The place of one entry in a ranking. Never a status of the entry."""

    class Award(models.TextChoices):
        WINNER = "winner", _("Award")
        MENTION = "mention", _("Honourable mention")
        NONE = "", _("No award")

    class Tie(models.TextChoices):
        """What told apart entries of equal score."""

        NONE = "", _("No tie")
        CRITERION = "criterion", _("By a criterion")
        MEDIAN = "median", _("By the median")
        CHAIR = "chair", _("By the chair")
        SHARED = "shared", _("Shared place")

    class Cause(models.TextChoices):
        """Why the award is not the one that the place alone would give."""

        NONE = "", _("By place")
        KEPT = "kept", _("A quota kept a seat")
        PASSED = "passed", _("Passed over because of a quota")
        GAVE = "gave", _("Gave up the seat because of quotas")
        MOVED = "moved", _("Moved up because of quotas")
        PANEL = "panel", _("Decided by the panel")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="decisions")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="decisions")
    place = models.PositiveIntegerField(null=True, blank=True)
    score = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    median = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    spread = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    criterion_means = models.JSONField(
        default=dict, blank=True, help_text="0 to 10 as text by the criterion's key, or null."
    )
    sheets_counted = models.PositiveSmallIntegerField()
    tie = models.CharField(max_length=20, choices=Tie, blank=True)
    tie_criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    tie_judge = models.ForeignKey(Judge, models.PROTECT, null=True, blank=True, related_name="+")
    tie_reason = models.CharField(max_length=500, blank=True)
    tie_place = models.PositiveIntegerField(
        null=True, blank=True, help_text="The place that was shared before the chair decided."
    )
    lao_kind = models.CharField(max_length=20, blank=True, help_text="As quotas counted it.")
    region = models.CharField(max_length=40, blank=True, help_text="As quotas counted it.")
    award = models.CharField(max_length=20, choices=Award, blank=True)
    award_by_place = models.CharField(
        max_length=20, choices=Award, blank=True, help_text="What the place alone would give."
    )
    award_cause = models.CharField(max_length=20, choices=Cause, blank=True)
    award_quota = models.JSONField(null=True, blank=True, help_text="The quota of the cause.")
    award_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = [F("place").asc(nulls_last=True), "entry__number"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "entry"], name="decision_once"),
            models.CheckConstraint(
                condition=Q(tie="chair", tie_judge__isnull=False, tie_place__isnull=False)
                & ~Q(tie_reason="")
                | ~Q(tie="chair") & Q(tie_judge=None, tie_reason="", tie_place=None),
                name="decision_of_the_chair_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(award_cause="panel") & ~Q(award_reason="")
                | ~Q(award_cause="panel") & Q(award_reason=""),
                name="decision_of_the_panel_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.entry_id}"

    @property
    def short_score(self) -> Decimal | None:
        """The score to two places, as it is printed; places follow the full one."""
        return None if self.score is None else half_up(self.score, places=2)

    @property
    def short_spread(self) -> Decimal | None:
        """To two places; a single sheet has nothing to differ from."""
        if self.spread is None or self.sheets_counted < 2:
            return None
        return half_up(self.spread, places=2)
