"""Scores by hand, and what must hold for any marks."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from judging.numbers.scoring import entry_score, half_up, median, sheet_score

WEIGHTS = {"real_use": 50, "model": 30, "innovation": 20}

marks = st.integers(0, 10)
full_sheets = st.fixed_dictionaries(dict.fromkeys(WEIGHTS, marks))
# A criterion that is missing could not be assessed; one at least was.
signed_sheets = full_sheets.flatmap(
    lambda sheet: st.sets(st.sampled_from(sorted(WEIGHTS)), min_size=1).map(
        lambda answered: {key: sheet[key] for key in answered}
    )
)


def test_a_sheet_scores_its_weighted_share_of_the_highest_marks():
    score = sheet_score({"real_use": 8, "model": 5, "innovation": 10}, WEIGHTS)

    assert score == 40 + 15 + 20


def test_a_criterion_that_could_not_be_assessed_leaves_the_score_to_the_others():
    score = sheet_score({"real_use": 8, "model": 5}, WEIGHTS)

    assert score == Fraction(100 * (40 + 15), 80)


def test_a_mark_of_zero_counts():
    score = sheet_score({"real_use": 8, "model": 5, "innovation": 0}, WEIGHTS)

    assert score == 55


def test_a_sheet_without_any_answer_has_no_score():
    assert sheet_score({}, WEIGHTS) is None


def test_an_entry_scores_the_mean_of_its_sheets_rounded_once():
    sheets = [
        {"real_use": 10, "model": 10, "innovation": 10},
        {"real_use": 8, "model": 5},
        {"real_use": 0, "model": 0, "innovation": 1},
    ]

    entry = entry_score(sheets, WEIGHTS)

    assert entry.score == Decimal("56.9167")  # (100 + 68.75 + 2) / 3
    assert entry.criterion_means == (Decimal("6.0000"), Decimal("5.0000"), Decimal("5.5000"))
    assert (entry.median, entry.spread) == (Decimal("68.7500"), Decimal("98.0000"))
    assert entry.sheets == 3


def test_an_entry_without_a_sheet_has_no_score():
    assert entry_score([], WEIGHTS) is None


def test_a_half_goes_up():
    assert half_up(Fraction(1, 20_000)) == Decimal("0.0001")
    assert half_up(Fraction(1, 20_001)) == Decimal("0.0000")
    assert half_up(Decimal("88.4150"), places=2) == Decimal("88.42")


def test_the_median_of_an_even_number_lies_between_the_middle_two():
    assert median([Fraction(9), Fraction(1), Fraction(2), Fraction(4)]) == 3


@given(st.lists(signed_sheets, min_size=1, max_size=5), st.randoms())
def test_the_order_of_the_sheets_does_not_matter(sheets, random):
    shuffled = random.sample(sheets, len(sheets))

    assert entry_score(shuffled, WEIGHTS) == entry_score(sheets, WEIGHTS)


@given(st.lists(signed_sheets, min_size=1, max_size=5), st.integers(1, 50))
def test_only_the_proportion_of_the_weights_matters(sheets, factor):
    heavier = {key: weight * factor for key, weight in WEIGHTS.items()}

    assert entry_score(sheets, heavier) == entry_score(sheets, WEIGHTS)


@given(st.lists(signed_sheets, min_size=1, max_size=5))
def test_a_score_lies_between_the_lowest_and_the_highest_sheet(sheets):
    single = [half_up(sheet_score(sheet, WEIGHTS)) for sheet in sheets]

    assert min(single) <= entry_score(sheets, WEIGHTS).score <= max(single)


@given(full_sheets, st.sampled_from(sorted(WEIGHTS)))
def test_a_higher_mark_never_lowers_the_score(sheet, key):
    better = {**sheet, key: min(sheet[key] + 1, 10)}

    assert sheet_score(better, WEIGHTS) >= sheet_score(sheet, WEIGHTS)


@given(marks)
def test_equal_marks_score_their_share_whatever_the_weights(mark):
    assert sheet_score(dict.fromkeys(WEIGHTS, mark), WEIGHTS) == mark * 10
