"""The forecast against hand-worked figures and against the distribution's own formulas."""

import pytest

from notifications.calling import forecast
from notifications.calling.forecast import Chance, Funnel

OF_2564 = {"last_entered": 45, "last_register": 7849}


def test_the_beta_binomial_of_a_uniform_chance_is_uniform():
    chances = forecast.beta_binomial(4, Chance(1, 1))

    assert chances == pytest.approx(dict.fromkeys(range(5), 0.2))


def test_the_beta_binomial_has_the_mean_and_variance_of_the_books():
    """n a/(a+b), and n a b (a+b+n) / ((a+b)² (a+b+1)), with n=50, a=3, b=7."""
    chances = forecast.beta_binomial(50, Chance(3, 7))

    mean = sum(count * chance for count, chance in chances.items())
    variance = sum((count - mean) ** 2 * chance for count, chance in chances.items())
    assert (mean, variance) == pytest.approx((15.0, 50 * 21 * 60 / (100 * 11)))


def test_a_large_count_with_a_high_chance_does_not_overflow():
    chances = forecast.beta_binomial(7849, Chance(900, 100))

    assert sum(chances.values()) == pytest.approx(1.0)


def test_before_this_edition_says_anything_the_last_one_is_repeated():
    funnel = Funnel(untold=7849, told=0, drafting=0, entered=0, entered_told=0)
    told = forecast.chances(funnel, **OF_2564).told

    assert told.mean == pytest.approx(45 / 7849)


def test_the_expected_number_by_hand():
    """Told: (45+8)/(7849+2008) of 1,990; untold: (45+2)/(7849+5841) of 5,839; drafts 11/22 of 10.

    The drafts stand among those who were told and have not entered.
    """
    funnel = Funnel(untold=5839, told=1990, drafting=10, entered=10, entered_told=8)
    found = forecast.of(funnel, forecast.chances(funnel, **OF_2564))

    by_hand = 10 + 1990 * 53 / 9857 + 5839 * 47 / 13690 + 10 * 11 / 22
    assert found.expected == pytest.approx(by_hand)
    assert found.low < found.expected < found.high


def test_the_bounds_hold_nine_times_of_ten():
    """With one uniform draft chance and nothing else, the bounds are those of 0 to 19."""
    funnel = Funnel(untold=0, told=0, drafting=19, entered=0, entered_told=0)
    chances = forecast.Chances(Chance(1, 1), Chance(1, 1), Chance(1, 1))

    found = forecast.of(funnel, chances)

    assert (found.low, found.high) == (0, 18) or (found.low, found.high) == (1, 18)


def test_telling_is_worth_the_difference_of_the_two_chances():
    chances = forecast.Chances(told=Chance(2, 98), untold=Chance(1, 99), draft=Chance(1, 1))

    assert chances.gain_of_telling(100) == pytest.approx(1.0)


def test_telling_is_never_worth_less_than_nothing():
    chances = forecast.Chances(told=Chance(1, 99), untold=Chance(2, 98), draft=Chance(1, 1))

    assert chances.gain_of_telling(100) == 0.0


@pytest.mark.parametrize(("entered", "too_early"), [(9, True), (10, False)])
def test_nothing_is_said_before_ten_have_entered(entered, too_early):
    funnel = Funnel(untold=1, told=1, drafting=1, entered=entered, entered_told=0)

    assert forecast.is_too_early(funnel) == too_early
