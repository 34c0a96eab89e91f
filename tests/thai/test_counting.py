"""Characters are counted as a reader sees them, in Python and in JavaScript the same."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from contest_portal.thai.counting import grapheme_count

CASES = Path(__file__).with_name("grapheme_cases.json")
SHARED_WITH_JAVASCRIPT = json.loads(CASES.read_text(encoding="utf-8"))
MODULE = Path(__file__).parents[2] / "static" / "js" / "questions" / "graphemes.js"


@pytest.mark.parametrize("case", SHARED_WITH_JAVASCRIPT, ids=lambda case: case["text"] or "empty")
def test_characters_are_counted_as_a_reader_sees_them(case):
    assert grapheme_count(case["text"]) == case["count"]


@pytest.mark.skipif(shutil.which("node") is None, reason="There is no node on PATH.")
def test_javascript_counts_the_same(tmp_path):
    copy = tmp_path / "graphemes.mjs"
    copy.write_text(MODULE.read_text(encoding="utf-8"), encoding="utf-8")
    script = (
        f"import {{ graphemeCount }} from {json.dumps(copy.as_uri())};"
        f"const cases = {json.dumps(SHARED_WITH_JAVASCRIPT)};"
        "console.log(JSON.stringify(cases.map((one) => graphemeCount(one.text))));"
    )

    ended = subprocess.run(
        ["node", "--input-type=module", "--eval", script],
        capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip

    assert json.loads(ended.stdout) == [case["count"] for case in SHARED_WITH_JAVASCRIPT]
