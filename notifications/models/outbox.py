"""Every mail, every attempt to send it, and the signs of life of what sends."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower, StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from .circulars import Recipient

# Whoever waits for a code goes first, then notices, then circulars.
LANE_RANK = Case(
    When(lane="code", then=Value(0)),
    When(lane="notice", then=Value(1)),
    default=Value(2),
    output_field=models.SmallIntegerField(),
)


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
    domain = models.GeneratedField(
        expression=Lower(Substr(F("address"), StrIndex(F("address"), Value("@")) + 1)),
        output_field=models.CharField(max_length=254),
        db_persist=True,
    )
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
    hang_ups = models.PositiveSmallIntegerField(default=0, help_text="While others passed.")
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
            # In the order of claims, so that the next one is found without sorting all.
            models.Index(
                LANE_RANK,
                "due_at",
                condition=Q(state__in=["queued", "deferred"]),
                name="message_next",
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


class RelayRest(models.Model):
    """How often in a row a mail relay failed, and until when it is left alone (machine's clock)."""

    relay = models.CharField(max_length=300, primary_key=True)
    troubles = models.PositiveIntegerField(default=0, help_text="In a row.")
    until = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.relay} {self.troubles}"


class DomainPace(models.Model):
    """Until when a receiving domain's share of circulars is used up, by the machine's clock."""

    domain = models.CharField(max_length=254, primary_key=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.domain} {self.free_at}"


class Heartbeat(models.Model):
    """When a part of the machinery last showed a sign of life, by the machine's clock."""

    part = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} {self.at}"
