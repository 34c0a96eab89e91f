"""Dates and times in Thai: the Buddhist era, Bangkok's clock, the closing instant in words."""

from datetime import date, datetime

from .bangkok import calendar_day, in_bangkok, is_midnight, last_minute_before
from .numerals import to_thai_digits

BUDDHIST_ERA = 543
MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


def buddhist_year(day: date | datetime) -> int:
    return calendar_day(day).year + BUDDHIST_ERA


def thai_date(day: date | datetime) -> str:
    """5 ตุลาคม 2565"""
    day = calendar_day(day)
    return f"{day.day} {MONTHS[day.month - 1]} {buddhist_year(day)}"


def thai_month(day: date) -> str:
    """ตุลาคม 2565"""
    return f"{MONTHS[day.month - 1]} {buddhist_year(day)}"


def thai_short_date(day: date | datetime) -> str:
    """5 ต.ค. 2565"""
    day = calendar_day(day)
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}"


def thai_day(day: date | datetime) -> str:
    """5 ต.ค.: where the year goes without saying."""
    day = calendar_day(day)
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}"


def thai_full_date(day: date | datetime) -> str:
    """วันพุธที่ 5 ตุลาคม 2565"""
    return f"วัน{_weekday(day)}ที่ {thai_date(day)}"


def official_date(day: date | datetime) -> str:
    """๒๘ กันยายน ๒๕๖๕, as an official letter is dated"""
    return to_thai_digits(thai_date(day))


def thai_time(moment: datetime) -> str:
    """09.41 น."""
    return f"{in_bangkok(moment):%H.%M} น."


def thai_datetime(moment: datetime) -> str:
    """5 ต.ค. 2565 09.41 น."""
    return f"{thai_short_date(moment)} {thai_time(moment)}"


def thai_datetime_seconds(moment: datetime) -> str:
    """5 ต.ค. 2565 09.41.07 น."""
    return f"{thai_short_date(moment)} {in_bangkok(moment):%H.%M.%S} น."


def thai_full_datetime_seconds(moment: datetime) -> str:
    """วันพุธที่ 5 ตุลาคม 2565 เวลา 09.41.07 น."""
    return f"{thai_full_date(moment)} เวลา {in_bangkok(moment):%H.%M.%S} น."


def closing_words(closes_at: datetime) -> str:
    """วันพุธที่ 5 ตุลาคม 2565 เวลา 23.59 น. for the midnight after it; else … ก่อน 16.30 น."""
    day, hour = _last_day_and_hour(closes_at)
    return f"{thai_full_date(day)} {hour}"


def closing_words_short(closes_at: datetime) -> str:
    """วันพุธที่ 5 ต.ค. 2565 เวลา 23.59 น.: the closing instant for a strip"""
    day, hour = _last_day_and_hour(closes_at)
    return f"วัน{_weekday(day)}ที่ {thai_short_date(day)} {hour}"


def closing_words_brief(closes_at: datetime) -> str:
    """พุธ 5 ต.ค. 23.59 น.: the closing instant where a phone has one line"""
    day, hour = _last_day_and_hour(closes_at)
    return f"{_weekday(day)} {day.day} {SHORT_MONTHS[day.month - 1]} {hour.removeprefix('เวลา ')}"


def _last_day_and_hour(closes_at: datetime) -> tuple[date, str]:
    """The day people may still send on, and the hour in words."""
    local = in_bangkok(closes_at)
    if is_midnight(local):
        last = last_minute_before(local)
        return last.date(), f"เวลา {thai_time(last)}"
    return local.date(), f"ก่อน {_exact_time(local)}"


def _exact_time(local: datetime) -> str:
    """Seconds are said only where there are some."""
    return f"{local:%H.%M.%S} น." if local.second else thai_time(local)


def _weekday(day: date | datetime) -> str:
    return WEEKDAYS[calendar_day(day).weekday()]
