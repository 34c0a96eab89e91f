import json
from pathlib import Path

import pytest

from contest_portal.thai.counting import cut, grapheme_count

SHARED_WITH_JAVASCRIPT = json.loads(
    Path(__file__).with_name("grapheme_cases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", SHARED_WITH_JAVASCRIPT, ids=lambda case: case["text"] or "empty")
def test_characters_are_counted_as_a_reader_sees_them(case):
    assert grapheme_count(case["text"]) == case["count"]


def test_a_cut_text_keeps_marks_with_their_base():
    assert cut("ที่นี่น้ำใส", 3) == "ที่นี่น้ำ…"
    assert cut("ที่นี่", 2) == "ที่นี่"
    assert cut("ถนน ใหม่", 3) == "ถนน…"
