"""The numbers behind a ranking, and the page that shows them."""

import pytest

from judging.ranking import charting
from judging.ranking.figures import figures_of

from .factories import make_entry, make_judge, make_sheet

EVEN = {"real_use": 7, "model": 7, "innovation": 7}


def sheet(mark: int) -> dict:
    return dict.fromkeys(EVEN, mark)


@pytest.fixture
def judges(round_):
    return [make_judge(round_) for _ in range(3)]


@pytest.fixture
def scored(edition, judges):
    """The third judge gives two marks less; they split over the last entry's innovation."""
    for name, mark in (("a", 9), ("b", 8), ("c", 5)):
        entry = make_entry(edition, title=name)
        for judge, less in zip(judges, (0, 0, 2), strict=True):
            make_sheet(judge, entry, sheet(mark - less), signed=True)
    last = make_entry(edition, title="d")
    make_sheet(judges[0], last, {**sheet(4), "innovation": 10}, signed=True)
    make_sheet(judges[1], last, {**sheet(4), "innovation": 1}, signed=True)


def test_the_harshest_judge_comes_first(round_, judges, scored):
    rows = figures_of(round_).judges

    assert rows[0].judge == judges[2]
    assert rows[0].effect.value < 0 < rows[1].effect.value


def test_marks_far_apart_are_listed(round_, scored):
    found = [
        (each.paper.title, each.marks, each.apart) for each in figures_of(round_).disagreements
    ]

    assert found == [("d", [1, 10], 9)]


def test_entries_far_from_the_cut_are_safe(round_, scored):
    figures = figures_of(round_)
    figures.awards = 2

    assert [(row.paper.title, row.certainty) for row in figures.entries] == [
        ("a", "safe"), ("b", "safe"), ("c", "far"), ("d", "far"),
    ]  # fmt: skip


def test_groups_without_a_common_entry_are_told(edition, round_, judges, signed_in, officer):
    for judge in judges[:2]:
        make_sheet(judge, make_entry(edition), EVEN, signed=True)

    page = signed_in(officer).get(f"/{edition.slug}/judging/ranking/figures/")

    assert not figures_of(round_).model.is_connected
    assert "เทียบกันไม่ได้" in page.content.decode()


def test_the_page_shows_intervals_and_their_table(edition, scored, signed_in, officer):
    page = signed_in(officer).get(f"/{edition.slug}/judging/ranking/figures/").content.decode()

    assert page.count('class="iv') == 2 * 4
    assert page.count('<svg class="tilt"') == 3


def test_the_page_waits_for_the_first_signature(edition, round_, signed_in, officer):
    page = signed_in(officer).get(f"/{edition.slug}/judging/ranking/figures/")

    assert page.status_code == 200
    assert page.context["figures"].scores == {}


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_no_more_for_thirty_entries(
    edition, judges, signed_in, officer, django_assert_max_num_queries, count
):
    for _entry in range(count):
        entry = make_entry(edition)
        for judge in judges:
            make_sheet(judge, entry, EVEN, signed=True)
    client = signed_in(officer)

    with django_assert_max_num_queries(20):
        client.get(f"/{edition.slug}/judging/ranking/figures/")


@pytest.mark.parametrize("frame", [charting.DESK, charting.PHONE])
def test_the_words_of_the_cut_lie_on_no_name_and_no_interval(round_, scored, frame):
    rows = figures_of(round_).entries

    chart = charting.of_entries(rows, "mean", awards=2, frame=frame)

    middle = chart.cut_words_y - 5  # of words whose feet stand there, 13 pixels high
    names = [bar.name_y for bar in chart.bars] if frame.name_above else []
    assert min(abs(middle - y) for y in [*names, *(bar.y for bar in chart.bars)]) >= 8
