"""What a human said on receiving a circular, and on which evidence."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User

from .circulars import Recipient


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
    passed_to = models.CharField(
        max_length=200, blank=True, help_text="The unit or person that it was forwarded to."
    )
    evidence = models.CharField(max_length=1, choices=Evidence)
    reason = models.CharField(max_length=500, blank=True, help_text="How an officer knows (C).")
    content_digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    corrections_seen = models.PositiveSmallIntegerField(
        default=0, help_text="Up to which correction it was acknowledged."
    )

    too_fast = models.BooleanField(
        default=False, help_text="Came sooner after the mail than a person reads a letter."
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="acknowledgement_checked_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(position=""), name="acknowledgement_names_a_person"
            ),
            models.CheckConstraint(
                condition=Q(evidence="C") & ~Q(reason="") | ~Q(evidence="C") & Q(reason=""),
                name="acknowledgement_entered_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.evidence}"

    @property
    def awaits_check(self) -> bool:
        """Whether an officer still has to ask if a person gave it."""
        return self.too_fast and self.checked_at is None
