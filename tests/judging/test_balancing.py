"""Handing out sheets evenly."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from judging.assigning import balancing


def plan(entries, judges, *, wanted: int, **facts):
    """Every entry wants the same number of judges."""
    entries = list(entries)
    of_each = dict.fromkeys(entries, wanted)
    return list(balancing.plan(entries, judges, wanted=of_each, **facts))


def test_every_entry_gets_the_wanted_judges_and_the_load_is_even():
    added = plan(range(7), "ABCDE", taken=[], forbidden=[], wanted=3)

    assert Counter(entry for _judge, entry in added) == Counter(dict.fromkeys(range(7), 3))
    loads = Counter(judge for judge, _entry in added)
    assert sorted(loads.values()) == [4, 4, 4, 4, 5]


def test_a_conflict_is_never_handed_out_even_where_it_leaves_a_seat_empty():
    forbidden = {("A", 1), ("B", 1)}

    added = plan([1, 2], "ABC", taken=[], forbidden=forbidden, wanted=2)

    assert sorted(added) == [("A", 2), ("B", 2), ("C", 1)]


def test_panels_mix_so_that_all_judges_can_be_compared():
    added = plan(range(4), "ABCDEF", taken=[], forbidden=[], wanted=3)

    panels = {frozenset(j for j, entry in added if entry == each) for each in range(4)}
    assert len(panels) == 4


def test_nobody_gets_more_than_the_limit_and_what_is_taken_counts():
    added = plan(range(4), "AB", taken=[("A", 0)], forbidden=[], wanted=1, most={"A": 1, "B": 2})

    assert [judge for judge, _entry in added] == ["B", "B"]


def test_of_equals_the_one_who_knows_the_subject_is_asked():
    added = plan(
        ["roads"], "AB", taken=[], forbidden=[], wanted=1, knows=lambda judge, _: judge == "B"
    )

    assert added == [("B", "roads")]


pairs = st.sets(st.tuples(st.sampled_from("ABCDE"), st.integers(0, 5)))


@given(pairs, st.integers(1, 4))
def test_handing_out_again_adds_nothing_and_the_plan_is_always_the_same(forbidden, wanted):
    facts = {"forbidden": forbidden, "wanted": wanted}

    added = plan(range(6), "ABCDE", taken=[], **facts)

    assert plan(range(6), "ABCDE", taken=[], **facts) == added
    assert plan(range(6), "ABCDE", taken=added, **facts) == []
    assert not set(added) & forbidden
