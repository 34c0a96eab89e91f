"""Template filters: dates, numbers and sizes in the reader's language."""

from django import template

from contest_portal.thai import dates, english, shown

register = template.Library()

FILTERS = (
    "thai_date", "thai_short_date", "thai_day", "thai_full_date", "thai_time", "thai_datetime",
    "thai_datetime_seconds", "official_date", "closing_words", "closing_words_short",
    "closing_words_brief", "duration_words", "file_size_words", "thai_digits",
)  # fmt: skip
for _name in FILTERS:
    register.filter(_name, getattr(shown, _name))
register.filter(
    "thai_full_datetime_seconds",
    shown.by_language(dates.thai_full_datetime_seconds, english.english_full_datetime_seconds),
)
