"""The audit table: rows are added and never changed, by the model, and by triggers beneath it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .actions import Action


class AppendOnly(Exception):
    """Somebody tried to change or delete what happened."""


class AuditEventQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly("Audit events are never changed.")

    def delete(self):
        raise AppendOnly("Audit events are never deleted.")


class AuditEvent(models.Model):
    """No foreign keys: the record outlives what it speaks of."""

    action = models.CharField(max_length=40, help_text="One of Action, the list in the code.")
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=300)
    actor_role = models.CharField(max_length=40, blank=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    lao = models.CharField(max_length=40, blank=True)
    province = models.CharField(max_length=10, blank=True)
    facts = models.JSONField(default=dict)
    before_digest = models.CharField(max_length=64, blank=True)
    after_digest = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    machine_at = models.DateTimeField()
    contest_at = models.DateTimeField()

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["lao", "id"], name="audit_by_lao"),
            models.Index(fields=["province", "id"], name="audit_by_province"),
        ]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly("Audit events are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Audit events are never deleted.")

    def get_action_display(self) -> str:
        """What happened, in the reader's language."""
        return str(Action(self.action).label)


class Seal(models.Model):
    """One link of the chain over what happened; `sealing` says what a head is made of."""

    position = models.PositiveBigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    head = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        verbose_name = _("seal of the audit")
        verbose_name_plural = _("seals of the audit")

    def __str__(self) -> str:
        return f"{self.position}:{self.head}"
