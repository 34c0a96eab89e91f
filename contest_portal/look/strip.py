"""The deadline strip: which of its states it is in, by the contest's clock."""

from datetime import datetime, timedelta

SOON = timedelta(hours=48)
LAST_HOUR = timedelta(hours=1)


def state(closes_at: datetime, at: datetime) -> str:
    """open, soon (under 48 hours), last-hour or closed; the closing instant itself is closed."""
    left = closes_at - at
    if left <= timedelta(0):
        return "closed"
    if left < LAST_HOUR:
        return "last-hour"
    return "soon" if left < SOON else "open"
