"""An entry is a workspace of answers and files; each submit freezes a snapshot of it."""

import uuid
from pathlib import Path

from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.documents.models import Document
from contest_portal.documents.numbers import new_number
from contest_portal.editions.models import Category, Edition, FormField
from contest_portal.registry.models import LAO, Amphoe, Province
from submissions.checking.kinds import BY_CONTENT_TYPE, Kind
from submissions.querysets import (
    LOCKED,
    AttachmentQuerySet,
    EntryQuerySet,
    ExtensionQuerySet,
    SubmissionQuerySet,
    fit_verdicts,
)


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Sent back for more information")
    ELIGIBLE = "eligible", _("Eligible")
    INELIGIBLE = "ineligible", _("Not eligible")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Entry(models.Model):
    """One work that an LAO enters. It belongs to the LAO, not to the person who types."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True, default=new_number, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    lao = models.ForeignKey(LAO, models.PROTECT, related_name="entries")
    category = models.ForeignKey(Category, models.PROTECT, related_name="entries")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="started_entries")
    started_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["started_at", "id"]
        indexes = [models.Index(fields=["edition", "status"], name="entry_by_status")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="entry_status_known")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def last_submission(self) -> "Submission | None":
        """The version that counts: the one that arrived last."""
        return self.submissions.select_related("document", "submitted_by").last()


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


def private_files():
    return storages["private"]


def private_name(attachment: "Attachment", filename: str) -> str:
    """Where the bytes lie: never under a name that somebody sent."""
    return str(Path("entries") / str(attachment.entry_id) / str(attachment.pk))


class Attachment(models.Model):
    """A file of an entry: its bytes as they came, kept private, and what the check found.

    `finding` is why it was refused, one of the words of `checks.REASONS`, or what the scanner calls
    what it found. Of `to_draw` pages the first `drawn` have a picture; a picture is one page.
    """

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Waiting for the virus scan")
        CLEAN = "clean", _("Checked, no virus found")
        NOT_SCANNED = "not_scanned", _("Checked, not scanned for viruses")
        REFUSED = "refused", _("File refused")
        QUARANTINED = "quarantined", _("Virus found, locked away")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments")
    field = models.ForeignKey(FormField, models.PROTECT, related_name="attachments")
    original = models.FileField(storage=private_files, upload_to=private_name, max_length=200)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, help_text="How long a film plays.")
    to_draw = models.PositiveIntegerField(default=0)
    drawn = models.PositiveIntegerField(default=0)
    warnings = models.JSONField(default=list, help_text="Words of `checks.WARNINGS`.")
    verdict = models.CharField(max_length=20, choices=Verdict)
    finding = models.CharField(max_length=100, blank=True)
    scanned_at = models.DateTimeField(null=True, help_text="When a scanner last answered.")
    tried_at = models.DateTimeField(null=True, help_text="Machine time of the last try to scan.")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    verdict__in=("waiting", "clean", "not_scanned", "refused", "quarantined")
                ),
                name="attachment_verdict_known",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=("refused", "quarantined")) | ~Q(finding=""),
                name="attachment_locked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(drawn__lte=F("to_draw")), name="attachment_drawn_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> Kind:
        return BY_CONTENT_TYPE[self.content_type]

    @property
    def is_locked(self) -> bool:
        return self.verdict in LOCKED

    @property
    def is_fit_for_judges(self) -> bool:
        return self.verdict in fit_verdicts()

    @property
    def awaits_scan(self) -> bool:
        return not (self.is_locked or self.is_fit_for_judges)


class Submission(models.Model):
    """What was submitted, frozen: answers, file digests, arrival. Newer drafts never weaken it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="submissions")
    document = models.OneToOneField(Document, models.PROTECT, related_name="submission")
    key = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    arrival_doubtful = models.BooleanField(default=False)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="submissions")
    files = models.ManyToManyField(Attachment, related_name="submissions")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at", "recorded_at"]
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="submission_key_once")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return self.document.number


class Extension(models.Model):
    """A later deadline for one entry, LAO, district or province, or for everyone if none is named.

    An organisation asks for it (`plea`, not public) or an officer proposes it (`reason`, public).
    It counts from the moment it is approved: wider than one entry, by a second person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="extensions")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="extensions")
    lao = models.ForeignKey(LAO, models.CASCADE, null=True, related_name="extensions")
    amphoe = models.ForeignKey(Amphoe, models.CASCADE, null=True, related_name="extensions")
    province = models.ForeignKey(Province, models.CASCADE, null=True, related_name="extensions")
    plea = models.CharField(max_length=500, blank=True)
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=500, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry=None, lao=None) & (Q(amphoe=None) | Q(province=None))
                | Q(amphoe=None, province=None) & (Q(entry=None) | Q(lao=None)),
                name="extension_one_scope",
            ),
            models.CheckConstraint(
                condition=~Q(plea="") & Q(entry__isnull=False)
                | ~Q(reason="") & Q(until__isnull=False),
                name="extension_asked_or_proposed",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, until__isnull=False)
                & ~Q(reason=""),
                name="extension_approved_with_end_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False) | ~Q(approved_by=F("requested_by")),
                name="extension_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(refused_by=None, refused_at=None, refusal="")
                | Q(refused_by__isnull=False, refused_at__isnull=False, approved_by=None)
                & ~Q(refusal=""),
                name="extension_refused_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(approved_at=None, refused_at=None, entry__isnull=False),
                name="extension_one_request_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} until {self.until}"

    @property
    def is_waiting(self) -> bool:
        return self.approved_at is None and self.refused_at is None

    @property
    def is_for_one_entry(self) -> bool:
        return self.entry_id is not None


# At the end, because the tables of this module come first.
from .approving import Approval  # noqa: E402
from .arriving import DueFile, Upload  # noqa: E402
from .resembling import SimilarPair, Sketch  # noqa: E402
from .screened import (  # noqa: E402
    OpenQuestion,
    Screener,
    ScreeningCheck,
    ScreeningCriterion,
    ScreeningMark,
    SendBack,
)

__all__ = [
    "Answer",
    "AnswerVersion",
    "Approval",
    "Attachment",
    "DueFile",
    "Entry",
    "Extension",
    "OpenQuestion",
    "Screener",
    "ScreeningCheck",
    "ScreeningCriterion",
    "ScreeningMark",
    "SendBack",
    "SimilarPair",
    "Sketch",
    "Status",
    "Submission",
    "Upload",
    "private_files",
    "private_name",
]
