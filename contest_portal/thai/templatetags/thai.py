"""Template filters: dates, numbers and sizes in the reader's language. Nothing stays nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import template
from django.utils.translation import get_language

from contest_portal.thai import dates, english, measures, numerals

register = template.Library()


def _shown(in_thai: Callable[[Any], str], in_english: Callable[[Any], str]) -> Callable:
    """A filter that follows the active language; Thai when none is active."""

    @wraps(in_thai)
    def shown(value: Any) -> str:
        if value in (None, ""):
            return ""
        reads_english = (get_language() or "th").startswith("en")
        return in_english(value) if reads_english else in_thai(value)

    return shown


_BY_LANGUAGE: dict[str, tuple[Callable[[Any], str], Callable[[Any], str]]] = {
    "thai_date": (dates.thai_date, english.english_date),
    "thai_short_date": (dates.thai_short_date, english.english_short_date),
    "thai_full_date": (dates.thai_full_date, english.english_full_date),
    "thai_time": (dates.thai_time, english.english_time),
    "thai_datetime": (dates.thai_datetime, english.english_datetime),
    "thai_datetime_seconds": (dates.thai_datetime_seconds, english.english_datetime_seconds),
    "official_date": (dates.official_date, english.english_date),
    "closing_words": (dates.closing_words, english.closing_words),
    "closing_words_short": (dates.closing_words_short, english.closing_words_short),
    "closing_words_brief": (dates.closing_words_brief, english.closing_words_brief),
    "duration_words": (measures.duration_words, english.duration_words),
    "file_size_words": (measures.file_size_words, measures.file_size_words),
    "thai_digits": (numerals.to_thai_digits, numerals.to_thai_digits),
}
for _name, _pair in _BY_LANGUAGE.items():
    register.filter(_name, _shown(*_pair))
