"""Certificates of a published result. Whether one stands, its document says."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.models import User
from contest_portal.documents.models import Document
from submissions.models import Entry

from .results import Ranking


class CertificateQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(document__revoked_at=None)

    def of_round(self, round_):
        return self.filter(ranking__round=round_)

    def for_drawing(self):
        return self.select_related("document", "entry")


class Certificate(models.Model):
    class Kind(models.TextChoices):
        WINNER = "winner", _("Award")
        MENTION = "mention", _("Honourable mention")
        PARTICIPATION = "participation", _("Participation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="certificates")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=20, choices=Kind)
    place = models.PositiveIntegerField(null=True, blank=True, help_text="Of winners.")
    document = models.OneToOneField(Document, models.PROTECT, related_name="certificate")
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ranking", "entry"], name="certificate_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["winner", "mention", "participation"]),
                name="certificate_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)
