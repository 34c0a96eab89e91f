"""Signed marks are corrected after the release, by three people, and nobody else notices."""

import json
import subprocess
import sys

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_portal import audit, homes
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from judging.conflicts.barring import declare
from judging.judges.invitations import leave
from judging.models import Amendment, Ranking, Round, Sheet
from judging.published import SCRIPT
from judging.ranking.proposing import prepare
from judging.results import corrections
from judging.results.releasing import release
from judging.sheets import amending, fellows
from judging.sheets.saving import given_on
from notifications.models import Message
from tests.factories import make_user

from .factories import JUDGING, make_entry, make_invited, make_judge, make_sheet, make_signed

REASON = "กรรมการสลับคะแนนสองข้อ"
FIVES, SIXES = (dict.fromkeys(("real_use", "model", "innovation"), mark) for mark in (5, 6))
NINES = dict.fromkeys(FIVES, 9)


@pytest.fixture
def chair(round_):
    return make_judge(round_, make_user(role=Role.CHAIR)).user


@pytest.fixture
def published(round_, edition, officer, second_officer) -> Ranking:
    """Two entries, two judges, one award: "ของเขา" is before "ของเรา"."""
    round_.openness = Round.Openness.CLOSED
    round_.save(update_fields=["openness"])
    for _ in range(2):
        make_judge(round_)
    make_signed(round_, make_entry(edition, title="ของเรา"), FIVES, FIVES)
    make_signed(round_, make_entry(edition, title="ของเขา"), SIXES, SIXES)
    return release(prepare(round_, by=officer, at=JUDGING, awards=1), by=second_officer, at=JUDGING)


@pytest.fixture
def sheet(published) -> Sheet:
    """Of the entry that came second, by the first judge."""
    second = published.decisions.get(place=2).entry
    return Sheet.objects.filter(assignment__entry=second).order_by("assignment__judge__invited_at")[
        0
    ]


@pytest.fixture
def opened(sheet, officer, second_officer) -> Amendment:
    proposed = amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)
    return amending.agree(proposed, by=second_officer, at=JUDGING)


def judge_of(sheet):
    return sheet.assignment.judge.user


def sign(sheet, marks=NINES):
    return amending.sign(sheet, marks, {}, by=judge_of(sheet), at=JUDGING)


def correct(round_, officer, second_officer) -> Ranking:
    draft = corrections.begin(round_, reason="แก้คะแนนที่สลับข้อ", by=officer, at=JUDGING)
    return release(draft, by=second_officer, at=JUDGING)


def page(name, *args):
    return reverse(f"judging:{name}", args=["2565", *args])


def mails(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def recomputes(matrix, folder) -> bool:
    file = folder / "matrix.json"
    file.write_text(json.dumps(matrix))
    done = subprocess.run([sys.executable, SCRIPT, file], capture_output=True, check=False)
    return done.returncode == 0


def winner(ranking) -> str:
    return ranking.decisions.get(place=1).entry.number


def test_a_corrected_mark_leads_to_a_corrected_result_beside_the_earlier_one(
    round_, published, sheet, opened, officer, second_officer, client, tmp_path
):
    before = published.matrix
    sign(sheet)
    meanwhile = client.get(reverse("results:results", args=["2565"]))

    corrected = correct(round_, officer, second_officer)

    published.refresh_from_db()
    assert meanwhile.context["ranking"] == published
    assert (corrected.corrects, published.matrix) == (published, before)
    assert winner(corrected) == sheet.assignment.entry.number != winner(published)
    assert recomputes(published.matrix, tmp_path)
    assert recomputes(corrected.matrix, tmp_path)
    given = [row["marks"] for row in corrected.matrix["sheets"]]
    assert sorted(mark["model"] for mark in given) == [5, 6, 6, 9]
    earlier = reverse("results:earlier_matrix", args=["2565", 1, published.number])
    assert client.get(earlier).json() == before
    assert Ranking.objects.in_force().get() == corrected


def test_the_signed_sheet_itself_never_changes(sheet, opened):
    sign(sheet)

    stored = Sheet.objects.get(pk=sheet.pk)
    assert (given_on(stored), stored.signed_at, stored.version) == (FIVES, sheet.signed_at, 1)


def test_other_judges_notice_nothing(round_, sheet, opened, signed_in, set_clock):
    set_clock(round_.closes_at)
    other = (
        Sheet.objects.filter(assignment__entry=sheet.assignment.entry).exclude(pk=sheet.pk).get()
    )
    client = signed_in(judge_of(other))
    before = [client.get(page(name, *args)).content for name, args in
              (("sheet", [other.pk]), ("desk", []), ("own_scores", []))]  # fmt: skip
    seen = fellows.of(other, round_.closes_at)

    sign(sheet)

    after = [client.get(page(name, *args)).content for name, args in
             (("sheet", [other.pk]), ("desk", []), ("own_scores", []))]  # fmt: skip
    assert [plain(each) for each in after] == [plain(each) for each in before]
    assert fellows.of(other, round_.closes_at) == seen
    assert client.get(page("sheet_amend", other.pk)).status_code == 404


def plain(content: bytes) -> str:
    """Without what every request gets anew."""
    lines = content.decode().splitlines()
    return "\n".join(line for line in lines if "csrf" not in line and "data-machine" not in line
                     and "mono" not in line)  # fmt: skip


def test_who_proposed_does_not_agree_nor_does_the_judge(round_, sheet, officer, edition):
    proposed = amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="ต้องให้อีกคนหนึ่งเห็นชอบ"):
        amending.agree(proposed, by=officer, at=JUDGING)
    with pytest.raises(Amendment.DoesNotExist):
        amending.agree(proposed, by=judge_of(sheet), at=JUDGING)
    with pytest.raises(Sheet.DoesNotExist):
        amending.propose(sheet, reason=REASON, by=judge_of(sheet), at=JUDGING)


