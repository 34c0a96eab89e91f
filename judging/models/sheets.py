"""What each judge reads, and the marks on its sheet."""

import uuid
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.prepared import Given, Prepared
from judging.querysets import AssignmentQuerySet, SheetQuerySet
from submissions.models import Entry, Submission

from .judges import Judge
from .rounds import TOP_MARK, Criterion, Round

NOT_APPLICABLE = "na"


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
    """A judge's marks for an entry, or the verdict of a qualifying round; signed means locked."""

    class Verdict(models.TextChoices):
        PASS = "pass", _("Pass")
        FAIL = "fail", _("Fail")
        UNSURE = "unsure", _("Unsure")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="sheet")
    version = models.PositiveIntegerField(default=1)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    comment = models.TextField(blank=True)
    remarks = models.JSONField(
        default=dict, blank=True, help_text="Why a mark is what it is, by the criterion's key."
    )
    private_note = models.TextField(
        blank=True,
        help_text="The judge alone reads it; it is not in the audit.",
    )
    opened_at = models.DateTimeField(
        null=True, blank=True, help_text="When its judge first looked at the entry."
    )
    saved_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["", "pass", "fail", "unsure"]), name="sheet_verdict_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} v{self.version}"

    @property
    def round(self) -> Round:
        """What was read with the sheet is known of its round."""
        round_ = self.assignment.judge.round
        if hasattr(self, "is_released"):
            round_.is_released = self.is_released
        return round_

    @property
    def edition(self) -> Edition:
        return self.round.edition

    @cached_property
    def criteria(self) -> list[Criterion]:
        """None in a qualifying round, where the sheet asks for a verdict."""
        if self.round.kind == Round.Kind.QUALIFYING:
            return []
        return CRITERIA.all(round=self.round.pk)


CRITERIA = Prepared(lambda: Criterion.objects.filter(round=Given("round", models.UUIDField())))


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
