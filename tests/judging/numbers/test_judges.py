"""The judges' own numbers, and scores standardised judge by judge."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from judging.numbers.judges import FEWEST_SHEETS, deviation, numbers_of, standardised

SCORES = {
    ("A", "u"): Fraction(80), ("A", "v"): Fraction(60),
    ("B", "u"): Fraction(70), ("B", "v"): Fraction(44),
    ("C", "w"): Fraction(90),
}  # fmt: skip


def many(judge: str, marks: list[int]) -> dict:
    return {(judge, f"e{index}"): Fraction(mark) for index, mark in enumerate(marks)}


def test_a_judge_is_described_by_mean_spread_and_distance_to_colleagues():
    numbers = numbers_of(SCORES)

    assert (numbers["A"].sheets, numbers["A"].mean) == (2, 70)
    assert numbers["A"].spread ** 2 - 200 < Decimal("1e-40")  # (10² + 10²) / 1
    assert numbers["A"].against_colleagues == 13  # (10 + 16) / 2
    assert numbers["B"].against_colleagues == -13


def test_a_judge_alone_with_an_entry_has_no_distance_and_no_spread():
    numbers = numbers_of(SCORES)["C"]

    assert (numbers.sheets, numbers.spread, numbers.against_colleagues) == (1, None, None)


def test_equal_marks_have_a_spread_of_nothing():
    assert deviation([Fraction(5)] * 3) == 0


def test_standardising_takes_out_both_level_and_width():
    """Both judges order and space the entries alike, 2 or 20 apart: spreads of √10 and √1000.

    All marks together have the mean 52 and the variance 4080 / 9.
    """
    scores = standardised(many("A", [50, 52, 54, 56, 58]) | many("B", [10, 30, 50, 70, 90]))

    step = scores["e3"] - scores["e2"]
    assert scores["e2"] == 52
    assert scores["e4"] - scores["e3"] == step
    assert abs(step**2 - Fraction(4080, 9) * Fraction(2**2, 10)) < Fraction(1, 10**40)


def test_of_a_judge_with_few_sheets_only_the_level_is_moved():
    few = many("A", [10, 20, 30, 40][: FEWEST_SHEETS - 1])
    others = {("B", f"x{index}"): Fraction(mark) for index, mark in enumerate([0, 50, 60, 70, 100])}

    scores = standardised(few | others)

    assert scores["e1"] - scores["e0"] == 10


def test_a_judge_who_gives_everybody_the_same_divides_by_nothing():
    flat = many("A", [70] * FEWEST_SHEETS)
    others = {("B", f"x{index}"): Fraction(mark) for index, mark in enumerate([0, 50, 60, 70, 100])}

    scores = standardised(flat | others)

    assert {scores[f"e{index}"] for index in range(FEWEST_SHEETS)} == {Fraction(63)}


def test_no_marks_have_no_scores():
    assert (numbers_of({}), standardised({})) == ({}, {})


@given(st.lists(st.integers(0, 100), min_size=FEWEST_SHEETS, max_size=8))
def test_a_single_judge_is_left_as_they_are(marks):
    scores = many("A", marks)

    for (_judge, entry), score in scores.items():
        assert abs(standardised(scores)[entry] - score) < Fraction(1, 10**40)