def test_the_chair_is_asked_and_may_agree_but_not_in_a_conflict(
    sheet, chair, officer, signed_in, round_
):
    proposed = amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)
    address = page("amendment", proposed.pk)
    assert mails("amendment_proposed") == [chair.email]

    shown = signed_in(chair).get(address)
    own = round_.judges.get(user=chair)
    declare(own, sheet.assignment.entry, by=officer, at=JUDGING, reason="ญาติ")
    hidden = signed_in(chair).post(address, {"decision": "agree"})

    assert (shown.status_code, hidden.status_code) == (200, 404)
    assert Amendment.objects.get().state == "proposed"


def test_before_the_release_there_is_nothing_to_correct(round_, judge, entry, officer):
    signed = make_sheet(judge, entry, FIVES, signed=True)

    with pytest.raises(NotAllowed, match="ยังไม่ประกาศผล"):
        amending.propose(signed, reason=REASON, by=officer, at=JUDGING)


def test_a_conflict_of_its_judge_meanwhile_leaves_nothing_to_propose(
    sheet, officer, signed_in, monkeypatch
):
    def overtaken(found, **facts):
        given = found.assignment
        declare(given.judge, given.entry, by=officer, at=JUDGING, reason="ญาติ")
        return propose(found, **facts)

    propose = amending.propose
    monkeypatch.setattr(amending, "propose", overtaken)
    answered = signed_in(officer).post(page("amendment_propose", sheet.pk), {"reason": REASON})

    assert (answered.status_code, Amendment.objects.count()) == (404, 0)


def test_until_two_agree_the_judge_signs_nothing(sheet, officer):
    with pytest.raises(NotAllowed):
        sign(sheet)
    amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)
    with pytest.raises(NotAllowed):
        sign(sheet)


def test_no_result_is_prepared_or_released_while_a_judge_is_waited_for(
    round_, sheet, officer, second_officer
):
    first = amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)
    sign_all = amending.agree(first, by=second_officer, at=JUDGING).sheet
    sign(sign_all)
    draft = corrections.begin(round_, reason="แก้", by=officer, at=JUDGING)
    again = amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="กำลังแก้คะแนน"):
        release(draft, by=second_officer, at=JUDGING)
    with pytest.raises(NotAllowed, match="กำลังแก้คะแนน"):
        prepare(round_, by=officer, at=JUDGING)
    amending.end(again, reason="ไม่จำเป็น", by=second_officer, at=JUDGING)
    assert release(draft, by=second_officer, at=JUDGING).released_at


def test_marks_signed_after_a_correction_was_prepared_void_it(
    round_, sheet, opened, officer, second_officer
):
    sign(sheet)
    draft = corrections.begin(round_, reason="แก้", by=officer, at=JUDGING)
    again = amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)
    amending.agree(again, by=second_officer, at=JUDGING)
    sign(sheet, SIXES)

    with pytest.raises(NotAllowed, match="คะแนนเปลี่ยน"):
        release(draft, by=second_officer, at=JUDGING)


def test_the_same_marks_again_change_nothing_and_open_no_correction(round_, sheet, opened, officer):
    ended = sign(sheet, FIVES)

    assert (ended.state, ended.marks) == ("ended", {})
    with pytest.raises(NotAllowed, match="ประกาศผลไปแล้ว"):
        corrections.begin(round_, reason="แก้", by=officer, at=JUDGING)


