"""Handing out the sheets, and only what is missing."""

import subprocess
from collections import Counter

import pytest

from contest_portal.refusals import NotAllowed
from judging.assigning import drafting
from judging.assigning.assignment import assign
from judging.conflicts import barring
from judging.models import Assignment, Sheet
from submissions.models import Status

from .factories import JUDGING, make_entry, make_judge, make_submission


def loads() -> list[int]:
    return sorted(Counter(Assignment.objects.values_list("judge", flat=True)).values())


def test_every_eligible_entry_gets_three_judges_evenly(edition, round_, officer):
    for _ in range(5):
        make_judge(round_)
        make_entry(edition)
    make_entry(edition, status=Status.SUBMITTED)

    added = assign(round_, by=officer, at=JUDGING)

    assert (len(added), Sheet.objects.count(), loads()) == (15, 15, [3, 3, 3, 3, 3])


def test_again_only_tops_up(edition, round_, officer):
    for _ in range(3):
        make_judge(round_)
    make_entry(edition)
    assign(round_, by=officer, at=JUDGING)
    late = make_entry(edition)

    added = assign(round_, by=officer, at=JUDGING)

    assert {each.entry for each in added} == {late}
    with pytest.raises(NotAllowed, match="มีกรรมการครบแล้ว"):
        assign(round_, by=officer, at=JUDGING)


def test_a_judge_who_left_is_replaced(edition, round_, officer):
    judges = [make_judge(round_) for _ in range(3)]
    make_entry(edition)
    assign(round_, by=officer, at=JUDGING)
    judges[0].left_at = JUDGING
    judges[0].save()
    newcomer = make_judge(round_)

    added = assign(round_, by=officer, at=JUDGING)

    assert [each.judge for each in added] == [newcomer]


def test_the_submission_in_force_is_judged(edition, round_, judge, officer):
    entry = make_entry(edition, title="ฉบับแรก")
    newer = make_submission(entry, title="ฉบับแก้")
    newer.arrived_at = newer.arrived_at.replace(hour=5)
    newer.save()

    assign(round_, by=officer, at=JUDGING)

    assert Assignment.objects.get().submission == newer


@pytest.mark.parametrize(
    ("judges", "entries", "reason"),
    [(0, 1, "ยังไม่มีกรรมการตอบรับ"), (1, 0, "ยังไม่มีผลงานที่ผ่านคุณสมบัติ")],
)
def test_nothing_to_hand_out_is_said(edition, round_, officer, judges, entries, reason):
    for _ in range(judges):
        make_judge(round_)
    for _ in range(entries):
        make_entry(edition)

    with pytest.raises(NotAllowed, match=reason):
        assign(round_, by=officer, at=JUDGING)


def test_nothing_is_handed_out_once_the_round_closed(round_, judge, entry, officer):
    with pytest.raises(NotAllowed, match="ปิดให้คะแนนแล้ว"):
        assign(round_, by=officer, at=round_.closes_at)


def test_the_simple_plan_serves_when_the_solver_fails(edition, round_, officer, monkeypatch):
    def fail(problem, seconds):
        raise subprocess.TimeoutExpired("solver", 1)

    monkeypatch.setattr(drafting, "_solved", fail)
    for _ in range(4):
        make_judge(round_)
        make_entry(edition)

    added = assign(round_, by=officer, at=JUDGING)

    assert (len(added), loads()) == (12, [3, 3, 3, 3])


def test_a_plan_that_a_conflict_overtakes_is_made_again(edition, round_, officer, monkeypatch):
    """Somebody declares a conflict while the solver is at work."""
    judges = [make_judge(round_) for _ in range(4)]
    entry = make_entry(edition)
    solve = drafting.best

    def overtaken(panel):
        draft = solve(panel)
        barring.declare(judges[0], entry, by=officer, at=JUDGING, reason="พี่น้อง")
        return draft

    monkeypatch.setattr(drafting, "best", overtaken)
    added = assign(round_, by=officer, at=JUDGING)

    assert sorted(each.judge.pk for each in added) == sorted(judge.pk for judge in judges[1:])
