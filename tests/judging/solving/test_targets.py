"""Fair shares of the sheets."""

from hypothesis import given
from hypothesis import strategies as st

from judging.solving.targets import fair_loads


def test_everybody_reads_the_same_where_that_comes_out_even():
    assert fair_loads([10, 10, 10], 12) == [(4, 4)] * 3


def test_what_does_not_come_out_even_is_one_sheet_more_for_some():
    assert fair_loads([10, 10, 10], 13) == [(4, 5)] * 3


def test_who_will_read_less_reads_their_limit_and_the_others_share_the_rest():
    assert fair_loads([2, 10, 10], 12) == [(2, 2), (5, 5), (5, 5)]


def test_seats_beyond_all_limits_leave_everybody_at_their_limit():
    assert fair_loads([1, 2], 9) == [(1, 1), (2, 2)]


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 60))
def test_the_shares_hold_all_seats_as_far_as_limits_allow(most, seats):
    loads = fair_loads(most, seats)

    assert sum(low for low, _high in loads) <= min(seats, sum(most))
    assert sum(high for _low, high in loads) >= min(seats, sum(most))
    assert all(low <= high <= limit for (low, high), limit in zip(loads, most, strict=True))