def test_what_is_missing_is_named_and_pressing_twice_signs_once(sheet, opened):
    with pytest.raises(NotAllowed, match="ยังไม่ได้"):
        sign(sheet, {"model": 9})

    assert sign(sheet) == sign(sheet)
    assert Amendment.objects.exclude(signed_at=None).count() == 1


def test_a_conflict_ends_it_and_its_marks_never_count(
    round_, sheet, opened, officer, second_officer
):
    judge = sheet.assignment.judge
    sign(sheet)
    declare(judge, sheet.assignment.entry, by=officer, at=JUDGING, reason="ญาติ")

    corrected = correct(round_, officer, second_officer)

    assert sorted(row["marks"]["model"] for row in corrected.matrix["sheets"]) == [5, 6, 6]


def test_a_conflict_while_it_is_open_shuts_the_page_and_holds_nothing_up(
    round_, sheet, opened, officer, signed_in
):
    judge = sheet.assignment.judge
    declare(judge, sheet.assignment.entry, by=officer, at=JUDGING, reason="ญาติ")

    assert signed_in(judge.user).get(page("sheet_amend", sheet.pk)).status_code == 404
    with pytest.raises(Sheet.DoesNotExist):
        sign(sheet)
    assert not Amendment.objects.unfinished().exists()


def test_who_left_the_panel_is_not_asked(sheet, officer):
    leave(sheet.assignment.judge, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="พ้นจากคณะกรรมการ"):
        amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)


def test_the_record_holds_every_step_and_both_marks(sheet, opened, officer, second_officer):
    sign(sheet)

    events = [event for event in audit.about(sheet) if event.action.startswith("judging.amendment")]
    by_action = {event.action: event for event in events}
    kinds = audit.Action
    assert set(by_action) == {
        kinds.AMENDMENT_PROPOSED, kinds.AMENDMENT_AGREED, kinds.AMENDMENT_SIGNED,
    }  # fmt: skip
    assert by_action[kinds.AMENDMENT_PROPOSED].actor_id == str(officer.pk)
    assert by_action[kinds.AMENDMENT_PROPOSED].facts["reason"] == REASON
    assert by_action[kinds.AMENDMENT_AGREED].actor_id == str(second_officer.pk)
    facts = by_action[kinds.AMENDMENT_SIGNED].facts
    assert (facts["before"], facts["marks"]) == (FIVES, NINES)


def test_the_whole_way_on_pages(
    round_, sheet, officer, second_officer, signed_in, edition, set_clock
):
    set_clock(round_.closes_at)
    client = signed_in(officer)
    listed = client.get(page("signed_sheets")).text
    assert page("amendment_propose", sheet.pk) in listed
    empty = client.post(page("amendment_propose", sheet.pk), {"reason": ""})
    client.post(page("amendment_propose", sheet.pk), {"reason": REASON})
    proposed = Amendment.objects.get()
    assert "เขียนเหตุผล" in empty.text
    assert steps(officer, edition) == []
    assert steps(second_officer, edition) == [page("amendment", proposed.pk)]

    client = signed_in(second_officer)
    assert REASON in client.get(page("amendment", proposed.pk)).text
    client.post(page("amendment", proposed.pk), {"decision": "agree"})
    late = client.post(page("amendment", proposed.pk), {"decision": "agree"})
    assert late.status_code == 409
    assert "<b>เรื่องนี้ตัดสินไปแล้ว</b>" in late.text, "said of the whole, not of a reason to write"
    judge = judge_of(sheet)
    assert mails("amendment_opened") == [judge.email]
    assert steps(judge, edition) == [page("sheet_amend", sheet.pk)]

    client = signed_in(judge)
    assert page("sheet_amend", sheet.pk) in client.get(page("sheet", sheet.pk)).text
    form = {f"mark_{key}": mark for key, mark in NINES.items()}
    missing = client.post(page("sheet_amend", sheet.pk), {**form, "mark_model": ""})
    assert (missing.status_code, 'value="9" checked' in missing.text) == (409, True)
    done = client.post(page("sheet_amend", sheet.pk), form, follow=True)
    assert "คุณลงนามคะแนนใหม่เพื่อแก้ไขผลแล้ว" in done.text
    assert done.text.count(": 9<br>") == len(NINES)
    assert steps(officer, edition) == [page("ranking")]

    client = signed_in(officer)
    assert sheet.assignment.entry.number in client.get(page("ranking_correction")).text
    client.post(page("ranking_correction"), {"reason": "แก้คะแนนที่สลับข้อ"})
    assert Ranking.objects.last().corrects
    assert steps(officer, edition) == []


