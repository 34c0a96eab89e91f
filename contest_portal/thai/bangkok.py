"""Instants as Bangkok's calendar and wall clock show them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
ONE_MINUTE = timedelta(minutes=1)


def in_bangkok(moment: datetime) -> datetime:
    """Raises ValueError for a naive datetime: it names no instant."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone, so it names no instant.")
    return moment.astimezone(BANGKOK)


def calendar_day(day: date | datetime) -> date:
    """A date as it is; an aware datetime's date in Bangkok."""
    return in_bangkok(day).date() if isinstance(day, datetime) else day


def is_midnight(local: datetime) -> bool:
    return (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)


def last_minute_before(local: datetime) -> datetime:
    """23.59 of the day before, for a midnight: nobody reads 00.00 of the next day correctly."""
    return local - ONE_MINUTE
