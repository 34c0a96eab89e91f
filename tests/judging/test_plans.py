"""A plan is looked at before anything is handed out, and taken as it was shown or not at all."""

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.assigning import assignment, pairing, planning
from judging.assigning.lacking import lacking
from judging.assigning.plan_page import PlanPage
from judging.conflicts.barring import declare
from judging.judges import invitations
from judging.models import Assignment, Plan, Sheet
from submissions.models import Status

from .factories import JUDGING, make_entry, make_judge, make_sheet
from .plans import live, work_out

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


@pytest.fixture
def entries(edition):
    return [make_entry(edition, title=f"ผลงานที่ {number}") for number in range(6)]


def said(pairs) -> set[tuple]:
    return {(str(judge), str(entry)) for judge, entry in pairs}


def test_nothing_is_handed_out_before_it_is_confirmed_and_then_what_was_shown(
    round_, panel, entries, officer, signed_in
):
    client = signed_in(officer)

    client.post(page("assign"))
    shown = client.get(page("assign"))
    before = live()
    plan = Plan.objects.get()
    confirmed = client.post(page("assign_confirm", plan.pk))

    assert before == set()
    assert len(plan.added) == 18
    assert "มอบใบให้คะแนน 18 ใบ" in shown.text
    assert confirmed.url == page("panel")
    assert said(live()) == {tuple(pair) for pair in plan.added}
    plan.refresh_from_db()
    assert (plan.confirmed_by, plan.confirmed_at) == (officer, JUDGING)
    facts = audit.about(round_).get(action="judging.assigned").facts
    assert (facts["plan"], len(facts["sheets"]), facts["ended"]) == (str(plan.pk), 18, [])


def leave(judges, entries, officer):
    invitations.leave(judges[0], by=officer, at=JUDGING)


def conflict(judges, entries, officer):
    declare(judges[0], entries[0], by=officer, at=JUDGING, reason="ญาติ")


def limit(judges, entries, officer):
    invitations.set_offer(judges[0], most_sheets=1, knows=[], by=officer)


def withdraw(judges, entries, officer):
    entries[0].status = Status.WITHDRAWN
    entries[0].save()


def ban(judges, entries, officer):
    pairing.ban(judges[0], entries[0], by=officer, at=JUDGING, reason="พักไว้")


@pytest.mark.parametrize("change", [leave, conflict, limit, withdraw, ban])
def test_a_plan_for_another_panel_is_not_taken(round_, panel, entries, officer, signed_in, change):
    client = signed_in(officer)
    plan = work_out(round_, officer)
    change(panel, entries, officer)

    refused = client.post(page("assign_confirm", plan.pk), follow=True)

    assert live() == set()
    assert refused.redirect_chain == [(page("assign"), 302)]
    assert "เปลี่ยนไปหลังจากจัดแผนนี้" in refused.text
    assert "มอบใบให้คะแนน 18 ใบ" not in refused.text


def test_a_plan_is_handed_out_once(round_, panel, entries, officer):
    plan = work_out(round_, officer)
    assignment.confirm(plan, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="มอบไปแล้ว"):
        assignment.confirm(plan, by=officer, at=JUDGING)

    assert Assignment.objects.count() == 18


def test_working_it_out_again_replaces_the_own_plan_and_nobody_else_s(
    round_, panel, entries, officer, second_officer
):
    theirs = work_out(round_, second_officer)
    work_out(round_, officer)
    mine = work_out(round_, officer)

    assert set(Plan.objects.all()) == {theirs, mine}
    assert theirs.added == mine.added, "the same panel gives the same plan"


def test_a_plan_whose_place_another_took_is_not_handed_out(round_, panel, entries, officer):
    first = assignment.work_out(round_, by=officer, at=JUDGING)
    assignment.work_out(round_, by=officer, at=JUDGING)

    with pytest.raises(assignment.Overtaken):
        assignment.confirm(first, by=officer, at=JUDGING)

    assert Assignment.objects.count() == 0


def test_when_a_judge_leaves_only_their_sheets_change(round_, panel, entries, officer, signed_in):
    assignment.assign(round_, by=officer, at=JUDGING)
    before = live()
    invitations.leave(panel[0], by=officer, at=JUDGING)
    lost = {entry for judge, entry in before if judge == panel[0].pk}

    shown = signed_in(officer).get(page("panel"))
    plan = work_out(round_, officer)
    assignment.confirm(plan, by=officer, at=JUDGING)

    assert f"ยังขาดกรรมการ {len(lost)} ผลงาน" in shown.text
    assert (plan.ended, {entry for _judge, entry in plan.added}) == ([], {str(e) for e in lost})
    assert {pair for pair in before if pair[0] != panel[0].pk} < live()


def test_a_signed_sheet_of_who_left_still_fills_its_seat(one_each, judge, entry, officer):
    make_judge(one_each)
    make_sheet(judge, entry, COMPLETE, signed=True)
    invitations.leave(judge, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="มีกรรมการครบแล้ว"):
        work_out(one_each, officer)


def crossed(round_, edition, officer, **marks):
    """One judge holds the first entry and alone may read the second."""
    holder, other = make_judge(round_, most_sheets=1), make_judge(round_)
    first, second = make_entry(edition), make_entry(edition)
    make_sheet(holder, first, marks)
    declare(other, second, by=officer, at=JUDGING, reason="ญาติ")
    return holder, other, first, second


