"""An edition of the contest: who owns it, when it is open, and what may be sent."""

import uuid
from datetime import time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contest_portal.registry.models import Agency
from contest_portal.thai.measures import MEGABYTE


def in_language(thai: str, english: str) -> str:
    """The organiser's text in the reader's language; Thai where there is no English."""
    return english if english and get_language() == "en" else thai


def accepted_by_default() -> list[str]:
    """All but films."""
    return [kind.value for kind in FileKind if kind != FileKind.MP4]


class FileKind(models.TextChoices):
    """What an edition may accept as a file."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", _("JPEG picture")
    PNG = "png", _("PNG picture")
    DOCX = "docx", "Word (docx)"
    XLSX = "xlsx", "Excel (xlsx)"
    PPTX = "pptx", "PowerPoint (pptx)"
    MP4 = "mp4", _("MP4 video")


class EditionQuerySet(models.QuerySet):
    def current(self):
        """The edition that `/` shows: the one that opened, or will open, last."""
        return self.select_related("organiser", "channel").order_by("-opens_at").first()


class Edition(models.Model):
    """One year's contest. Two agencies own it: the organiser, and the channel to the provinces."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    year_be = models.PositiveSmallIntegerField(_("contest year (Buddhist era)"))
    organiser = models.ForeignKey(Agency, models.PROTECT, related_name="organised_editions")
    channel = models.ForeignKey(Agency, models.PROTECT, related_name="channelled_editions")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    judging_opens_at = models.DateTimeField()
    judging_closes_at = models.DateTimeField()
    reminder_hour = models.TimeField(
        default=time(8, 30), help_text="In Bangkok, when provinces without answer are reminded."
    )
    reminder_days = models.JSONField(
        default=list, blank=True, help_text="Working days after the release, one a reminder."
    )
    max_file_bytes = models.PositiveIntegerField(default=25 * MEGABYTE)
    max_entry_bytes = models.PositiveBigIntegerField(
        default=100 * MEGABYTE, help_text="Of all files of one entry together."
    )
    file_grace_hours = models.PositiveSmallIntegerField(
        default=24, help_text="After the deadline, for the bytes of files that were named before."
    )
    max_files = models.PositiveSmallIntegerField(
        default=10, help_text="Of one entry, over all its questions."
    )
    file_kinds = models.JSONField(default=accepted_by_default)
    form_version = models.PositiveIntegerField(
        default=1, help_text="Grows by one with every change of the form or the limits."
    )
    needs_approval = models.BooleanField(
        default=False, help_text="A signatory of the LAO approves an entry before it is sent."
    )
    sample_rules_note_th = models.CharField(max_length=300, blank=True)
    sample_rules_note_en = models.CharField(max_length=300, blank=True)

    sample_form_note_th = models.CharField(max_length=300, blank=True)
    sample_form_note_en = models.CharField(max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="edition_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(judging_opens_at__lt=F("judging_closes_at")),
                name="edition_judging_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(year_be__gte=2400, year_be__lte=2700), name="edition_year_is_buddhist"
            ),
            models.CheckConstraint(
                condition=Q(max_files__gte=1, max_file_bytes__gte=1), name="edition_accepts_a_file"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)

    @property
    def sample_rules_note(self) -> str:
        return in_language(self.sample_rules_note_th, self.sample_rules_note_en)

    @property
    def sample_form_note(self) -> str:
        return in_language(self.sample_form_note_th, self.sample_form_note_en)


class Category(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="categories")
    key = models.SlugField(max_length=40)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="category_key_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)


class Milestone(models.Model):
    """A line of the public calendar, for display: the edition's own columns enforce."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="milestones")
    date = models.DateField()
    words_th = models.CharField(max_length=200)
    words_en = models.CharField(max_length=200, blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "date", "words_th"], name="milestone_once")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.words_th}"

    @property
    def words(self) -> str:
        return in_language(self.words_th, self.words_en)


class Holiday(models.Model):
    """A public holiday, for everything that happens on Thai working days."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="holidays")
    date = models.DateField()
    name_th = models.CharField(max_length=200)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["edition", "date"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.name_th}"
