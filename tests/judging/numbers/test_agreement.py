"""Agreement of judges, against the example that Krippendorff published."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from judging.numbers.agreement import alpha

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", part D: four observers, twelve
# units, missing values; interval alpha 0.849.
PUBLISHED = [
    [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
]  # fmt: skip

units = st.lists(st.lists(st.integers(0, 10), max_size=4), max_size=8)


def test_the_published_example_comes_out():
    assert round(float(alpha(PUBLISHED)), 3) == 0.849


def test_two_judges_worked_by_hand():
    """Do = (2 + 8) / 4 = 5/2 with squares 1 and 4 twice; De over 1, 2, 5, 7: 2 * 4 * 79 - 2 * 225
    = 182, / 12."""
    assert alpha([[1, 2], [5, 7]]) == 1 - Fraction(5, 2) / Fraction(182, 12)


def test_full_agreement_is_one():
    assert alpha([[3, 3, 3], [7, 7], [0, 0]]) == 1


def test_a_constant_has_nothing_to_agree_about():
    assert alpha([[5, 5], [5, 5]]) is None


def test_single_values_tell_nothing():
    assert alpha([[1], [9], []]) is None


@given(units, st.integers(1, 5), st.integers(-9, 9))
def test_the_scale_does_not_matter(given_units, factor, shift):
    moved = [[factor * value + shift for value in values] for values in given_units]

    assert alpha(moved) == alpha(given_units)
