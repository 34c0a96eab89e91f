"""The optimal plan: what is never broken, what gives way first, and what changes when people go."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.numbers.given import parts
from judging.solving.__main__ import planned
from judging.solving.evenness import evened, least_unevenness, unevenness
from judging.solving.optimum import solve
from judging.solving.problem import (
    Offer,
    Problem,
    Seats,
    plan_as_json,
    plan_from_json,
    problem_as_json,
    problem_from_json,
)
from tests.bench import assigning


def problem(
    entries: int = 12, judges: int = 6, wanted: int = 3, most: int = 20, **rules
) -> Problem:
    rules = {name: frozenset(pairs) for name, pairs in rules.items()}
    return Problem([Seats(wanted)] * entries, [Offer(most)] * judges, **rules)


def loads(pairs) -> list[int]:
    return sorted(Counter(judge for judge, _entry in pairs).values())


def test_every_entry_gets_its_judges_and_everybody_reads_the_same():
    plan = planned(problem())

    assert Counter(entry for _judge, entry in plan.pairs) == dict.fromkeys(range(12), 3)
    assert (loads(plan.pairs), plan.unmet) == ([6] * 6, {})
    assert plan.gap < 0.01


def test_a_conflict_is_never_handed_out_even_where_it_leaves_a_seat_empty():
    plan = planned(problem(entries=2, judges=3, forbidden={(0, 0), (1, 0)}))

    assert [judge for judge, entry in plan.pairs if entry == 0] == [2]
    assert plan.unmet == {0: 2}


def test_limits_are_kept_even_where_they_leave_seats_empty():
    plan = planned(problem(entries=4, judges=2, wanted=2, most=3))

    assert loads(plan.pairs) == [3, 3]
    assert sum(plan.unmet.values()) == 2


def test_a_fixed_pair_stays_even_against_knowledge():
    seats, novice, expert = Seats(1, category="roads"), Offer(9, frozenset({"water"})), Offer(9)

    free = planned(Problem([seats], [novice, expert]))
    held = planned(Problem([seats], [novice, expert], fixed=frozenset({(0, 0)})))

    assert (free.pairs, held.pairs) == ([(1, 0)], [(0, 0)])


def test_a_pair_cannot_be_both_fixed_and_forbidden():
    with pytest.raises(ValueError, match="both"):
        problem(fixed={(0, 0)}, forbidden={(0, 0)})


def test_one_province_is_not_read_by_one_judge():
    entries = [Seats(1, province="30")] * 4 + [Seats(1, province="40")] * 4

    plan = planned(Problem(entries, [Offer(4)] * 4))

    provinces = Counter((judge, entries[entry].province) for judge, entry in plan.pairs)
    assert max(provinces.values()) <= 2


def test_when_judges_drop_out_only_their_own_sheets_change_hands():
    before = planned(problem(entries=30, judges=10, most=15))
    stay = frozenset(pair for pair in before.pairs if pair[0] >= 2)
    left = replace(problem(entries=30, judges=10, most=15), present=stay)
    left = replace(left, judges=[Offer(0), Offer(0), *left.judges[2:]])

    after = planned(left)

    assert stay - set(after.pairs) == set()
    assert (loads(after.pairs), after.unmet) == ([11] * 6 + [12] * 2, {})


def test_a_present_pair_gives_way_to_a_seat_that_would_stay_empty():
    """Judge 1 may read one entry, the present one; only judge 1 can read the other."""
    facts = problem(entries=2, judges=2, wanted=1, most=1, forbidden={(0, 1)}, present={(1, 0)})

    assert planned(facts).pairs == [(0, 0), (1, 1)]


def test_evening_makes_panels_share_alike():
    """Blocks of three judges who always sit together become one connected panel."""
    facts = problem(entries=18, judges=9, wanted=3, most=6)
    blocks = [
        (judge, entry) for entry in range(18) for judge in range(9) if judge // 3 == entry % 3
    ]

    mixed = evened(facts, blocks)

    assert len(parts(blocks)) == 3
    assert len(parts(mixed)) == 1
    assert unevenness(blocks) == 9 * 6**2
    assert least_unevenness(mixed) <= unevenness(mixed) <= 1.25 * least_unevenness(mixed)
    assert loads(mixed) == loads(blocks)


def test_nobody_to_read_leaves_every_seat_empty():
    plan = planned(Problem([Seats(2)], []))

    assert (plan.pairs, plan.unmet) == ([], {0: 2})


problems = st.builds(
    problem,
    entries=st.integers(1, 8),
    judges=st.integers(1, 6),
    wanted=st.integers(1, 4),
    most=st.integers(0, 8),
    forbidden=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 7))),
)


@settings(max_examples=40)
@given(problems)
def test_no_plan_breaks_a_rule_and_evening_costs_nothing(facts):
    plan = solve(facts)
    mixed = evened(facts, plan.pairs)

    assert len(set(mixed)) == len(mixed)
    assert not set(mixed) & facts.forbidden
    assert all(load <= facts.judges[0].most for load in loads(mixed))
    filled = Counter(entry for _judge, entry in mixed)
    for entry, seats in enumerate(facts.entries):
        assert filled[entry] + plan.unmet.get(entry, 0) == seats.wanted
    assert loads(mixed) == loads(plan.pairs)
    assert planned(facts).pairs == mixed


def test_the_solver_runs_in_a_process_of_its_own():
    facts = problem(entries=4, judges=3, wanted=2, forbidden={(0, 1)})

    answer = subprocess.run(
        [sys.executable, "-m", "judging.solving"],
        input=json.dumps(problem_as_json(facts)), capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert plan_from_json(json.loads(answer.stdout)) == planned(facts)


def test_a_problem_and_a_plan_survive_their_journey():
    facts = Problem(
        [Seats(2, "30", "roads")],
        [Offer(3, frozenset({"roads", "water"}))],
        present=frozenset({(0, 0)}),
    )
    plan = planned(facts)

    assert problem_from_json(json.loads(json.dumps(problem_as_json(facts)))) == facts
    assert plan_from_json(json.loads(json.dumps(plan_as_json(plan)))) == plan


def test_five_of_forty_judges_leave_six_hundred_entries_and_nobody_else_s_sheets_move():
    """The size of a whole contest, as the bench invents it."""
    facts = assigning.invented(600, 40)
    before = planned(facts)
    left = assigning.after_dropping(facts, before)

    after = planned(left)

    lost = [pair for pair in before.pairs if pair[0] < assigning.DROPPED]
    new = set(after.pairs) - set(before.pairs)
    assert left.present - set(after.pairs) == set()
    assert (len(new), after.unmet) == (len(lost), {})
    assert {entry for _judge, entry in new} == {entry for _judge, entry in lost}
    assert not set(after.pairs) & left.forbidden
    assert after.gap < 0.01
