"""How fast the panel signs, and when it would be through at that rate."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contest_portal.thai.bangkok import calendar_day

A_DAY = timedelta(days=1)
DAYS_SHOWN = 7


@dataclass(frozen=True)
class Pace:
    """Rates in sheets a day. A forecast, not a score: floating point is exact enough.

    `ends_at` is None while nothing is signed, so that nothing can be said; `needed` is what it
    takes from now on to be through in time, None once the window is closed.
    """

    left: int
    rate: float
    needed: float | None
    ends_at: datetime | None
    closes_at: datetime
    days: Sequence[tuple[date, int]]

    @property
    def is_late(self) -> bool:
        return self.ends_at is None or self.ends_at >= self.closes_at


def pace_of(
    signatures: Iterable[datetime], left: int, *, opens_at: datetime, closes_at: datetime,
    at: datetime,
) -> Pace | None:  # fmt: skip
    """Signatures a day since the opening, carried on from `at`; less than a day counts as one.

    None before the opening, and when nothing is left to be signed.
    """
    if at < opens_at or not left:
        return None
    moments = list(signatures)
    elapsed = max(at - opens_at, A_DAY)
    return Pace(
        left=left,
        rate=len(moments) / (elapsed / A_DAY),
        needed=left / ((closes_at - at) / A_DAY) if at < closes_at else None,
        ends_at=at + elapsed * (left / len(moments)) if moments else None,
        closes_at=closes_at,
        days=_last_days(moments, at),
    )


def _last_days(moments: list[datetime], at: datetime) -> list[tuple[date, int]]:
    """(day in Bangkok, signatures), the oldest first, days without one included."""
    counted = Counter(calendar_day(moment) for moment in moments)
    days = [calendar_day(at) - A_DAY * back for back in reversed(range(DAYS_SHOWN))]
    return [(day, counted[day]) for day in days]
