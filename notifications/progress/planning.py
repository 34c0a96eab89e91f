"""Changing the plan of the follow-up. What was reminded already stays reminded."""

from datetime import datetime, time

from django.db import transaction

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from notifications.models import OutreachPlan


@transaction.atomic
def change(
    edition: Edition,
    plan: OutreachPlan,
    *,
    reminder_days: list[int],
    reminder_hour: time,
    by: User,
    at: datetime,
) -> None:
    """`plan` holds the new figures, unsaved."""
    plan.edition = edition
    plan.save()
    edition.reminder_days, edition.reminder_hour = reminder_days, reminder_hour
    edition.save(update_fields=["reminder_days", "reminder_hour"])
    facts = {field.name: getattr(plan, field.attname) for field in plan._meta.fields}
    del facts["id"], facts["edition"]
    audit.record(
        audit.Action.PLAN_CHANGED, edition, by=by, edition=edition.slug,
        facts={**facts, "reminder_days": reminder_days, "reminder_hour": str(reminder_hour)},
    )  # fmt: skip
