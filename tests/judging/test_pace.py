"""The forecast: signatures a day so far, carried on."""

from datetime import UTC, datetime, timedelta

from judging.judges.pace import pace_of

OPENS = datetime(2022, 10, 10, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=20)
DAY = timedelta(days=1)


def pace(signed: int, left: int, *, at=OPENS + 10 * DAY):
    moments = [at - DAY] * signed
    return pace_of(moments, left, opens_at=OPENS, closes_at=CLOSES, at=at)


def test_the_rate_so_far_is_carried_on():
    in_time, late = pace(20, 10), pace(20, 30)

    assert (in_time.rate, in_time.ends_at, in_time.is_late) == (2, OPENS + 15 * DAY, False)
    assert (late.ends_at, late.is_late, late.needed) == (OPENS + 25 * DAY, True, 3)


def test_the_closing_instant_itself_is_late():
    assert pace(10, 10).is_late


def test_a_first_hour_does_not_promise_wonders():
    early = pace(4, 8, at=OPENS + timedelta(hours=1))

    assert (early.rate, early.ends_at) == (4, OPENS + timedelta(hours=1) + 2 * DAY)


def test_nothing_is_said_before_the_opening_without_work_or_without_a_signature():
    assert pace(0, 5, at=OPENS - DAY) is None
    assert pace(5, 0) is None
    assert (pace(0, 5).ends_at, pace(0, 5).is_late) == (None, True)
    assert pace(1, 5, at=CLOSES).needed is None


def test_the_last_days_are_counted_on_bangkoks_calendar():
    late_evening = datetime(2022, 10, 19, 17, 30, tzinfo=UTC)  # 00.30 of the 20th in Bangkok
    counted = pace_of(
        [late_evening], 1, opens_at=OPENS, closes_at=CLOSES, at=late_evening + timedelta(hours=1)
    )

    assert [count for _day, count in counted.days] == [0] * 6 + [1]
    assert counted.days[-1][0].day == 20
