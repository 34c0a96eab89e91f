"""Rounds with their rubric, judges, conflicts, assigned sheets, marks and decisions."""

import uuid
from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition, in_language
from submissions.models import Entry, Submission

from .querysets import (
    AssignmentQuerySet,
    JudgeQuerySet,
    RankingQuerySet,
    RoundQuerySet,
    SheetQuerySet,
)
from .scoring import half_up

TOP_MARK = 10
NOT_APPLICABLE = "na"


class Round(models.Model):
    class Method(models.TextChoices):
        """Which score of an entry decides its place; chosen before scoring opens."""

        MEAN = "mean", _("Mean of the sheets")
        ADJUSTED = "adjusted", _("Mean adjusted for the judges' harshness")
        STANDARDISED = "standardised", _("Mean of standard scores by judge")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="rounds")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    scores_per_entry = models.PositiveSmallIntegerField(default=3)
    method = models.CharField(max_length=20, choices=Method, default=Method.MEAN)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="round_order_once"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="round_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(method__in=["mean", "adjusted", "standardised"]),
                name="round_method_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)

    def accepts_marks(self, at: datetime) -> bool:
        """The closing instant itself is already too late."""
        return self.opens_at <= at < self.closes_at


class Criterion(models.Model):
    """One thing that is marked 0 to 10. Weights need not add up to 100."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="criterion_key_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weighs_something"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_th, self.title_en)


class Level(models.Model):
    """What a mark from `lowest_mark` upwards means."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="levels")
    lowest_mark = models.PositiveSmallIntegerField()
    words_th = models.CharField(max_length=300)
    words_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["lowest_mark"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "lowest_mark"], name="level_once"),
            models.CheckConstraint(condition=Q(lowest_mark__lte=TOP_MARK), name="level_on_scale"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        return in_language(self.words_th, self.words_en)


class Judge(models.Model):
    """A person on the panel of a round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="judges")
    user = models.ForeignKey(User, models.PROTECT, related_name="judgeships")
    invited_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = JudgeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="judge_once")]

    def __str__(self) -> str:
        return str(self.user)


class Conflict(models.Model):
    """A judge may not know of this entry any more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judge = models.ForeignKey(Judge, models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="conflicts")
    reason = models.CharField(max_length=500)
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["judge", "entry"], name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.judge_id} x {self.entry_id}"


class Assignment(models.Model):
    """A judge is asked to score an entry, as it stood in one submission."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    judge = models.ForeignKey(Judge, models.CASCADE, related_name="assignments")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="assignments")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["judge", "entry"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.judge_id} > {self.entry_id}"


class Sheet(models.Model):
    """One judge's marks for one entry; signed means locked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="sheet")
    version = models.PositiveIntegerField(default=1)
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.assignment_id} v{self.version}"

    @property
    def round(self) -> Round:
        return self.assignment.judge.round

    @property
    def edition(self) -> Edition:
        return self.round.edition

    @property
    def criteria(self) -> list[Criterion]:
        return list(self.round.criteria.all())


class Mark(models.Model):
    """A value, or "not applicable" (the judge cannot tell), or no row at all: blank."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_once"),
            models.CheckConstraint(
                condition=Q(not_applicable=True, value=None)
                | Q(not_applicable=False, value__gte=0, value__lte=TOP_MARK),
                name="mark_is_a_value_or_not_applicable",
            ),
        ]

    def __str__(self) -> str:
        return "N/A" if self.not_applicable else str(self.value)

    @property
    def given(self) -> int | str:
        """What the judge chose: a value, or NOT_APPLICABLE."""
        return NOT_APPLICABLE if self.not_applicable else self.value


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
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(released_at__isnull=False),
                name="ranking_released_once",
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
        SHARED = "shared", _("Shared place")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="decisions")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="decisions")
    place = models.PositiveIntegerField(null=True, blank=True)
    score = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    median = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    spread = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    sheets_counted = models.PositiveSmallIntegerField()
    tie = models.CharField(max_length=20, choices=Tie, blank=True)
    tie_criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    award = models.CharField(max_length=20, choices=Award, blank=True)

    class Meta:
        ordering = [F("place").asc(nulls_last=True), "entry__number"]
        constraints = [models.UniqueConstraint(fields=["ranking", "entry"], name="decision_once")]

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
