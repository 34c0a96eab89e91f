"""The forecast of an edition's turnout from the matrix as it is now."""

from dataclasses import dataclass
from datetime import datetime

from contest_portal.editions.models import Edition
from notifications.progress import matrix
from notifications.progress.last_time import LastTime
from notifications.progress.matrix import ProvinceRow, Tally

from . import forecast
from .forecast import Chances, Forecast, Funnel


@dataclass(frozen=True)
class Outlook:
    """What is to be expected, and the chances from which a call's worth follows."""

    forecast: Forecast
    chances: Chances

    def gain_of(self, row: ProvinceRow) -> float:
        """LAOs more, if this province told all that it has not told yet."""
        return self.chances.gain_of_telling(untold_of(row.tally))


def forecast_of(
    edition: Edition, rows: list[ProvinceRow], before: LastTime | None, *, at: datetime
) -> Outlook | None:
    """None where nothing can be said: too few entrants, no last edition, or closed already.

    Only over all provinces: a provincial officer's own row is too little to go by.
    """
    funnel = funnel_of(matrix.total_of(rows))
    is_open = edition.opens_at <= at < edition.closes_at
    if before is None or not is_open or len(rows) == 1 or forecast.is_too_early(funnel):
        return None
    chances = forecast.chances(
        funnel, last_entered=before.organisations, last_register=before.register
    )
    return Outlook(forecast.of(funnel, chances), chances)


def funnel_of(total: Tally) -> Funnel:
    return Funnel(
        untold=untold_of(total), told=total.told_open, drafting=total.drafters,
        entered=total.entrants, entered_told=total.entrants_told,
    )  # fmt: skip


def untold_of(tally: Tally) -> int:
    """LAOs that nobody told and that have begun nothing."""
    return tally.laos - tally.told_open - tally.drafters - tally.entrants
