"""How long and how big, in words."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

Unit = TypeVar("Unit")
UNITS = ("วัน", "ชม.", "นาที")
SIZE_UNITS = ("B", "KB", "MB", "GB")
KILOBYTE = 1024  # as Windows shows a file
MEGABYTE = KILOBYTE * 1024


def duration_words(duration: timedelta) -> str:
    """1 วัน 14 ชม.: the two largest units, rounded down so that nobody is promised more time.

    Under a minute, and for nothing left at all: ไม่ถึง 1 นาที.
    """
    parts = [f"{number} {unit}" for number, unit in largest_two(duration, UNITS)]
    return " ".join(parts) or "ไม่ถึง 1 นาที"


def largest_two(duration: timedelta, units: Sequence[Unit]) -> list[tuple[int, Unit]]:
    """The largest non-zero of days, hours, minutes and the one after it, each with its unit."""
    minutes = max(0, duration // timedelta(minutes=1))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    counted = list(zip((days, hours, minutes), units, strict=True))
    while counted and not counted[0][0]:
        counted.pop(0)
    return [(number, unit) for number, unit in counted[:2] if number]


def file_size_words(size: int) -> str:
    """12.1 MB, from bytes; one decimal from MB up, unless it is 0."""
    amount = float(size)
    for unit in SIZE_UNITS[:-1]:
        decimals = 1 if unit == "MB" else 0
        if round(amount, decimals) < KILOBYTE:
            return f"{_rounded(amount, decimals)} {unit}"
        amount /= KILOBYTE
    return f"{_rounded(amount, 1)} {SIZE_UNITS[-1]}"


def _rounded(amount: float, decimals: int) -> str:
    return f"{amount:,.{decimals}f}".removesuffix(".0")
