"""A large contest is planned from a choice of pairs, and what it costs is told beside a bound that
holds for every plan."""

from collections import Counter

import pytest
from hypothesis import given, settings

from judging.solving import candidates
from judging.solving.__main__ import planned
from judging.solving.candidates import candidates as chosen
from judging.solving.costs import floor, price
from judging.solving.optimum import solve
from judging.solving.problem import Offer, Problem, Seats
from tests.bench import assigning

from .test_planning import problem, problems


@pytest.fixture
def few(monkeypatch):
    """Already a small contest is too large to look at every pair."""
    monkeypatch.setattr(candidates, "MOST_PAIRS", 600)
    monkeypatch.setattr(candidates, "FEWEST_AN_ENTRY", 4)


def test_of_a_small_contest_every_allowed_pair_is_a_candidate():
    facts = problem(entries=3, judges=4, forbidden={(0, 1)})

    assert len(chosen(facts)) == 11


def test_of_a_large_one_each_entry_keeps_what_it_has_and_a_few_who_know_it(few):
    facts = Problem(
        [Seats(3, category="roads")] * 150,
        [Offer(20, frozenset({"roads" if judge % 2 else "water"})) for judge in range(20)],
        fixed=frozenset({(0, 0)}), present=frozenset({(2, 0)}),
    )  # fmt: skip

    of_first = {judge for judge, entry in chosen(facts) if entry == 0}
    of_second = {judge for judge, entry in chosen(facts) if entry == 1}

    assert {0, 2} < of_first
    assert len(of_first) == 6
    assert len(of_second) == 4
    assert all(judge % 2 for judge in of_second)
    assert {judge for judge, entry in chosen(facts, whole=[1]) if entry == 1} == set(range(20))
    assert chosen(facts) == chosen(facts)


def test_the_plan_of_a_choice_breaks_no_rule_and_is_as_good_as_any(few):
    facts = assigning.invented(100, 20)

    plan = planned(facts)

    assert not set(plan.pairs) & facts.forbidden
    assert Counter(entry for _judge, entry in plan.pairs) == dict.fromkeys(range(100), 3)
    assert (plan.cost, plan.bound) == (0, 0), "nothing could be better"


def test_who_was_not_drawn_is_asked_where_a_seat_would_stay_empty(few):
    """Only the last judges have any room, more than each entry's choice is sure to hold."""
    full = [(judge, entry) for judge in range(16) for entry in range(50)]
    facts = problem(entries=60, judges=20, wanted=3, most=50, fixed=set(full))

    plan = planned(facts)

    assert plan.unmet == {}


def test_judges_leaving_a_large_contest_change_only_their_own_sheets(few):
    facts = assigning.invented(200, 20)
    left = assigning.after_dropping(facts, planned(facts))

    after = planned(left)

    assert (left.present - set(after.pairs), after.unmet) == (set(), {})


@settings(max_examples=40)
@given(problems)
def test_no_plan_costs_less_than_the_floor_and_the_price_is_what_the_solver_paid(facts):
    plan = solve(facts)

    assert floor(facts) <= price(facts, plan.pairs)
    assert abs(price(facts, plan.pairs) - plan.cost) <= 0.5, "but for the lots"


def test_the_floor_knows_seats_that_must_stay_empty():
    beyond = problem(entries=4, judges=2, wanted=2, most=3)
    barred = problem(entries=1, judges=3, forbidden={(0, 0), (1, 0)})

    assert (floor(beyond), price(beyond, planned(beyond).pairs)) == (20_000, 20_000)
    assert (floor(barred), price(barred, planned(barred).pairs)) == (20_000, 20_040)
