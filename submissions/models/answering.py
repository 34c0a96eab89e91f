"""What is typed into an entry: the present answers, and every one that was ever saved."""

from django.db import models
from django.db.models import Q

from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField

from .entering import Entry


class Answer(models.Model):
    """The present answer to one question; its version grows by one with every change."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="answers")
    field = models.ForeignKey(FormField, models.PROTECT, related_name="answers")
    value = models.JSONField(default=str)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "field"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.field_id} v{self.version}"


class AnswerVersion(models.Model):
    """Every value that was ever saved. Nothing typed is lost.

    A row that was not taken lost to the answer of its version and is kept beside it. `page` names
    the open page that sent it, `turn` how often that page had sent this answer.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="answer_versions")
    field = models.ForeignKey(FormField, models.PROTECT, related_name="answer_versions")
    version = models.PositiveIntegerField()
    value = models.JSONField()
    taken = models.BooleanField(default=True)
    page = models.CharField(max_length=36, blank=True)
    turn = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "field", "version"],
                condition=Q(taken=True),
                name="answer_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.field_id} v{self.version}"
