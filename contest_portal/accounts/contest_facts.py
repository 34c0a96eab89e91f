"""What belonging must know of the running contest, told by the layer above, which knows it."""

from datetime import date, datetime
from typing import Protocol

from django.utils import timezone


class RunningContest(Protocol):
    def slug(self) -> str:
        """Of the edition that is shown now; "" while there is none."""
        ...

    def working_day_after(self, day: date, number: int) -> date:
        """The first, second, third… working day of Thai offices after a day."""
        ...


_told: list[RunningContest] = []


def tell(contest: RunningContest) -> None:
    _told[:] = [contest]


def current_slug() -> str:
    return _told[0].slug()


def one_working_day_after(moment: datetime) -> datetime:
    """The same time of day in Bangkok, on the next day on which offices work."""
    local = timezone.localtime(moment)
    day = _told[0].working_day_after(local.date(), 1)
    return datetime.combine(day, local.timetz())
