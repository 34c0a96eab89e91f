"""Writing and reading what happened."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

from contest_portal import clock

from .actions import Action
from .actor import actor_of

if TYPE_CHECKING:
    from .models import AuditEvent

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


def record(
    action: Action,
    subject: models.Model | None = None,
    *,
    by: object,
    facts: dict | None = None,
    edition: str = "",
    lao: str = "",
    province: str = "",
    before: str = "",
    after: str = "",
) -> AuditEvent:
    """Add one event, in the caller's transaction.

    `by` is an Actor, anything with an `audit_actor`, or None for the system. `edition`, `lao` and
    `province` are their codes as text. `before` and `after` are SHA-256 digests of changed content.
    """
    actor = actor_of(by)
    machine = clock.machine_now()
    return _events().create(
        action=action,
        actor_id=actor.id,
        actor_label=actor.label,
        actor_role=actor.role,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        edition=edition,
        lao=lao,
        province=province,
        facts=facts or {},
        before_digest=before,
        after_digest=after,
        request_id=current_request_id.get(),
        machine_at=machine,
        contest_at=clock.contest_time(machine),
    )


def about(subject: models.Model) -> models.QuerySet[AuditEvent]:
    """The timeline of one thing, oldest first."""
    return _events().filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def _events() -> models.Manager[AuditEvent]:
    # The package is imported by apps that load before its models.
    return apps.get_model("audit", "AuditEvent").objects
