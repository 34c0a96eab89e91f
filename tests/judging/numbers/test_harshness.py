"""Harsh and lenient judges, worked by hand, and what must hold for any marks."""

from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.numbers.given import parts
from judging.numbers.harshness import fit
from judging.numbers.linear import inverse

# Three judges, four entries, each scored by two judges. Working by hand, with half the sum of a
# judge's differences to the colleague of each entry on the right (A-B = 10, B-C = -12 and -6,
# A-C = 6):
#       b(A) - b(B)/2 - b(C)/2 =   8
#     -b(A)/2 + 3b(B)/2 - b(C) = -14
#     -b(A)/2 - b(B) + 3b(C)/2 =   6
# The matrix has the eigenvectors (2, -1, -1) for 3/2, (0, 1, -1) for 5/2, and (1, 1, 1) for 0.
WORKED = {
    ("A", "e1"): Fraction(80), ("B", "e1"): Fraction(70),
    ("B", "e2"): Fraction(50), ("C", "e2"): Fraction(62),
    ("B", "e3"): Fraction(64), ("C", "e3"): Fraction(70),
    ("A", "e4"): Fraction(90), ("C", "e4"): Fraction(84),
}  # fmt: skip
EFFECTS = {"A": Fraction(16, 3), "B": Fraction(-20, 3), "C": Fraction(4, 3)}

sheet_scores = st.dictionaries(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from("uvwxyz")),
    st.integers(0, 1000).map(lambda tenths: Fraction(tenths, 10)),
    min_size=1,
)


def values(estimates) -> dict:
    return {key: estimate.value for key, estimate in estimates.items()}


def root(value: Fraction) -> Decimal:
    return Context(prec=50).sqrt(Context(prec=50).divide(value.numerator, value.denominator))


def test_judges_differ_by_what_the_normal_equations_say():
    assert values(fit(WORKED).judges) == EFFECTS


def test_an_entry_scores_what_an_average_judge_would_give_it():
    assert values(fit(WORKED).entries) == {
        "e1": Fraction(227, 3),
        "e2": Fraction(176, 3),
        "e3": Fraction(209, 3),
        "e4": Fraction(251, 3),
    }


def test_the_errors_come_from_what_the_model_leaves_unexplained():
    """Left of the differences: 10-12, -12+8, -6+8, 6-4, that is -2, -4, 2, 2: squares / 2 = 14.

    8 sheets - 4 entries - 3 judges + 1 part leave 2 degrees of freedom. The generalised inverse has
    (2/3) / (3/2) = 4/9 for A, and (1/6) / (3/2) + (1/2) / (5/2) = 14/45 for B and C.
    """
    model = fit(WORKED)

    assert model.variance == 7
    assert {judge: estimate.error for judge, estimate in model.judges.items()} == {
        "A": root(7 * Fraction(4, 9)),
        "B": root(7 * Fraction(14, 45)),
        "C": root(7 * Fraction(14, 45)),
    }
    # Cov(A, B) = -(1/3) / (3/2) = -2/9, so 1/2 + (4/9 + 14/45 - 4/9) / 4.
    assert model.entries["e1"].error == root(7 * (Fraction(1, 2) + Fraction(14, 45) / 4))


def test_nothing_tells_the_errors_of_marks_without_a_spare_sheet():
    model = fit({("A", "u"): Fraction(80), ("B", "u"): Fraction(60)})

    assert values(model.judges) == {"A": 10, "B": -10}
    assert (model.variance, model.judges["A"].error, model.entries["u"].error) == (None, None, None)


def test_no_marks_make_an_empty_model():
    model = fit({})

    assert (model.judges, model.entries, model.is_connected) == ({}, {}, True)


def test_one_judge_is_neither_harsh_nor_lenient():
    model = fit({("A", "u"): Fraction(80), ("A", "v"): Fraction(60)})

    assert values(model.judges) == {"A": 0}
    assert values(model.entries) == {"u": 80, "v": 60}


def test_judges_without_a_common_entry_stand_in_different_parts():
    scores = {("A", "u"): Fraction(80), ("B", "v"): Fraction(60), ("B", "w"): Fraction(50)}

    model = fit(scores)

    assert model.parts == [(["B"], ["v", "w"]), (["A"], ["u"])]
    assert not model.is_connected
    assert values(model.entries) == {"u": 80, "v": 60, "w": 50}


def test_a_chain_of_common_entries_connects():
    assert parts([("A", 1), ("B", 1), ("B", 2), ("C", 2)]) == [(["A", "B", "C"], [1, 2])]


@given(sheet_scores)
def test_effects_add_up_to_nothing_in_every_part(scores):
    model = fit(scores)

    for judges, _entries in model.parts:
        assert sum(model.judges[judge].value for judge in judges) == 0


@given(sheet_scores)
def test_what_is_left_of_every_judge_and_entry_adds_up_to_nothing(scores):
    """The normal equations themselves."""
    model = fit(scores)
    left = {
        (judge, entry): score - model.judges[judge].value - model.entries[entry].value
        for (judge, entry), score in scores.items()
    }

    for axis in (0, 1):
        for name in {pair[axis] for pair in left}:
            assert sum(value for pair, value in left.items() if pair[axis] == name) == 0


@given(sheet_scores, st.sampled_from("ABCDE"), st.integers(-50, 50))
def test_a_judge_who_is_harsher_throughout_changes_nothing_but_the_common_level(scores, judge, by):
    moved = {pair: score + by * (pair[0] == judge) for pair, score in scores.items()}
    before, after = fit(scores), fit(moved)

    for _judges, entries in before.parts:
        shifts = {after.entries[entry].value - before.entries[entry].value for entry in entries}
        assert len(shifts) == 1


@given(st.integers(1, 6).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(-9, 9), min_size=size, max_size=size), min_size=size, max_size=size
    )
))  # fmt: skip
def test_a_matrix_times_its_inverse_is_one(matrix):
    size = len(matrix)
    try:
        inverted = inverse(matrix)
    except ZeroDivisionError:
        return
    product = [
        [sum(matrix[i][k] * inverted[k][j] for k in range(size)) for j in range(size)]
        for i in range(size)
    ]
    assert product == [[int(i == j) for j in range(size)] for i in range(size)]


def test_a_singular_matrix_is_told():
    with pytest.raises(ZeroDivisionError):
        inverse([[1, 2], [2, 4]])
