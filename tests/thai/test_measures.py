from datetime import timedelta

import pytest

from contest_portal.thai import english, measures


@pytest.mark.parametrize(
    ("duration", "thai", "in_english"),
    [
        (timedelta(days=1, hours=14, minutes=59), "1 วัน 14 ชม.", "1 day 14 hr"),
        (timedelta(days=7), "7 วัน", "7 days"),
        (timedelta(days=2, minutes=5), "2 วัน", "2 days"),
        (timedelta(hours=14, minutes=5), "14 ชม. 5 นาที", "14 hr 5 min"),
        (timedelta(minutes=6, seconds=59), "6 นาที", "6 min"),
        (timedelta(seconds=59), "ไม่ถึง 1 นาที", "less than 1 min"),
        (timedelta(0), "ไม่ถึง 1 นาที", "less than 1 min"),
        (timedelta(seconds=-1), "ไม่ถึง 1 นาที", "less than 1 min"),
    ],
)
def test_remaining_time_is_never_rounded_up(duration, thai, in_english):
    assert measures.duration_words(duration) == thai
    assert english.duration_words(duration) == in_english


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (1023, "1,023 B"),
        (1024, "1 KB"),
        (640 * 1024, "640 KB"),
        (1024 * 1024 - 1, "1 MB"),
        (12_687_769, "12.1 MB"),
        (3 * 1024**3, "3 GB"),
        (5000 * 1024**3, "5,000 GB"),
    ],
)
def test_a_file_size_reads_as_windows_shows_it(size, words):
    assert measures.file_size_words(size) == words
