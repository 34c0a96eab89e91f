"""Working days of Thai offices."""

from datetime import date

import pytest

from contest_portal.editions.working_days import is_working_day, working_day_after

HOLIDAYS = frozenset({date(2022, 10, 13), date(2022, 10, 14), date(2022, 10, 24)})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2022, 9, 30), True),
        (date(2022, 10, 1), False),
        (date(2022, 10, 2), False),
        (date(2022, 10, 13), False),
        (date(2022, 10, 17), True),
    ],
)
def test_offices_rest_on_weekends_and_holidays(day, works):
    assert is_working_day(day, HOLIDAYS) == works


@pytest.mark.parametrize(
    ("after", "number", "found"),
    [
        (date(2022, 9, 28), 2, date(2022, 9, 30)),
        (date(2022, 9, 28), 4, date(2022, 10, 4)),
        (date(2022, 10, 1), 1, date(2022, 10, 3)),
        (date(2022, 10, 12), 1, date(2022, 10, 17)),
        (date(2022, 10, 12), 0, date(2022, 10, 12)),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(after, number, found):
    assert working_day_after(after, number, HOLIDAYS) == found