def test_a_sheet_changes_hands_only_where_a_seat_would_stay_empty_and_it_is_shown(
    one_each, edition, officer, signed_in
):
    holder, other, first, second = crossed(one_each, edition, officer)
    client = signed_in(officer)

    client.post(page("assign"))
    shown = client.get(page("assign"))
    plan = Plan.objects.get()
    client.post(page("assign_confirm", plan.pk))

    assert plan.ended == [[str(holder.pk), str(first.pk)]]
    assert "มีใบให้คะแนนเปลี่ยนมือ" in shown.text
    assert live() == {(holder.pk, second.pk), (other.pk, first.pk)}


def test_a_sheet_that_somebody_has_begun_does_not_change_hands(one_each, edition, officer):
    holder, _other, first, _second = crossed(one_each, edition, officer, real_use=5)

    with pytest.raises(NotAllowed):
        work_out(one_each, officer)

    assert live() == {(holder.pk, first.pk)}


def test_a_sheet_begun_after_the_plan_was_shown_is_not_taken_away(one_each, edition, officer):
    holder, _other, first, _second = crossed(one_each, edition, officer)
    plan = work_out(one_each, officer)
    Sheet.objects.update(saved_at=JUDGING)

    with pytest.raises(assignment.Overtaken):
        assignment.confirm(plan, by=officer, at=JUDGING)

    assert live() == {(holder.pk, first.pk)}


def test_a_conflict_after_scoring_freezes_the_sheet_and_asks_for_somebody_else(
    one_each, judge, entry, officer, signed_in
):
    other = make_judge(one_each)
    sheet = make_sheet(judge, entry, COMPLETE, signed=True)
    declare(judge, entry, by=officer, at=JUDGING, reason="", kind="business")
    client = signed_in(officer)

    panel = client.get(page("panel")).text
    task = lacking(planning.panel_of(one_each))
    client.post(page("assign"))
    client.post(page("assign_confirm", Plan.objects.get().pk))

    assert (task.entries, task.after_conflict, task.after_leaving) == (1, 1, 0)
    assert "จัดกรรมการแทน" in panel
    assert live() == {(other.pk, entry.pk)}
    assert sheet.marks.count() == 3, "it stays on record"
    assert not Sheet.objects.counted().exists(), "and counts no more"


def test_the_page_counts_every_judge_once_where_a_seat_stays_empty(
    round_, edition, officer, signed_in
):
    entry = make_entry(edition, title="ขาดคน")
    judges = [make_judge(round_) for _ in range(4)]
    declare(judges[0], entry, by=officer, at=JUDGING, reason="ญาติ")
    pairing.ban(judges[1], entry, by=officer, at=JUDGING, reason="พักไว้")
    client = signed_in(officer)

    client.post(page("assign"))
    answered = client.get(page("assign"))

    (missing,) = answered.context["page"].missing
    assert missing.shortfall.seats == 1
    assert missing.shortfall.reasons == [
        "กรรมการ 2 ท่านตัดสินผลงานนี้", "มีส่วนได้เสีย 1 ท่าน", "กำหนดว่าไม่ให้ตัดสิน 1 ท่าน",
    ]  # fmt: skip
    assert "เชิญกรรมการเพิ่ม" in answered.text


def test_the_page_tells_loads_provinces_and_whether_harshness_can_be_compared(
    round_, panel, entries, officer
):
    plan = work_out(round_, officer)

    shown = PlanPage(plan, assignment.panel_for(plan))

    assert (shown.fewest, shown.most, shown.empty_seats, shown.moved) == (3, 4, 0, 0)
    assert (shown.parts, shown.strange) == (1, 0)
    assert 80 <= shown.evenness <= 100
    assert shown.undeclared == panel
    assert (shown.of_one_province, shown.province_share) == (4, 4)


def test_entries_on_the_cut_get_one_judge_more_by_the_same_rules(
    round_, panel, entries, officer, signed_in
):
    marks = [8, 7, 6, 5, 4, 0]
    for entry, mark in zip(entries, marks, strict=True):
        for judge, apart in zip(panel[:3], (-2, 0, 2), strict=True):
            given = dict.fromkeys(COMPLETE, max(0, mark + apart))
            make_sheet(judge, entry, given, signed=True)
    declare(panel[3], entries[2], by=officer, at=JUDGING, reason="ญาติ")
    client = signed_in(officer)

    shown = client.get(page("top_up"), {"awards": 3})
    client.post(page("top_up"), {"awards": 3})
    plan = Plan.objects.get()
    assignment.confirm(plan, by=officer, at=JUDGING)

    found = {row.entry for row in shown.context["found"]}
    assert entries[2].pk in found
    assert not found & {entries[0].pk, entries[5].pk}, "nothing could change there"
    assert {entry for _judge, entry in plan.added} == set(plan.more) == {str(e) for e in found}
    assert (panel[3].pk, entries[2].pk) not in live()


@pytest.mark.parametrize("awards", ["", "x", "-1", "1001"])
def test_a_number_of_awards_that_is_none_is_explained(
    round_, panel, entries, officer, signed_in, awards
):
    client = signed_in(officer)

    for answered in (client.get(page("top_up"), {"awards": awards}),
                     client.post(page("top_up"), {"awards": awards})):  # fmt: skip
        assert (answered.status_code, Plan.objects.count()) == (200, 0)
        assert "จำนวนรางวัล" in answered.text


def test_without_signed_sheets_nothing_lies_on_the_cut(round_, panel, entries, officer, signed_in):
    answered = signed_in(officer).post(page("top_up"), {"awards": 3})

    assert (answered.context["found"], Plan.objects.count()) == ([], 0)
