"""How much a place depends on who judged."""

from fractions import Fraction

from judging.numbers.stability import (
    Interval,
    leave_one_out,
    means,
    place_ranges,
    places,
    rank_intervals,
)

SCORES = {
    ("A", "u"): Fraction(90), ("B", "u"): Fraction(90), ("C", "u"): Fraction(90),
    ("A", "v"): Fraction(95), ("B", "v"): Fraction(60), ("C", "v"): Fraction(70),
    ("A", "w"): Fraction(20), ("B", "w"): Fraction(72), ("C", "w"): Fraction(73),
}  # fmt: skip


def test_equal_scores_share_the_better_place():
    assert places({"u": Fraction(70), "v": Fraction(90), "w": Fraction(70)}) == {
        "v": 1, "u": 2, "w": 2,
    }  # fmt: skip


def test_places_follow_the_rounded_score():
    assert places({"u": Fraction(70), "v": Fraction(700_000_001, 10_000_000)}) == {"u": 1, "v": 1}


def test_leaving_out_a_judge_shows_whose_mark_decides():
    """Means 90, 75, 55. Without A: 90, 65, 72.5, so w overtakes v."""
    left_out = {each.judge: each for each in leave_one_out(SCORES, awards=2)}

    assert left_out["A"].places == {"u": 1, "v": 3, "w": 2}
    assert (left_out["A"].gained, left_out["A"].lost) == ({"w"}, {"v"})
    assert (left_out["B"].gained, left_out["B"].lost) == (frozenset(), frozenset())


def test_the_range_of_places_covers_every_judge_left_out():
    ranges = place_ranges(places(means(SCORES)), leave_one_out(SCORES, awards=1))

    assert ranges == {"u": Interval(1, 1), "v": Interval(2, 3), "w": Interval(2, 3)}


def test_an_entry_that_only_one_judge_scored_has_no_place_without_them():
    scores = {**SCORES, ("D", "x"): Fraction(50)}

    left_out = {each.judge: each for each in leave_one_out(scores, awards=1)}

    assert "x" not in left_out["D"].places


def test_an_interval_is_narrow_where_judges_agree_and_wide_where_they_do_not():
    """u is at 90 whatever is drawn: only v drawn as 95, 95, 95 (1 in 27) beats it."""
    intervals = rank_intervals(SCORES, seed=1)

    assert intervals["u"] == Interval(1, 1)
    assert intervals["v"] == Interval(2, 3)
    assert intervals["w"] == Interval(2, 3)


def test_the_same_seed_gives_the_same_intervals():
    assert rank_intervals(SCORES, seed=7) == rank_intervals(SCORES, seed=7)


def test_no_marks_have_no_intervals():
    assert rank_intervals({}, seed=1) == {}
