"""The entry form as data: its parts, its questions, and the rules of each."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Category, Edition, in_language


class AskedQuerySet(models.QuerySet):
    def current(self):
        """What is asked now; the rest was retired and keeps its answers."""
        return self.filter(retired_at=None)


class FieldQuerySet(AskedQuerySet):
    def always_needed(self):
        """What every entry must answer, whatever its category and its other answers."""
        unconditional = self.current().filter(required=True, asked_if=None, categories=[])
        return unconditional.filter(section__retired_at=None, section__categories=[])


class Asked(models.Model):
    """What parts and questions have in common.

    `categories` holds the keys of those that are asked, none for all. `version` grows by one with
    every change by an organiser, so that two of them do not overwrite each other.
    """

    help_th = models.CharField(max_length=500, blank=True)
    help_en = models.CharField(max_length=500, blank=True)
    categories = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def help(self) -> str:
        return in_language(self.help_th, self.help_en)

    def is_asked_of(self, category: Category) -> bool:
        return not self.categories or category.key in self.categories


class FormSection(Asked):
    """One page of the form."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="section_key_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_th, self.title_en)


class FormField(Asked):
    """A question of the form. `means` says what its answer is, whatever the organiser calls it.

    `rules` are those of its type: editions.questions says what each type knows.
    """

    class Type(models.TextChoices):
        TEXT = "text", _("Short text")
        LONG_TEXT = "long_text", _("Long text")
        NUMBER = "number", _("A number")
        DATE = "date", _("Date")
        CHOICE = "choice", _("Choice")
        MANY_CHOICES = "many_choices", _("Several choices")
        TABLE = "table", _("Table")
        URL = "url", _("Web address")
        FILE = "file", _("File")

    class Means(models.TextChoices):
        TITLE = "title", _("The title of the work")
        SUMMARY = "summary", _("Its summary")
        IN_USE_SINCE = "in_use_since", _("Since when it is in use")
        USERS = "users", _("How many people use it")
        STEPS_BEFORE = "steps_before", _("Steps before")
        STEPS_AFTER = "steps_after", _("Steps after")
        MINUTES_BEFORE = "minutes_before", _("Minutes before")
        MINUTES_AFTER = "minutes_after", _("Minutes after")
        TOOL = "tool", _("Ready-made tools")
        VENDOR = "vendor", _("The vendor")
        COST = "cost", _("What it cost")
        CONTACT = "contact", _("Whom to call")
        MAY_PUBLISH = "may_publish", _("Whether it may be published")

    class Effect(models.TextChoices):
        """What the condition decides. Without it an optional question stays on the page."""

        ASK = "ask", _("Whether the question is asked at all")
        REQUIRE = "require", _("Only whether it must be answered")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(FormSection, models.CASCADE, related_name="fields")
    key = models.SlugField(max_length=40)
    type = models.CharField(max_length=20, choices=Type)
    means = models.CharField(max_length=20, choices=Means, blank=True)
    label_th = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    required = models.BooleanField(_("required to submit"), default=False)
    required_now = models.BooleanField(_("required before the next part"), default=False)
    budget = models.PositiveIntegerField(_("most characters"), null=True, blank=True)
    choices = models.JSONField(default=list, blank=True)
    rules = models.JSONField(default=dict, blank=True)
    asked_if = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="dependents"
    )
    asked_if_answers = models.JSONField(
        default=list, blank=True, help_text="Keys of choices; none for any answer."
    )
    asked_if_effect = models.CharField(max_length=10, choices=Effect, default=Effect.ASK)

    objects = FieldQuerySet.as_manager()

    class Meta:
        ordering = ["section__order", "order"]
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="field_key_once"),
            models.CheckConstraint(
                condition=Q(required_now=False) | Q(required=True),
                name="field_required_now_is_required",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self.label_th, self.label_en)
