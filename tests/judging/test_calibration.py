"""Calibration entries: everybody scores them first, and after signing sees how others did."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.assigning import drafting, planning
from judging.assigning.assignment import assign
from judging.conflicts.barring import declare
from judging.models import Calibration, Round, Sheet
from judging.ranking.evidence import Evidence
from judging.rounds import calibrating
from judging.sheets import fellows, signing
from judging.sheets.desks import Desk

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

EARLY = JUDGING - timedelta(days=60)
COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


@pytest.fixture
def entries(edition):
    return [make_entry(edition, title=f"เรื่องที่ {number}") for number in range(1, 7)]


@pytest.fixture
def judges(round_):
    return [make_judge(round_, most_sheets=2) for _ in range(4)]


def choose(round_, entries, officer):
    calibrating.choose(round_, entries, by=officer, at=EARLY)


def page(name, sheet):
    return reverse(f"judging:{name}", args=["2565", sheet.pk])


@pytest.mark.parametrize("plan", ["solved", "simple"])
def test_every_judge_but_those_in_conflict_gets_them(
    plan, round_, entries, judges, officer, monkeypatch
):
    if plan == "simple":
        monkeypatch.setattr(drafting, "_solved", lambda *facts: {}["no plan"])
    choose(round_, entries[:2], officer)
    declare(judges[3], entries[0], by=officer, at=EARLY, reason="ญาติ")

    assign(round_, by=officer, at=EARLY)

    readers = {entry: {sheet.assignment.judge for sheet in sheets_of(entry)} for entry in entries}
    assert readers[entries[0]] == set(judges[:3])
    assert readers[entries[1]] == set(judges)
    assert planning.is_complete(planning.panel_of(round_))


def sheets_of(entry):
    return Sheet.objects.filter(assignment__entry=entry).select_related("assignment__judge")


def test_a_judge_who_comes_later_gets_them_too(round_, entries, judges, officer):
    choose(round_, entries[:1], officer)
    assign(round_, by=officer, at=EARLY)
    late = make_judge(round_)

    assign(round_, by=officer, at=EARLY)

    assert late.assignments.filter(entry=entries[0]).exists()


def test_they_lie_first_on_the_desk_and_say_so(round_, entries, judge, officer, signed_in):
    for entry in entries:
        make_sheet(judge, entry)
    choose(round_, [entries[4], entries[2]], officer)

    rows = Desk(judge.user, round_).rows

    assert [row.paper.title for row in rows[:2]] == ["เรื่องที่ 5", "เรื่องที่ 3"]
    assert [row.is_calibration for row in rows] == [True, True, *[False] * 4]
    assert signed_in(judge.user).get("/2565/judging/").text.count("ผลงานปรับเกณฑ์") >= 2


def test_others_are_signed_only_after_them(round_, entries, judge, officer, signed_in):
    first, other = (make_sheet(judge, entry, COMPLETE) for entry in entries[:2])
    choose(round_, entries[:1], officer)

    with pytest.raises(NotAllowed, match="ปรับเกณฑ์ก่อน"):
        signing.sign(other, by=judge.user, at=JUDGING, version=1)
    assert page("sheet", first) in signed_in(judge.user).get(page("sheet_sign", other)).text
    signing.sign(first, by=judge.user, at=JUDGING, version=1)
    assert signing.sign(other, by=judge.user, at=JUDGING, version=1).signed_at


def test_a_judge_in_conflict_with_it_waits_for_nothing(round_, entries, judge, officer):
    make_sheet(judge, entries[0])
    other = make_sheet(judge, entries[1], COMPLETE)
    choose(round_, entries[:1], officer)
    declare(judge, entries[0], by=officer, at=JUDGING, reason="ญาติ")

    assert signing.sign(other, by=judge.user, at=JUDGING, version=1).signed_at
    assert not Desk(judge.user, round_).calibrates


def test_their_sheets_count_in_the_ranking(round_, entries, judges, officer):
    choose(round_, entries[:1], officer)
    for judge in judges:
        make_sheet(judge, entries[0], COMPLETE, signed=True)

    assert len(Evidence(round_).sheets[entries[0].pk]) == 4


def test_after_signing_one_sees_the_spread_without_names(
    round_, entries, judges, officer, signed_in
):
    choose(round_, entries[:1], officer)
    own, *_others = (
        make_sheet(judge, entries[0], {**COMPLETE, "model": mark}, signed=True)
        for judge, mark in zip(judges, (5, 0, 9, None), strict=True)
    )

    seen = fellows.of(own, JUDGING)
    text = signed_in(judges[0].user).get(page("sheet", own)).text

    assert (seen.sheets, seen.lines[1].marks, seen.lines[1].median) == (3, (0, 9), 4.5)
    assert "กรรมการคนอื่นให้" in text
    assert not any(judge.user.name in text for judge in judges[1:] if judge.user.name)


def test_before_signing_one_sees_nothing(round_, entries, judges, officer, signed_in):
    choose(round_, entries[:1], officer)
    own = make_sheet(judges[0], entries[0], COMPLETE)
    make_sheet(judges[1], entries[0], COMPLETE, signed=True)

    assert fellows.of(own, JUDGING) is None
    assert "กรรมการคนอื่นให้" not in signed_in(judges[0].user).get(page("sheet", own)).text


@pytest.mark.parametrize(
    ("openness", "all_signed", "at_close", "visible"),
    [
        ("never", True, True, False), ("signed", False, True, False),
        ("signed", True, False, True), ("closed", True, False, False),
        ("closed", False, True, True),
    ],
)  # fmt: skip
def test_other_entries_follow_the_rule_of_the_round(
    openness, all_signed, at_close, visible, round_, entries, judges
):
    Round.objects.update(openness=openness)
    own = make_sheet(judges[0], entries[0], COMPLETE, signed=True)
    make_sheet(judges[0], entries[1], COMPLETE, signed=all_signed)
    make_sheet(judges[1], entries[0], COMPLETE, signed=True)
    make_sheet(judges[2], entries[0], COMPLETE)

    seen = fellows.of(
        Sheet.objects.get(pk=own.pk), round_.closes_at if at_close else JUDGING
    )  # fmt: skip

    assert (seen is not None) is visible
    assert not visible or seen.sheets == 1


def test_verdicts_of_others_are_counted(edition, entry, set_clock, judges):
    qualifying = make_round(edition, order=2, kind="qualifying", openness="closed")
    own, other = (make_sheet(make_judge(qualifying), entry, signed=True) for _ in range(2))
    Sheet.objects.filter(pk=other.pk).update(verdict="fail")

    seen = fellows.of(own, qualifying.closes_at)

    assert (seen.sheets, [count for _words, count in seen.verdicts]) == (1, [0, 1, 0])


def test_sheets_in_conflict_are_not_among_the_others(round_, entries, judges, officer):
    choose(round_, entries[:1], officer)
    own = make_sheet(judges[0], entries[0], COMPLETE, signed=True)
    make_sheet(judges[1], entries[0], COMPLETE, signed=True)
    declare(judges[1], entries[0], by=officer, at=JUDGING, reason="ญาติ")

    assert fellows.of(own, JUDGING).sheets == 0


def test_officers_choose_them_by_number_until_the_round_opens(
    round_, entries, officer, signed_in, set_clock
):
    set_clock(EARLY)
    client = signed_in(officer)
    url = reverse("judging:calibration", args=["2565", round_.pk])
    numbers = {"entry_1": entries[1].number.lower(), "entry_2": entries[0].number}

    wrong = client.post(url, {**numbers, "entry_3": "0000-0000"})
    twice = client.post(url, {**numbers, "entry_3": entries[0].number})
    right = client.post(url, numbers)

    assert list(wrong.context["form"].errors) == ["entry_3"]
    assert list(twice.context["form"].errors) == ["entry_3"]
    assert f'value="{numbers["entry_1"]}"' in wrong.text
    assert right.url == reverse("judging:round_edit", args=["2565", round_.pk])
    assert [each.entry for each in Calibration.objects.all()] == [entries[1], entries[0]]
    assert audit.about(round_).get().action == "judging.calibration_chosen"
    set_clock(round_.opens_at)
    assert client.post(url, {}).status_code == 409
    assert Calibration.objects.count() == 2


def test_the_same_entry_calibrates_two_rounds_apart(round_, edition, entries, officer):
    other = make_round(edition, order=2)
    for each, chosen in ((round_, entries[:2]), (other, entries[1::-1])):
        choose(each, chosen, officer)

    make_judge(other)

    added = assign(other, by=officer, at=EARLY)

    assert {row.entry for row in added} >= set(entries[:2])
    assert planning.panel_of(round_).pins == frozenset(), "nobody serves in it yet"
