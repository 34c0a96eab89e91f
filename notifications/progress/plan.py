"""The plan of a circular as dates: working days counted from its release."""

from dataclasses import dataclass
from datetime import date, datetime

from contest_portal.editions.models import Edition
from contest_portal.editions.working_days import (
    holidays_of,
    working_day_after,
    working_days_between,
)
from contest_portal.thai.bangkok import in_bangkok
from notifications.models import Circular, OutreachPlan


@dataclass(frozen=True)
class Calendar:
    """By when each step is due, and when an unanswered letter climbs the ladder."""

    acknowledge_by: date
    forward_by: date
    tell_by: date
    second_contact_on: date
    call_on: date
    head_on: date
    holidays: frozenset[date]

    def days_late(self, due: date, today: date) -> int:
        """Working days that have passed since the due day; 0 on the day itself and before."""
        return working_days_between(due, today, self.holidays)


def plan_of(edition: Edition) -> OutreachPlan:
    """The edition's own plan, or the usual one, unsaved."""
    try:
        return edition.outreach_plan
    except OutreachPlan.DoesNotExist:
        return OutreachPlan(edition=edition)


def calendar_of(circular: Circular | None) -> Calendar | None:
    """None as long as nothing was sent."""
    if circular is None or circular.released_at is None:
        return None
    return counted_from(circular.released_at, circular.edition)


def counted_from(released_at: datetime, edition: Edition) -> Calendar:
    plan = plan_of(edition)
    released = in_bangkok(released_at).date()
    holidays = holidays_of(edition)

    def day(number: int) -> date:
        return working_day_after(released, number, holidays)

    return Calendar(
        acknowledge_by=day(plan.acknowledge_days),
        forward_by=day(plan.forward_days),
        tell_by=day(plan.tell_days),
        second_contact_on=day(plan.second_contact_days),
        call_on=day(plan.call_days),
        head_on=day(plan.head_days),
        holidays=holidays,
    )
