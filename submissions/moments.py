"""Instants in the reader's language, for sentences that Python composes."""

from datetime import datetime

from django.utils.translation import get_language

from contest_portal.thai import dates, english


def _reads_english() -> bool:
    return (get_language() or "th").startswith("en")


def closing(moment: datetime) -> str:
    """วันพุธที่ 5 ตุลาคม 2565 เวลา 23.59 น."""
    return (english if _reads_english() else dates).closing_words(moment)


def to_the_second(moment: datetime) -> str:
    """6 ต.ค. 2565 00.00.07 น."""
    if _reads_english():
        return english.english_datetime_seconds(moment)
    return dates.thai_datetime_seconds(moment)


def hour(moment: datetime) -> str:
    """09.41 น."""
    return english.english_time(moment) if _reads_english() else dates.thai_time(moment)
