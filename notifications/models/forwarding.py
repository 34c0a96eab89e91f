"""Whom a province told of a circular: the hop that paper, LINE and meetings carry."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_portal.registry.models import LAO

from .circulars import Recipient


class Forwarding(models.Model):
    """A province says that it told one of its LAOs. What the LAO itself did is seen elsewhere."""

    class Way(models.TextChoices):
        LETTER = "letter", _("By letter")
        EMAIL = "email", _("By e-mail")
        LINE = "line", _("By LINE")
        TELEPHONE = "telephone", _("By telephone")
        MEETING = "meeting", _("At a meeting")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="forwardings")
    lao = models.ForeignKey(LAO, models.PROTECT, related_name="tellings")
    way = models.CharField(max_length=20, choices=Way)
    told_on = models.DateField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "lao"], name="forwarding_each_lao_once"),
            models.CheckConstraint(
                condition=models.Q(way__in=["letter", "email", "line", "telephone", "meeting"]),
                name="forwarding_way_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} > {self.lao_id}"
