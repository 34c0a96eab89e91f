import json
from pathlib import Path

import pytest

from contest_portal.thai.counting import grapheme_count

SHARED_WITH_JAVASCRIPT = json.loads(
    Path(__file__).with_name("grapheme_cases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", SHARED_WITH_JAVASCRIPT, ids=lambda case: case["text"] or "empty")
def test_characters_are_counted_as_a_reader_sees_them(case):
    assert grapheme_count(case["text"]) == case["count"]
