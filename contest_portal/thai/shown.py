"""Dates, numbers and sizes in the reader's language. Nothing stays nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import get_language

from . import dates, english, measures, numerals


def by_language(in_thai: Callable[[Any], str], in_english: Callable[[Any], str]) -> Callable:
    """A function that follows the active language; Thai when none is active."""

    @wraps(in_thai)
    def shown(value: Any) -> str:
        if value in (None, ""):
            return ""
        reads_english = (get_language() or "th").startswith("en")
        return in_english(value) if reads_english else in_thai(value)

    return shown


thai_date = by_language(dates.thai_date, english.english_date)
thai_month = by_language(dates.thai_month, english.english_month)
thai_short_date = by_language(dates.thai_short_date, english.english_short_date)
thai_day = by_language(dates.thai_day, english.english_day)
thai_full_date = by_language(dates.thai_full_date, english.english_full_date)
thai_time = by_language(dates.thai_time, english.english_time)
thai_datetime = by_language(dates.thai_datetime, english.english_datetime)
thai_datetime_seconds = by_language(dates.thai_datetime_seconds, english.english_datetime_seconds)
official_date = by_language(dates.official_date, english.english_date)
closing_words = by_language(dates.closing_words, english.closing_words)
closing_words_short = by_language(dates.closing_words_short, english.closing_words_short)
closing_words_brief = by_language(dates.closing_words_brief, english.closing_words_brief)
duration_words = by_language(measures.duration_words, english.duration_words)
file_size_words = by_language(measures.file_size_words, measures.file_size_words)
thai_digits = by_language(numerals.to_thai_digits, numerals.to_thai_digits)


def month_name(number: int) -> str:
    """The name of month 1 to 12 in the reader's language."""
    months = english.MONTHS if get_language() == "en" else dates.MONTHS
    return months[number - 1]
