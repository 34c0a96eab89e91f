"""The same dates and measures for the reader who chose English: common era, 24 hours."""

from datetime import date, datetime, timedelta

from .bangkok import calendar_day, in_bangkok, is_midnight, last_minute_before
from .measures import largest_two

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = (("day", "days"), ("hr", "hr"), ("min", "min"))


def english_date(day: date | datetime) -> str:
    """5 October 2022"""
    day = calendar_day(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def english_month(day: date) -> str:
    """October 2022"""
    return f"{MONTHS[day.month - 1]} {day.year}"


def english_short_date(day: date | datetime) -> str:
    """5 Oct 2022"""
    day = calendar_day(day)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def english_day(day: date | datetime) -> str:
    """5 Oct"""
    day = calendar_day(day)
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def english_full_date(day: date | datetime) -> str:
    """Wednesday 5 October 2022"""
    return f"{_weekday(day)} {english_date(day)}"


def english_time(moment: datetime) -> str:
    """09:41"""
    return f"{in_bangkok(moment):%H:%M}"


def english_datetime(moment: datetime) -> str:
    """5 Oct 2022 09:41"""
    return f"{english_short_date(moment)} {english_time(moment)}"


def english_datetime_seconds(moment: datetime) -> str:
    """5 Oct 2022 09:41:07"""
    return f"{english_short_date(moment)} {in_bangkok(moment):%H:%M:%S}"


def english_full_datetime_seconds(moment: datetime) -> str:
    """Wednesday 5 October 2022, 09:41:07"""
    return f"{english_full_date(moment)}, {in_bangkok(moment):%H:%M:%S}"


def closing_words(closes_at: datetime) -> str:
    """Wednesday 5 October 2022, 23:59 for the midnight after it; else …, before 16:30"""
    day, hour = _last_day_and_hour(closes_at)
    return f"{english_full_date(day)}, {hour}"


def closing_words_short(closes_at: datetime) -> str:
    """Wednesday 5 Oct 2022, 23:59"""
    day, hour = _last_day_and_hour(closes_at)
    return f"{_weekday(day)} {english_short_date(day)}, {hour}"


def closing_words_brief(closes_at: datetime) -> str:
    """Wed 5 Oct, 23:59"""
    day, hour = _last_day_and_hour(closes_at)
    return f"{_weekday(day)[:3]} {day.day} {MONTHS[day.month - 1][:3]}, {hour}"


def duration_words(duration: timedelta) -> str:
    """1 day 14 hr: the two largest units, rounded down"""
    parts = [
        f"{number} {one if number == 1 else many}"
        for number, (one, many) in largest_two(duration, UNITS)
    ]
    return " ".join(parts) or "less than 1 min"


def _last_day_and_hour(closes_at: datetime) -> tuple[date, str]:
    local = in_bangkok(closes_at)
    if is_midnight(local):
        last = last_minute_before(local)
        return last.date(), english_time(last)
    return local.date(), f"before {local:%H:%M:%S}" if local.second else f"before {local:%H:%M}"


def _weekday(day: date | datetime) -> str:
    return WEEKDAYS[calendar_day(day).weekday()]
