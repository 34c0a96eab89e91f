"""Which score decides: chosen before anybody has scored, and published exactly."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest

from contest_portal.refusals import NotAllowed
from judging.deciding.decisions import work_out
from judging.models import Round
from judging.published import SCRIPT
from judging.ranking import methods
from judging.ranking.evidence import Evidence
from judging.ranking.proposing import prepare
from judging.results.releasing import release

from .factories import JUDGING, make_entry, make_judge, make_sheet

MOMENT_BEFORE = timedelta(microseconds=1)
MARKS = {
    # The third judge is harsher by about two marks, and reads the two best entries only.
    "good": [(0, 8, 8, 9), (1, 8, 7, 8), (2, 6, 6, 6)],
    "fair": [(0, 8, 7, 8), (1, 7, 8, None)],
    "plain": [(0, 6, 6, 7), (1, 6, 6, 6)],
    "better": [(1, 8, 8, 8), (2, 6, 6, 6)],
    "twin": [(0, 6, 6, 7), (1, 6, 6, 6)],
}


@pytest.fixture
def marked(edition, round_):
    """Entries by name, with their signed sheets; and one that nobody signed for."""
    judges = [make_judge(round_) for _ in range(3)]
    entries = {name: make_entry(edition, title=name) for name in MARKS}
    for name, given in MARKS.items():
        for judge, *marks in given:
            sheet = dict(zip(("real_use", "model", "innovation"), marks, strict=True))
            make_sheet(judges[judge], entries[name], sheet, signed=True)
    make_entry(edition, title="unread")
    return entries


def places(round_, entries) -> dict[str, int]:
    names = {entry.pk: name for name, entry in entries.items()}
    decisions = work_out(Evidence(round_))
    return {names[each.entry_id]: each.place for each in decisions if each.place}


def test_the_method_decides_who_stands_first(round_, marked):
    by_mean = places(round_, marked)
    round_.method = Round.Method.ADJUSTED
    by_adjusted = places(round_, marked)

    assert by_mean == {"good": 2, "fair": 1, "better": 3, "plain": 4, "twin": 4}
    assert by_adjusted == {"better": 1, "good": 2, "fair": 3, "plain": 4, "twin": 4}


def test_the_method_is_chosen_until_scoring_opens(round_, officer):
    at = round_.opens_at - MOMENT_BEFORE

    methods.choose(round_, "adjusted", by=officer, at=at)

    round_.refresh_from_db()
    assert round_.method == Round.Method.ADJUSTED


def test_nobody_chooses_the_method_once_scoring_is_open(round_, officer):
    with pytest.raises(NotAllowed):
        methods.choose(round_, "adjusted", by=officer, at=round_.opens_at)

    round_.refresh_from_db()
    assert round_.method == Round.Method.MEAN


def recomputed(matrix: dict, folder) -> subprocess.CompletedProcess:
    """The public script, run as anybody would: away from the portal, without its packages."""
    (folder / "matrix.json").write_text(json.dumps(matrix), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), "matrix.json"],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture
def published(round_, marked, officer, second_officer):
    def publish(method: str):
        Round.objects.update(method=method)
        round_.refresh_from_db()
        ranking = prepare(round_, by=officer, at=JUDGING, awards=2)
        return release(ranking, by=second_officer, at=JUDGING)

    return publish


@pytest.mark.parametrize("method", Round.Method.values)
def test_anybody_can_work_the_published_ranking_out_again(published, method, tmp_path):
    result = recomputed(published(method).matrix, tmp_path)

    assert result.returncode == 0, result.stdout + result.stderr
    assert f"The same as published: 5 entries, method {method}." in result.stdout


@pytest.mark.parametrize("method", Round.Method.values)
def test_the_script_notices_a_mark_that_was_changed(published, method, tmp_path):
    matrix = published(method).matrix
    matrix["sheets"][0]["marks"]["real_use"] = 0

    result = recomputed(matrix, tmp_path)

    assert result.returncode == 1
    assert "DIFFERENT" in result.stdout


def test_the_script_says_so_when_the_file_is_no_matrix(tmp_path):
    assert recomputed({"method": "mean"}, tmp_path).returncode == 2


def test_the_matrix_names_no_judge(published):
    ranking = published("mean")
    text = json.dumps(ranking.matrix, ensure_ascii=False)

    judges = list(ranking.round.judges.select_related("user"))
    assert {row["judge"] for row in ranking.matrix["sheets"]} == {"J01", "J02", "J03"}
    for judge in judges:
        assert str(judge.user) not in text
        assert judge.user.email not in text
        assert str(judge.pk) not in text


def test_the_matrix_is_public_once_the_results_are(client, published, edition):
    address = f"/{edition.slug}/results/matrix.json"
    assert client.get(address).status_code == 404

    ranking = published("mean")

    assert client.get(address).json() == ranking.matrix
    assert b"recompute.py" in client.get(f"/{edition.slug}/results/").content


def test_the_script_is_handed_out_as_it_is(client, edition):
    answer = client.get(f"/{edition.slug}/results/recompute.py")

    assert b"".join(answer.streaming_content) == SCRIPT.read_bytes()
    assert answer["Content-Disposition"].startswith("attachment")
