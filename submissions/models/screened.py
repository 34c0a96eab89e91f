"""What the office makes of an entry: criteria and their marks, findings, send-backs, who has it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition, FormField, in_language


class SendBack(models.Model):
    """An entry sent back for more information, with its own clock.

    Open to the organisation are the questions it names; all of them where it names none.
    `about` is the version that was read, `answer` the one that came back. Nobody sent it (None)
    where the portal did, for a file that turned out to be unusable.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey("submissions.Entry", models.CASCADE, related_name="send_backs")
    about = models.ForeignKey(
        "submissions.Submission", models.PROTECT, null=True, related_name="send_backs"
    )
    note = models.TextField()
    due_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.OneToOneField(
        "submissions.Submission", models.PROTECT, null=True, related_name="answers"
    )

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gt=F("sent_at")), name="send_back_leaves_time"
            ),
            models.CheckConstraint(
                condition=Q(answer=None) | Q(answered_at__isnull=False),
                name="send_back_answered_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} until {self.due_at}"


class OpenQuestion(models.Model):
    """A question that a send-back opens, and what the office asks there."""

    send_back = models.ForeignKey(SendBack, models.CASCADE, related_name="questions")
    field = models.ForeignKey(FormField, models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["field__section__order", "field__order"]
        constraints = [
            models.UniqueConstraint(fields=["send_back", "field"], name="open_question_once")
        ]

    def __str__(self) -> str:
        return f"{self.send_back_id} {self.field_id}"


class ScreeningCriterion(models.Model):
    """What an entry must fulfil to be judged; a share of the edition.

    `evidence` names what an officer looks at beside it, in the words of `evidence.KINDS`.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="screening_criteria")
    key = models.SlugField(max_length=40)
    question_th = models.CharField(max_length=300)
    question_en = models.CharField(max_length=300, blank=True)
    help_th = models.CharField(max_length=500, blank=True)
    help_en = models.CharField(max_length=500, blank=True)
    evidence = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="screening_criterion_once")
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def question(self) -> str:
        return in_language(self.question_th, self.question_en)

    @property
    def help(self) -> str:
        return in_language(self.help_th, self.help_en)


class ScreeningMark(models.Model):
    """What an officer answered to one criterion about one version."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNSURE = "unsure", _("Cannot tell")

    submission = models.ForeignKey(
        "submissions.Submission", models.PROTECT, related_name="screening_marks"
    )
    criterion = models.ForeignKey(ScreeningCriterion, models.PROTECT, related_name="marks")
    answer = models.CharField(max_length=10, choices=Answer)
    note = models.CharField(max_length=1000, blank=True)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "criterion"], name="screening_mark_once"),
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "no", "unsure"]), name="screening_mark_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.criterion_id} {self.answer}"


class ScreeningCheck(models.Model):
    """An officer's finding on one submission, and why; it may be opened again, with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "submissions.Submission", models.PROTECT, related_name="screenings"
    )
    eligible = models.BooleanField()
    note = models.TextField(blank=True)
    screened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    screened_at = models.DateTimeField()
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopen_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["screened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eligible=True) | ~Q(note=""), name="screening_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None, reopen_reason="")
                | Q(reopened_at__isnull=False) & ~Q(reopen_reason=""),
                name="screening_reopened_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.eligible}"


class Screener(models.Model):
    """Which officer has an entry on the desk, so that two do not do the same work."""

    entry = models.OneToOneField("submissions.Entry", models.CASCADE, related_name="screener")
    officer = models.ForeignKey(User, models.PROTECT, related_name="screens")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id} {self.officer_id}"
