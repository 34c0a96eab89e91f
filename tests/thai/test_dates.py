from datetime import UTC, date, datetime, timedelta

import pytest

from contest_portal.thai import dates, english
from contest_portal.thai.bangkok import BANGKOK

CLOSING_DAY = date(2022, 10, 5)
MORNING = datetime(2022, 10, 5, 9, 41, 7, tzinfo=BANGKOK)
MIDNIGHT_AFTER = datetime(2022, 10, 6, tzinfo=BANGKOK)


def test_a_date_is_written_in_the_buddhist_era():
    assert dates.thai_date(CLOSING_DAY) == "5 ตุลาคม 2565"
    assert dates.thai_short_date(CLOSING_DAY) == "5 ต.ค. 2565"
    assert dates.thai_full_date(CLOSING_DAY) == "วันพุธที่ 5 ตุลาคม 2565"


def test_a_letter_is_dated_in_thai_digits():
    assert dates.official_date(date(2022, 9, 28)) == "๒๘ กันยายน ๒๕๖๕"


def test_times_are_bangkoks_wherever_the_instant_was_recorded():
    late_evening_in_utc = datetime(2022, 10, 5, 17, 30, tzinfo=UTC)

    assert dates.thai_datetime(late_evening_in_utc) == "6 ต.ค. 2565 00.30 น."
    assert dates.thai_time(MORNING) == "09.41 น."
    assert dates.thai_datetime_seconds(MORNING) == "5 ต.ค. 2565 09.41.07 น."


def test_every_day_of_the_week_has_its_name():
    monday = date(2022, 10, 3)
    week = [dates.thai_full_date(monday + timedelta(days=n)).split("ที่")[0] for n in range(7)]

    assert week == [
        "วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์",
    ]  # fmt: skip


def test_a_naive_datetime_names_no_instant():
    with pytest.raises(ValueError, match="no time zone"):
        dates.thai_date(MORNING.replace(tzinfo=None))


def test_closing_at_midnight_is_read_as_the_last_minute_of_the_day_before():
    assert dates.closing_words(MIDNIGHT_AFTER) == "วันพุธที่ 5 ตุลาคม 2565 เวลา 23.59 น."
    assert dates.closing_words_short(MIDNIGHT_AFTER) == "วันพุธที่ 5 ต.ค. 2565 เวลา 23.59 น."
    assert dates.closing_words_brief(MIDNIGHT_AFTER) == "พุธ 5 ต.ค. 23.59 น."


def test_closing_at_any_other_instant_is_read_as_before_it():
    half_past_four = datetime(2022, 10, 5, 9, 30, tzinfo=UTC)

    assert dates.closing_words(half_past_four) == "วันพุธที่ 5 ตุลาคม 2565 ก่อน 16.30 น."
    assert dates.closing_words_brief(half_past_four) == "พุธ 5 ต.ค. ก่อน 16.30 น."


def test_closing_with_seconds_says_them():
    just_before_midnight = MIDNIGHT_AFTER - timedelta(seconds=1)

    assert dates.closing_words(just_before_midnight) == "วันพุธที่ 5 ตุลาคม 2565 ก่อน 23.59.59 น."


def test_the_english_reader_sees_the_common_era():
    assert english.english_date(CLOSING_DAY) == "5 October 2022"
    assert english.english_short_date(CLOSING_DAY) == "5 Oct 2022"
    assert english.english_full_date(CLOSING_DAY) == "Wednesday 5 October 2022"
    assert english.english_datetime(MORNING) == "5 Oct 2022 09:41"
    assert english.english_datetime_seconds(MORNING) == "5 Oct 2022 09:41:07"


def test_the_english_reader_sees_the_same_closing_instant():
    assert english.closing_words(MIDNIGHT_AFTER) == "Wednesday 5 October 2022, 23:59"
    assert english.closing_words_short(MIDNIGHT_AFTER) == "Wednesday 5 Oct 2022, 23:59"
    assert english.closing_words_brief(MIDNIGHT_AFTER) == "Wed 5 Oct, 23:59"
    assert english.closing_words(MORNING) == "Wednesday 5 October 2022, before 09:41:07"
