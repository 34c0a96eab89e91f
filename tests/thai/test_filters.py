from datetime import date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from contest_portal.thai.bangkok import BANGKOK

MIDNIGHT = datetime(2022, 10, 6, tzinfo=BANGKOK)


def shown(filter_name, value, language="th"):
    template = Template("{% load thai %}{{ value|" + filter_name + " }}")
    with translation.override(language):
        return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("filter_name", "value", "thai", "english"),
    [
        ("thai_date", date(2022, 10, 5), "5 ตุลาคม 2565", "5 October 2022"),
        ("thai_short_date", date(2022, 10, 5), "5 ต.ค. 2565", "5 Oct 2022"),
        ("thai_day", date(2022, 10, 5), "5 ต.ค.", "5 Oct"),
        ("thai_full_date", MIDNIGHT, "วันพฤหัสบดีที่ 6 ตุลาคม 2565", "Thursday 6 October 2022"),
        ("thai_time", MIDNIGHT, "00.00 น.", "00:00"),
        ("thai_datetime", MIDNIGHT, "6 ต.ค. 2565 00.00 น.", "6 Oct 2022 00:00"),
        ("thai_datetime_seconds", MIDNIGHT, "6 ต.ค. 2565 00.00.00 น.", "6 Oct 2022 00:00:00"),
        ("official_date", date(2022, 9, 28), "๒๘ กันยายน ๒๕๖๕", "28 September 2022"),
        (
            "closing_words",
            MIDNIGHT,
            "วันพุธที่ 5 ตุลาคม 2565 เวลา 23.59 น.",
            "Wednesday 5 October 2022, 23:59",
        ),
        (
            "closing_words_short",
            MIDNIGHT,
            "วันพุธที่ 5 ต.ค. 2565 เวลา 23.59 น.",
            "Wednesday 5 Oct 2022, 23:59",
        ),
        ("closing_words_brief", MIDNIGHT, "พุธ 5 ต.ค. 23.59 น.", "Wed 5 Oct, 23:59"),
        ("duration_words", timedelta(hours=2), "2 ชม.", "2 hr"),
        ("file_size_words", 2048, "2 KB", "2 KB"),
        ("thai_digits", 2565, "๒๕๖๕", "๒๕๖๕"),
    ],
)
def test_a_filter_speaks_the_readers_language(filter_name, value, thai, english):
    assert shown(filter_name, value, "th") == thai
    assert shown(filter_name, value, "en") == english


def test_a_fact_that_is_not_there_yet_shows_as_nothing():
    assert shown("thai_date", None) == ""
    assert shown("thai_digits", "") == ""


def test_nothing_is_zero_bytes_but_not_nothing():
    assert shown("file_size_words", 0) == "0 B"
