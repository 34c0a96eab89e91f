"""The deadline strip changes its state at the second it says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags

from contest_portal.look import strip
from tests.factories import make_edition

CLOSES = datetime(2022, 10, 5, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (timedelta(hours=48), "open"),
        (timedelta(hours=48) - timedelta(microseconds=1), "soon"),
        (timedelta(hours=1), "soon"),
        (timedelta(hours=1) - timedelta(microseconds=1), "last-hour"),
        (timedelta(microseconds=1), "last-hour"),
        (timedelta(0), "closed"),
        (timedelta(days=-3), "closed"),
    ],
)
def test_the_strip_turns_at_48_hours_at_one_hour_and_at_the_closing_instant(left, state):
    assert strip.state(CLOSES, CLOSES - left) == state


def test_the_strip_names_the_last_minute_of_the_last_day_and_what_is_left(db):
    words = _words(now=CLOSES - timedelta(days=1, hours=14, minutes=5))

    assert words == ("ปิดรับ วันพุธที่ 5 ต.ค. 2565 เวลา 23.59 น. พุธ 5 ต.ค. 23.59 น. · เหลือ 1 วัน 14 ชม.")


def test_a_closed_strip_counts_nothing(db):
    words = _words(now=CLOSES)

    assert words == "ปิดรับแล้ว วันพุธที่ 5 ต.ค. 2565 เวลา 23.59 น. พุธ 5 ต.ค. 23.59 น."


def test_an_extension_is_said_to_be_one(db):
    words = _words(now=CLOSES, closes_at=CLOSES + timedelta(hours=17))

    assert words == (
        "ขยายเวลาให้คุณถึง วันพฤหัสบดีที่ 6 ต.ค. 2565 ก่อน 17.00 น. พฤหัสบดี 6 ต.ค. ก่อน 17.00 น. · เหลือ 17 ชม."
    )


def _words(now: datetime, closes_at: datetime | None = None) -> str:
    context = {"edition": make_edition(closes_at=CLOSES), "now": now, "closes_at": closes_at}
    html = Template("{% deadline_strip edition closes_at %}").render(Context(context))
    in_sight, _hidden, _after = html.partition('<span class="clock-off"')
    return " ".join(strip_tags(in_sight).split())
