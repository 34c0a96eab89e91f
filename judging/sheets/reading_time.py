"""How long a sheet takes, from the first look at the entry to the signature."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

from judging.models import Sheet

A_MINUTE = timedelta(minutes=1)
# A sheet that lay open over lunch or overnight says nothing about reading.
AT_A_SITTING = timedelta(hours=2)


def note_opening(sheet: Sheet, at: datetime) -> None:
    """The first look; later ones change nothing."""
    if sheet.opened_at is None:
        Sheet.objects.filter(pk=sheet.pk, opened_at=None).update(opened_at=at)


def usual_minutes(sheets: Iterable[Sheet]) -> int | None:
    """The median of those signed at one sitting, at least 1; None without any."""
    taken = [
        sheet.signed_at - sheet.opened_at for sheet in sheets if sheet.opened_at and sheet.signed_at
    ]
    sittings = [each / A_MINUTE for each in taken if timedelta(0) <= each <= AT_A_SITTING]
    return max(1, round(median(sittings))) if sittings else None
