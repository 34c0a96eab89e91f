"""Circulars and their recipients, every mail and every attempt to send it, acknowledgements."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.registry.models import Contact, Province


class Circular(models.Model):
    """An official letter to provinces: text verbatim, corrections as notes beside it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        RELEASING = "releasing", _("Being sent")
        RELEASED = "released", _("Sent out")
        CANCELLED = "cancelled", _("Cancelled")

    class Speed(models.TextChoices):
        MOST_URGENT = "most_urgent", "ด่วนที่สุด"
        VERY_URGENT = "very_urgent", "ด่วนมาก"
        URGENT = "urgent", "ด่วน"
        NORMAL = "normal", _("Normal")

    OUT = (Status.RELEASING, Status.RELEASED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="circulars")
    number = models.CharField(max_length=100)
    number_folded = models.CharField(max_length=100)
    dated = models.DateField()
    speed = models.CharField(max_length=20, choices=Speed, default=Speed.NORMAL)
    subject = models.CharField(max_length=500)
    addressee = models.CharField(max_length=300)
    original = models.BinaryField(help_text="The letter as it came, byte for byte.")
    body = models.TextField(help_text="What follows the addressee, verbatim.")
    note = models.TextField(blank=True, help_text="Corrections, shown beside the verbatim text.")
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    content_digest = models.CharField(max_length=64)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="prepared_circulars")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="approved_circulars"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number_folded"],
                condition=~Q(status="cancelled"),
                name="circular_number_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="circular_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="circular_approved_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_out(self) -> bool:
        """Whether provinces have it, or are about to."""
        return self.status in self.OUT


class Recipient(models.Model):
    """One province that a circular goes to, with the address as it was at release."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circular = models.ForeignKey(Circular, models.PROTECT, related_name="recipients")
    province = models.ForeignKey(Province, models.PROTECT, related_name="circular_copies")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    address = models.EmailField()
    link_nonce = models.UUIDField(default=uuid.uuid4)
    link_not_after = models.DateTimeField()
    link_revoked_at = models.DateTimeField(null=True, blank=True)
    first_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circular", "province"], name="recipient_once")
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} > {self.province_id}"


class Acknowledgement(models.Model):
    """A human said: we have it. Evidence A: signed in; B: the link; C: entered by an officer."""

    class Evidence(models.TextChoices):
        ACCOUNT = "A", _("A: signed in")
        LINK = "B", _("B: typed their name on the link")
        OFFICER = "C", _("C: entered by an officer")

    class Answer(models.TextChoices):
        RECEIVED = "received", _("Received")
        FORWARDED = "forwarded", _("Received and forwarded to the responsible unit")
        NOT_OURS = "not_ours", _("Not for our office")

    recipient = models.OneToOneField(Recipient, models.PROTECT, related_name="acknowledgement")
    answer = models.CharField(max_length=20, choices=Answer)
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200)
    own_number = models.CharField(max_length=100, blank=True)
    evidence = models.CharField(max_length=1, choices=Evidence)
    content_digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(position=""), name="acknowledgement_names_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.evidence}"


class Message(models.Model):
    """One mail to one address, from the moment it is owed until nothing more can happen to it.

    Its times are the machine's, except `sent_at`, which people read.
    """

    class Lane(models.TextChoices):
        CODE = "code", _("Sign-in code")
        NOTICE = "notice", _("Notice")
        BULK = "bulk", _("Circular")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        CLAIMED = "claimed", _("About to be sent")
        SENDING = "sending", _("Being sent")
        DEFERRED = "deferred", _("The receiver asked to wait")
        SENT = "sent", _("Accepted by the mail relay")
        BOUNCED = "bounced", _("Bounced")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("Expired")
        CANCELLED = "cancelled", _("Cancelled")

    OPEN_STATES = (State.QUEUED, State.CLAIMED, State.SENDING, State.DEFERRED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lane = models.CharField(max_length=10, choices=Lane)
    kind = models.CharField(max_length=40)
    dedupe_key = models.CharField(max_length=200, unique=True)
    address = models.EmailField()
    sender = models.CharField(max_length=300)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    about = models.CharField(max_length=100, blank=True, db_index=True)
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, related_name="messages")
    environment = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    leases_lost = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    smtp_code = models.PositiveSmallIntegerField(null=True, blank=True)
    smtp_text = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["queued", "deferred"]),
                name="message_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=["claimed", "sending"]),
                name="message_leased",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["claimed", "sending"], lease_token__isnull=False)
                | ~Q(state__in=["claimed", "sending"]) & Q(lease_token=None),
                name="message_leased_only_while_being_sent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether anything more can happen to it."""
        return self.state in self.OPEN_STATES

    @property
    def message_id(self) -> str:
        """The Message-ID header: fixed for life, so that every re-send is the same mail."""
        return f"<{self.pk}@{settings.PORTAL_MAIL_DOMAIN}>"


class Reminder(models.Model):
    """That a province was reminded of a circular which it had not acknowledged. Kept as evidence.

    `number` counts the edition's reminder days; `planned_for` is contest time.
    """

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    planned_for = models.DateTimeField()
    message = models.OneToOneField(Message, models.PROTECT, related_name="reminder")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "number"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.number}"


class Attempt(models.Model):
    """One try to hand a message to the relay. Without an end, its outcome is unknown.

    `at` is contest time for people to read; start and end are the machine's.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    code = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(max_length=500, blank=True)
    worker = models.CharField(max_length=100)

    class Meta:
        ordering = ["started_at"]

    def __str__(self) -> str:
        return f"{self.message.message_id} {self.code}"


class Heartbeat(models.Model):
    """When a part of the machinery last showed a sign of life, by the machine's clock."""

    part = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} {self.at}"
