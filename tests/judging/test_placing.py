"""Who stands where, and how ties are told apart."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from judging.numbers.placing import Placed, place, shared
from judging.numbers.scoring import EntryScore

NO_TIE, FIRST_CRITERION, SECOND_CRITERION, MEDIAN, CHAIR, SHARED = range(6)


def score(score: str, means: tuple = ("5", "5"), median: str = "50") -> EntryScore:
    numbers = tuple(None if mean is None else Decimal(mean) for mean in means)
    return EntryScore(Decimal(score), numbers, Decimal(median), Decimal(0), sheets=3)


def test_the_higher_score_stands_first():
    placed = place({"low": score("70"), "high": score("70.0001")})

    assert placed == [Placed("high", 1, NO_TIE), Placed("low", 2, NO_TIE)]


def test_equal_scores_are_told_apart_by_the_first_criterion_that_differs():
    placed = place({
        "b": score("70", ("6", "4")), "a": score("70", ("7", "3")), "c": score("70", ("6", "3")),
    })  # fmt: skip

    assert placed == [
        Placed("a", 1, FIRST_CRITERION),
        Placed("b", 2, SECOND_CRITERION),
        Placed("c", 3, SECOND_CRITERION),
    ]


def test_the_chair_tells_apart_what_nothing_else_does():
    scores = {key: score("70") for key in "abc"} | {"best": score("71")}

    placed = place(scores, {"a": 2, "b": 0, "c": 1, "best": 5})

    assert placed == [
        Placed("best", 1, NO_TIE), Placed("b", 2, CHAIR), Placed("c", 3, CHAIR),
        Placed("a", 4, CHAIR),
    ]  # fmt: skip
    assert shared(place(scores)) == [["a", "b", "c"]]
    assert shared(placed) == []


def test_a_criterion_nobody_could_assess_stands_below_a_mean_of_zero():
    placed = place({"none": score("70", (None, "5")), "zero": score("70", ("0", "5"))})

    assert [each.key for each in placed] == ["zero", "none"]


def test_equal_criteria_leave_it_to_the_median():
    placed = place({"b": score("70", median="68"), "a": score("70", median="71")})

    assert placed == [Placed("a", 1, MEDIAN), Placed("b", 2, MEDIAN)]


def test_complete_equality_shares_the_place_and_skips_the_next():
    placed = place({
        "first": score("90"), "twin": score("80"), "sibling": score("80"), "last": score("70"),
    })  # fmt: skip

    assert placed == [
        Placed("first", 1, NO_TIE),
        Placed("twin", 2, SHARED),
        Placed("sibling", 2, SHARED),
        Placed("last", 4, NO_TIE),
    ]


few = st.integers(0, 2).map(str)
scores = st.builds(score, few, st.tuples(few, few), few)


@given(st.lists(scores, max_size=8), st.randoms())
def test_places_do_not_depend_on_the_order_of_the_entries(given_scores, random):
    entries = dict(enumerate(given_scores))
    shuffled = dict(random.sample(sorted(entries.items(), key=lambda e: e[0]), len(entries)))

    places = {each.key: (each.place, each.depth) for each in place(entries)}

    assert {each.key: (each.place, each.depth) for each in place(shuffled)} == places


@given(st.lists(scores, max_size=8))
def test_a_place_is_one_more_than_the_number_of_better_entries(given_scores):
    entries = dict(enumerate(given_scores))

    for each in place(entries):
        own = _numbers(entries[each.key])
        better = sum(_numbers(other) > own for other in entries.values())
        assert each.place == better + 1


def _numbers(score: EntryScore) -> tuple:
    return (score.score, *score.criterion_means, score.median)
