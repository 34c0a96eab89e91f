"""Working days of Thai offices: neither a weekend nor a public holiday of the edition."""

from datetime import date, timedelta

from .models import Edition

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def holidays_of(edition: Edition) -> frozenset[date]:
    return frozenset(edition.holidays.values_list("date", flat=True))


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def working_day_after(day: date, number: int, holidays: frozenset[date]) -> date:
    """The first, second, third… working day after a day, which itself may be any."""
    while number:
        day += ONE_DAY
        number -= is_working_day(day, holidays)
    return day


def working_days_between(day: date, until: date, holidays: frozenset[date]) -> int:
    """How many working days come after `day` up to and with `until`; 0 where that lies before."""
    passed = (day + ONE_DAY * number for number in range(1, (until - day).days + 1))
    return sum(is_working_day(each, holidays) for each in passed)
