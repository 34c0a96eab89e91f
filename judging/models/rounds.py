"""Rounds with their rubric: criteria, weights, and what a mark means."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.editions.models import Edition, in_language
from judging.querysets import RoundQuerySet

TOP_MARK = 10


class Round(models.Model):
    class Method(models.TextChoices):
        """Which score of an entry decides its place; chosen before scoring opens."""

        MEAN = "mean", _("Mean of the sheets")
        ADJUSTED = "adjusted", _("Mean adjusted for the judges' harshness")
        STANDARDISED = "standardised", _("Mean of standard scores by judge")

    class Kind(models.TextChoices):
        """What a sheet of the round asks: a verdict, or marks by a rubric."""

        QUALIFYING = "qualifying", _("Qualifying: pass or fail")
        SCORED = "scored", _("Scored")
        FINAL = "final", _("Final with presentations")

    class Openness(models.TextChoices):
        """When judges see what others gave the entries of their own sheets."""

        NEVER = "never", _("Never")
        SIGNED = "signed", _("After signing all of one's own sheets")
        CLOSED = "closed", _("After the round is closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="rounds")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SCORED)
    source = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="fed",
        help_text="The earlier round whose chosen entries come in. None: every eligible entry.",
    )
    scores_per_entry = models.PositiveSmallIntegerField(default=3)
    method = models.CharField(max_length=20, choices=Method, default=Method.MEAN)
    is_blind = models.BooleanField(
        default=False, help_text="Judges do not see which LAO an entry comes from."
    )
    openness = models.CharField(max_length=20, choices=Openness, default=Openness.NEVER)
    draw_seed = models.CharField(
        max_length=100, blank=True, help_text="Of the lot that gave the order of presentation."
    )
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
            models.CheckConstraint(
                condition=Q(kind__in=["qualifying", "scored", "final"]), name="round_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(openness__in=["never", "signed", "closed"]),
                name="round_openness_known",
            ),
            models.CheckConstraint(
                condition=Q(source=None) | ~Q(source=F("id")), name="round_is_not_its_own_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)

    @property
    def query(self) -> str:
        """What a page's address carries so that it is about this round: nothing while it is the
        edition's only one, so that addresses of such editions stay as they were."""
        several = getattr(self, "has_siblings", None)
        if several is None:
            several = Round.objects.filter(edition=self.edition_id).exclude(pk=self.pk).exists()
        return f"?round={self.order}" if several else ""

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
    is_optional = models.BooleanField(
        default=False, help_text="A sheet may be signed while it is blank."
    )
    remark_below = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="A mark below it needs a remark. None: none does."
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="criterion_key_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weighs_something"),
            models.CheckConstraint(
                condition=Q(remark_below=None) | Q(remark_below__gte=1, remark_below__lte=TOP_MARK),
                name="criterion_remark_on_scale",
            ),
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