def test_the_desk_leads_to_what_is_open_instead_of_thanking(round_, sheet, officer, signed_in):
    client = signed_in(judge_of(sheet))
    proposed = amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)
    before = client.get(page("desk")).text

    amending.agree(proposed, by=make_user(role=Role.ORGANISER), at=JUDGING)
    opened = client.get(page("desk")).text
    sign(sheet)
    after = client.get(page("desk")).text

    link, thanks = page("sheet_amend", sheet.pk), "คุณลงนามครบทุกใบแล้ว"
    assert [link in each for each in (before, opened, after)] == [False, True, False]
    assert [thanks in each for each in (before, opened, after)] == [True, False, True]


def test_who_reads_the_proposal_later_learns_that_its_result_is_published(
    round_, sheet, opened, officer, second_officer, signed_in
):
    client = signed_in(officer)
    sign(sheet)
    before = client.get(page("amendment", opened.pk)).text

    correct(round_, officer, second_officer)
    after = client.get(page("amendment", opened.pk)).text

    published = "ประกาศผลที่แก้ไขแล้ว"
    assert [published in each for each in (before, after)] == [False, True]
    assert "คะแนนนี้มีผลเมื่อ" not in after


@pytest.mark.parametrize("how", ["signed", "ended"])
def test_the_link_of_the_mail_leads_to_the_sheet_once_all_is_over(
    sheet, opened, officer, signed_in, how
):
    if how == "signed":
        sign(sheet)
    else:
        amending.end(opened, reason="ไม่จำเป็น", by=officer, at=JUDGING)

    answer = signed_in(judge_of(sheet)).get(page("sheet_amend", sheet.pk), follow=True)

    assert answer.redirect_chain == [(page("sheet", sheet.pk), 302)]
    assert "ปิดการแก้แล้ว" in answer.text


def test_what_was_only_proposed_the_judge_does_not_learn_by_the_address(sheet, officer, signed_in):
    amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)

    assert signed_in(judge_of(sheet)).get(page("sheet_amend", sheet.pk)).status_code == 404


def test_who_begins_the_correction_too_early_reads_what_is_waited_for(
    sheet, officer, second_officer, signed_in
):
    client = signed_in(officer)
    nothing = client.get(page("ranking_correction"))
    proposed = amending.propose(sheet, reason=REASON, by=officer, at=JUDGING)
    amending.agree(proposed, by=second_officer, at=JUDGING)
    waiting = client.get(page("ranking_correction"))

    assert (nothing.status_code, waiting.status_code) == (409, 409)
    assert "ไม่มีอุทธรณ์ที่รับแล้วหรือคะแนนที่ลงนามใหม่รอการแก้ไข" in nothing.text
    assert "กำลังแก้คะแนน" in waiting.text


def test_the_list_of_signed_sheets_says_how_marks_are_corrected(sheet, chair, officer, signed_in):
    how = "แก้คะแนนที่ผิดได้จากรายการด้านล่าง"

    assert how in signed_in(officer).get(page("signed_sheets")).text
    assert how not in signed_in(chair).get(page("signed_sheets")).text


def steps(user, edition) -> list[str]:
    """Addresses of the steps about corrections of marks."""
    return [each.url for each in homes.steps_for(user, edition)
            if each.heading == "แก้คะแนนที่ลงนามแล้ว"]  # fmt: skip


def test_an_end_needs_a_reason_and_what_was_typed_stays(sheet, opened, officer, signed_in):
    client = signed_in(officer)
    without = client.post(page("amendment", opened.pk), {"decision": "end", "reason": " "})
    client.post(page("amendment", opened.pk), {"decision": "end", "reason": "กรรมการยืนยันแล้ว"})

    opened.refresh_from_db()
    assert "เขียนเหตุผลที่คงคะแนนเดิม" in without.text
    assert (opened.state, opened.end_reason) == ("ended", "กรรมการยืนยันแล้ว")


def test_the_database_holds_that_a_second_person_agreed(sheet, officer, published):
    facts = {"sheet": sheet, "ranking": published, "reason": REASON, "proposed_by": officer,
             "proposed_at": JUDGING, "number": 1}  # fmt: skip
    for broken in (
        {"agreed_by": officer, "agreed_at": JUDGING},
        {"signed_at": JUDGING},
        {"ended_by": officer, "ended_at": JUDGING},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Amendment.objects.create(**facts, **broken)


def test_a_judge_who_never_answered_has_no_part_in_it(round_, sheet, opened, signed_in):
    stranger = make_invited(round_)

    assert signed_in(stranger.user).get(page("sheet_amend", sheet.pk)).status_code == 404
