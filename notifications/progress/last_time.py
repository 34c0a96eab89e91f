"""How many LAOs entered the edition before, to compare with."""

from dataclasses import dataclass

from contest_portal.editions.models import Edition

from . import matrix, plan
from .matrix import ProvinceRow


@dataclass(frozen=True)
class LastTime:
    """`register`: LAOs there were. `is_by_province`: whether each province's share is known too."""

    year_be: int
    organisations: int
    register: int
    is_by_province: bool


def of(edition: Edition, rows: list[ProvinceRow]) -> LastTime | None:
    """Counted where that edition is in this database, else as the plan tells it."""
    counted = sum(row.before for row in rows)
    if counted:
        return LastTime(edition.year_be - 1, counted, matrix.total_of(rows).laos, True)
    told = plan.plan_of(edition)
    if told.last_organisations is None:
        return None
    return LastTime(told.last_year_be, told.last_organisations, told.last_register, False)
