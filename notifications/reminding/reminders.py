"""Reminding provinces that have not acknowledged: when the edition says so, on working days only.

Whom a reminder goes to is asked of the tables at the moment it is planned, never earlier.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from contest_portal import audit
from contest_portal.editions.models import Edition
from contest_portal.editions.working_days import holidays_of, is_working_day, working_day_after
from contest_portal.thai.bangkok import BANGKOK, in_bangkok
from notifications.circulars import addressing
from notifications.mailing import waking
from notifications.models import Circular, Message, Recipient, Reminder

KIND = "circular_reminder"


@dataclass(frozen=True)
class Planned:
    """One reminder of a circular: the first, the second…, and when it is due."""

    number: int
    at: datetime


def schedule(circular: Circular) -> list[Planned]:
    """The reminders of a circular that is out, in their order."""
    edition = circular.edition
    released = in_bangkok(circular.released_at).date()
    holidays = holidays_of(edition)
    days = [working_day_after(released, days, holidays) for days in sorted(edition.reminder_days)]
    return [
        Planned(number, datetime.combine(day, edition.reminder_hour, BANGKOK))
        for number, day in enumerate(days, start=1)
    ]


def coming(schedule: list[Planned], *, at: datetime, done: int) -> Planned | None:
    """The reminder that is planned next; of several overdue ones the latest. `done`: the last one
    that anybody was sent."""
    open_ones = [planned for planned in schedule if planned.number > done]
    overdue = [planned for planned in open_ones if planned.at <= at]
    return overdue[-1] if overdue else next(iter(open_ones), None)


def is_time(edition: Edition, *, at: datetime) -> bool:
    """Whether offices are at work: a late reminder waits for the next working day's hour."""
    local = in_bangkok(at)
    is_late_enough = local.time() >= edition.reminder_hour
    return is_late_enough and is_working_day(local.date(), holidays_of(edition))


def plan(*, at: datetime) -> int:
    """Owe every reminder that is due at `at` (contest time) and was not yet; returns how many."""
    return sum(_plan_for(circular, at=at) for circular in out_at(at))


def out_at(at: datetime) -> QuerySet[Circular]:
    """Circulars that provinces have at `at`, or are about to."""
    out = Circular.objects.filter(status__in=Circular.OUT, released_at__lte=at)
    return out.defer("original", "body").select_related("edition__channel", "edition__organiser")


def _plan_for(circular: Circular, *, at: datetime) -> int:
    """Only the latest of several overdue ones: nobody is reminded twice in one minute."""
    due = [planned for planned in schedule(circular) if planned.at <= at]
    if not due or not is_time(circular.edition, at=at):
        return 0
    return _remind(circular, due[-1])


@transaction.atomic
def _remind(circular: Circular, planned: Planned) -> int:
    """Locked first, then asked: an answer either stands already or stops the mail owed here."""
    list(circular.recipients.select_for_update().values_list("pk"))
    reminded = [
        (recipient, _draft(circular, recipient, planned.number))
        for recipient in awaited(circular, planned.number)
    ]
    Message.objects.bulk_create([message for _recipient, message in reminded])
    Reminder.objects.bulk_create([
        Reminder(
            recipient=recipient, number=planned.number, planned_for=planned.at, message=message
        )
        for recipient, message in reminded
    ])  # fmt: skip
    if reminded:
        _record(circular, planned, len(reminded))
        waking.wake()
    return len(reminded)


def awaited(circular: Circular, number: int) -> QuerySet[Recipient]:
    """Whom this reminder would go to now: no answer, and the last mail was accepted.

    A province whose mail did not arrive needs another address, not a second mail.
    """
    return _unanswered(circular, number).filter(last_state=Message.State.SENT)


def held_back(circular: Circular, number: int) -> QuerySet[Recipient]:
    """Provinces without an answer that cannot be reminded by mail as things are."""
    return _unanswered(circular, number).exclude(last_state=Message.State.SENT)


def _unanswered(circular: Circular, number: int) -> QuerySet[Recipient]:
    own = Message.objects.filter(recipient=OuterRef("pk"), address=OuterRef("address"))
    last = own.order_by("-queued_at")
    return (
        circular.recipients.provinces()
        .filter(acknowledgement=None)
        .exclude(reminders__number__gte=number)
        .select_related("province", "contact")
        .annotate(last_state=Subquery(last.values("state")[:1]))
        .order_by("province__sort_key")
    )


def _draft(circular: Circular, recipient: Recipient, number: int) -> Message:
    key = f"reminder:{circular.pk}:{number}:{recipient.province_id}"
    return addressing.mail_about(circular, recipient, kind=KIND, key=key, number=number)


def _record(circular: Circular, planned: Planned, count: int) -> None:
    audit.record(
        audit.Action.CIRCULAR_REMINDED, circular, by=None, edition=circular.edition.slug,
        facts={"number": planned.number, "planned_for": planned.at.isoformat(), "mails": count},
        after=circular.content_digest,
    )  # fmt: skip
