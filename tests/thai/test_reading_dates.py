from datetime import date, timedelta

import pytest
from django.utils import translation

from contest_portal.thai import dates
from contest_portal.thai.reading_dates import parse_thai_date

LETTER_DATE = date(2022, 9, 28)


@pytest.mark.parametrize(
    "text",
    [
        "๒๘ กันยายน ๒๕๖๕",
        "28 ก.ย. 2565",
        "28 กย 2565",
        "28ก.ย.2565",
        "28/9/2565",
        "28-09-2565",
        "28.9.2565",
        " ๒๘/๙/๒๕๖๕ ",
        "28 กันยายน พ.ศ. 2565",
        "วันพุธที่ ๒๘ กันยายน พ.ศ. ๒๕๖๕",
        "วันที่ 28 กันยายน 2565",
        "28\u00a0กันยายน\u200b 2565",
    ],
)
def test_a_date_is_read_however_it_is_written(text):
    assert parse_thai_date(text) == LETTER_DATE


@pytest.mark.parametrize("spell", [dates.thai_date, dates.thai_short_date, dates.official_date])
def test_every_day_of_a_year_is_read_as_it_was_written(spell):
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]

    assert [parse_thai_date(spell(day)) for day in days] == days


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "“” is not a date. Write it like 28 ก.ย. 2565."),
        ("เร็ว ๆ นี้", "“เร็ว ๆ นี้” is not a date. Write it like 28 ก.ย. 2565."),
        ("28 กันยายน 65", "“28 กันยายน 65” is not a date. Write it like 28 ก.ย. 2565."),
        ("28 September 2565", "“September” is not a month."),
        ("28/13/2565", "“13” is not a month."),
        ("28/²/2565", "“28/²/2565” is not a date. Write it like 28 ก.ย. 2565."),
        ("31 กันยายน 2565", "กันยายน 2565 has no day 31."),
        ("29/2/2565", "กุมภาพันธ์ 2565 has no day 29."),
        ("28/9/2022", "Write the year in the Buddhist era, for example 2565."),
        ("28/9/9999", "Write the year in the Buddhist era, for example 2565."),
    ],
)
def test_what_is_no_date_is_refused_in_words(text, words):
    with translation.override("en"), pytest.raises(ValueError) as refusal:
        parse_thai_date(text)

    assert str(refusal.value) == words
