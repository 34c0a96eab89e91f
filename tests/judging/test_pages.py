"""Every page of judging opens, says what it should, and works by plain forms."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from contest_portal.accounts.models import Membership
from judging.judges import invitations
from judging.models import NOT_APPLICABLE, Conflict, Judge, Plan, Ranking, Sheet
from judging.ranking import proposing
from judging.sheets.saving import given_on
from notifications.models import Message
from tests.factories import make_member

from .factories import JUDGING, make_entry, make_judge, make_sheet

COMPLETE = {"real_use": 7, "model": None, "innovation": 0}


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


def chosen(**marks) -> dict:
    return {f"mark_{key}": mark for key, mark in marks.items()}


def test_a_judge_without_sheets_reads_why(signed_in, judge):
    response = signed_in(judge.user).get(page("desk"))

    assert response.status_code == 200
    assert "ยังไม่มีใบให้คะแนน" in response.text


def test_the_desk_shows_each_sheet_with_its_state_and_the_next_one(signed_in, judge, edition):
    make_sheet(judge, make_entry(edition, title="ลงนามไปแล้ว"), COMPLETE, signed=True)
    make_sheet(judge, make_entry(edition, title="ครบแล้ว"), COMPLETE)
    untouched = make_sheet(judge, make_entry(edition, title="ยังไม่แตะ"))

    response = signed_in(judge.user).get(page("desk"))

    desk = response.context["desk"]
    assert [row.state for row in desk.rows] == ["untouched", "complete", "signed"]
    assert (desk.signed, desk.to_sign, desk.total) == (1, 1, 3)
    assert desk.next.sheet == untouched


def test_the_sheet_shows_the_submitted_entry_beside_the_criteria(signed_in, judge, sheet):
    text = signed_in(judge.user).get(page("sheet", sheet.pk)).text

    assert "ขออนุญาตก่อสร้างออนไลน์" in text
    assert "15 มกราคม 2564" in text
    assert "เห็นผลชัด" in text


def test_saving_by_form_keeps_the_three_kinds_apart_and_goes_on(signed_in, judge, sheet, edition):
    other = make_sheet(judge, make_entry(edition))
    form = chosen(real_use="0", model=NOT_APPLICABLE, innovation="")

    response = signed_in(judge.user).post(page("sheet", sheet.pk), {**form, "version": 1})

    assert response.url == page("sheet", other.pk)
    assert given_on(sheet) == {"real_use": 0, "model": NOT_APPLICABLE}


@pytest.mark.parametrize(("go", "name"), [("stay", "sheet"), ("sign", "sheet_sign")])
def test_the_button_says_where_to_go(signed_in, judge, sheet, go, name):
    form = {**chosen(real_use="7"), "version": 1, "go": go}

    response = signed_in(judge.user).post(page("sheet", sheet.pk), form)

    assert response.url == page(name, sheet.pk)


def test_a_stale_page_shows_both_marks_and_saves_when_sent_again(signed_in, judge, entry):
    sheet = make_sheet(judge, entry, {"real_use": 7})
    Sheet.objects.update(version=5)
    client = signed_in(judge.user)
    form = {**chosen(real_use="3"), "version": 4}

    response = client.post(page("sheet", sheet.pk), form)

    assert response.status_code == 409
    line = response.context["page"].lines[0]
    assert (line.chosen, line.stored, response.context["page"].version) == ("3", 7, 5)
    assert given_on(sheet) == {"real_use": 7}

    client.post(page("sheet", sheet.pk), {**form, "version": 5})

    assert given_on(sheet) == {"real_use": 3}


@pytest.mark.parametrize("mark", ["11", "-1", "๗", "7.5", "a\x00b", "9" * 5000])
def test_what_is_not_a_mark_is_explained_in_thai_and_the_comment_stays(
    signed_in, judge, sheet, mark
):
    form = {**chosen(real_use=mark, model="4"), "version": 1, "comment": "เขียนไว้ยาว ๆ"}

    response = signed_in(judge.user).post(page("sheet", sheet.pk), form)

    assert response.status_code == 200
    assert "เลือกคะแนน 0 ถึง 10" in response.text
    assert "เขียนไว้ยาว ๆ" in response.text
    assert given_on(sheet) == {}


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 400, "\x00"])
def test_an_unreadable_version_overwrites_nothing(signed_in, judge, sheet, version):
    form = {**chosen(real_use="4"), "version": version}

    response = signed_in(judge.user).post(page("sheet", sheet.pk), form)

    assert (response.status_code, given_on(sheet)) == (409, {})


def test_what_was_typed_too_late_is_still_on_the_page(signed_in, judge, sheet, set_clock):
    set_clock(judge.round.closes_at)
    form = {**chosen(real_use="4"), "version": 1, "comment": "มาช้าไป"}

    response = signed_in(judge.user).post(page("sheet", sheet.pk), form)

    assert response.status_code == 409
    assert "ปิดให้คะแนนแล้ว" in response.text
    assert "มาช้าไป" in response.text


def test_a_sheet_is_signed_by_a_question_page(signed_in, judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE)
    client = signed_in(judge.user)

    asked = client.get(page("sheet_sign", sheet.pk))
    answered = client.post(page("sheet_sign", sheet.pk), {"version": 1})

    assert "ลงนามใบให้คะแนนนี้หรือไม่" in asked.text
    assert answered.url == page("desk")
    assert Sheet.objects.get().signed_at == JUDGING


def test_the_question_names_what_is_blank(signed_in, judge, sheet):
    response = signed_in(judge.user).get(page("sheet_sign", sheet.pk))

    for key in ("real_use", "model", "innovation"):
        link = f"{page('sheet', sheet.pk)}#id_mark_{key}"
        assert f'<a href="{link}">ยังไม่ได้ให้คะแนน: เกณฑ์ {key}</a>' in response.text
    assert 'aria-disabled="true"' in response.text


def test_signing_an_older_version_asks_again(signed_in, judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE)
    Sheet.objects.update(version=3)

    response = signed_in(judge.user).post(page("sheet_sign", sheet.pk), {"version": 2})

    assert (response.status_code, Sheet.objects.get().signed_at) == (409, None)


def test_a_signed_sheet_can_be_read(signed_in, judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE, signed=True)

    text = signed_in(judge.user).get(page("sheet", sheet.pk)).text

    assert "ประเมินไม่ได้" in text
    assert 'type="radio"' not in text


def test_a_conflict_needs_a_reason(signed_in, judge, sheet):
    response = signed_in(judge.user).post(
        page("sheet_conflict", sheet.pk), {"kind": "other", "reason": " "}
    )

    assert "เขียนสั้น ๆ ว่ามีส่วนได้เสียอย่างไร" in response.text
    assert Sheet.objects.visible_to(judge.user).count() == 1


def test_an_officer_invites_a_judge_and_hands_out_the_sheets(signed_in, officer, round_, entry):
    client = signed_in(officer)
    person = {"email": "Judge.One@university.example", "name": "ผศ. ดร.หนึ่ง"}

    invited = client.post(page("judge_invite"), person)
    judge = Judge.objects.get()
    invitations.accept(judge, by=judge.user, at=JUDGING)
    planned = client.post(page("assign"))
    handed_out = client.post(page("assign_confirm", Plan.objects.get().pk))

    assert (invited.url, planned.url, handed_out.url) == (
        page("panel"), page("assign"), page("panel"),
    )  # fmt: skip
    judge = Judge.objects.get()
    assert judge.user.email == "judge.one@university.example"
    assert Sheet.objects.visible_to(judge.user).count() == 1
    assert "ผศ. ดร.หนึ่ง" in client.get(page("panel")).text


def test_an_invitation_keeps_what_was_typed(signed_in, officer, round_):
    response = signed_in(officer).post(page("judge_invite"), {"email": "ไม่ใช่อีเมล", "name": ""})

    assert "ใส่อีเมลให้ครบ" in response.text
    assert "ไม่ใช่อีเมล" in response.text
    assert response.text.count('class="error-summary"') == 1


def test_a_second_invitation_says_when_the_first_went(signed_in, officer, round_, set_clock):
    client = signed_in(officer)
    person = {"email": "judge@university.example", "name": "ผศ. ดร.หนึ่ง"}
    client.post(page("judge_invite"), person)
    set_clock(JUDGING + timedelta(days=1))

    again = client.post(page("judge_invite"), person, follow=True)

    assert "judge@university.example เชิญไว้แล้วเมื่อ 16 ต.ค. 2565 00.00 น." in again.text
    assert Message.objects.filter(kind="judge_invited").count() == 1


def test_a_contestant_is_refused_in_the_form(signed_in, officer, round_, entry):
    make_member(entry.lao, email="clerk@lao.example")
    person = {"email": "clerk@lao.example", "name": "เสมียน"}

    response = signed_in(officer).post(page("judge_invite"), person)

    assert "ซึ่งเข้าประกวดปีนี้" in response.text
    assert Judge.objects.count() == 0


def test_a_judge_who_turns_out_to_be_a_contestant_is_shown_and_can_leave(
    signed_in, officer, judge, sheet, edition
):
    lao = make_entry(edition).lao
    Membership.objects.create(user=judge.user, lao=lao, claimed_at=JUDGING)
    client = signed_in(officer)

    panel = client.get(page("panel")).text
    asked = client.get(page("judge_leave", judge.pk))
    left = client.post(page("judge_leave", judge.pk))

    assert f"ทำงานที่ {lao.display_name} ซึ่งเข้าประกวด" in panel
    assert (asked.status_code, left.url) == (200, page("panel"))
    assert not Sheet.objects.visible_to(judge.user).exists()


@pytest.mark.parametrize("every", [True, False])
def test_an_officer_declares_a_conflict_for_a_judge(signed_in, officer, judge, sheet, every):
    form = {"entry": "every" if every else str(sheet.assignment.entry_id), "reason": "เป็นญาติกัน"}

    response = signed_in(officer).post(page("judge_conflict", judge.pk), {**form, "kind": "family"})

    assert response.url == page("panel")
    conflict = Conflict.objects.get()
    assert (conflict.judge, conflict.declared_by) == (judge, officer)


@pytest.mark.parametrize("chosen_entry", ["", "x", "\x00", "9" * 32])
def test_a_conflict_is_about_an_entry_of_the_list(signed_in, officer, judge, sheet, chosen_entry):
    form = {"entry": chosen_entry, "reason": "เป็นญาติกัน"}

    response = signed_in(officer).post(page("judge_conflict", judge.pk), {**form, "kind": "family"})

    assert (response.status_code, Conflict.objects.count()) == (200, 0)


def test_the_panel_says_why_nothing_can_be_handed_out(signed_in, officer, round_):
    text = signed_in(officer).get(page("panel")).text

    assert "ยังไม่มีกรรมการตอบรับ" in text
    assert 'aria-disabled="true"' in text


def test_the_officers_go_from_marks_to_published_results(
    signed_in, officer, second_officer, judge, edition
):
    make_sheet(judge, make_entry(edition, title="ผลงานชนะ"), {**COMPLETE, "model": 9}, signed=True)
    make_sheet(judge, make_entry(edition, title="ผลงานรอง"), COMPLETE, signed=True)
    client = signed_in(officer)

    client.post(page("ranking_prepare"), {"awards": "1"})
    own_page = client.get(page("ranking")).text
    prepared = Ranking.objects.get()
    client.force_login(second_officer)
    asked = client.get(page("ranking_release", prepared.pk))
    released = client.post(page("ranking_release", prepared.pk))

    assert "คุณเป็นผู้จัดทำอันดับนี้ ต้องให้อีกคนหนึ่งเป็นผู้ประกาศ" in own_page
    assert (asked.status_code, released.status_code) == (200, 302)
    client.logout()
    public = client.get(reverse("results:results", args=["2565"]))
    rows = public.context["rows"]
    assert [(row.paper.title, row.decision.place, row.decision.award) for row in rows] == [
        ("ผลงานชนะ", 1, "winner"),
        ("ผลงานรอง", 2, ""),
    ]


def test_the_question_before_the_release_shows_the_whole(
    signed_in, officer, second_officer, judge, edition
):
    make_sheet(judge, make_entry(edition, title="ผลงานชนะ"), {**COMPLETE, "model": 9}, signed=True)
    unsigned = make_entry(edition, title="ยังไม่มีคะแนน")
    make_sheet(judge, unsigned, COMPLETE)
    make_member(unsigned.lao)
    prepared = proposing.prepare(judge.round, by=officer, at=JUDGING, awards=1)

    asked = signed_in(second_officer).get(page("ranking_release", prepared.pk))

    facts = dict(asked.context["facts"])
    numbers = [value for value in facts.values() if isinstance(value, int)]
    assert facts["อันดับ 1"].startswith("ผลงานชนะ · ")
    assert numbers == [1, 2, 1, 1, 1, 1]  # the fourth: places that rest on one sheet of three
    assert facts["ผู้จัดทำ"] == str(officer)
    assert "ประกาศผล 2 ผลงาน" in asked.text
    assert "ยังไม่ปิดให้คะแนน" in asked.text


def test_preparing_again_begins_with_the_awards_chosen_before(signed_in, officer, judge, entry):
    make_sheet(judge, entry, COMPLETE, signed=True)
    client = signed_in(officer)
    before = client.get(page("ranking")).context["form"]["awards"].value()

    client.post(page("ranking_prepare"), {"awards": "3"})

    after = client.get(page("ranking")).context["form"]["awards"].value()
    assert (before, after) == (10, 3)


def test_one_sheet_has_no_spread(signed_in, officer, judge, entry):
    make_sheet(judge, entry, COMPLETE, signed=True)

    row = signed_in(officer).get(page("ranking")).context["standings"].rows[0].decision

    assert (str(row.short_score), row.short_spread) == ("50.00", None)


@pytest.mark.parametrize("awards", ["", "-1", "1001", "สิบ", "1e5", "9" * 500, "\x00"])
def test_a_number_of_awards_that_is_none_is_explained(signed_in, officer, judge, entry, awards):
    make_sheet(judge, entry, COMPLETE, signed=True)

    response = signed_in(officer).post(page("ranking_prepare"), {"awards": awards})

    assert response.status_code == 200
    assert "จำนวนรางวัล" in response.context["form"].errors["awards"][0]
    assert Ranking.objects.count() == 0


def test_the_preparer_is_refused_the_release_page(signed_in, officer, judge, entry):
    make_sheet(judge, entry, COMPLETE, signed=True)
    prepared = proposing.prepare(judge.round, by=officer, at=JUDGING)

    response = signed_in(officer).post(page("ranking_release", prepared.pk))

    assert response.status_code == 409
    assert Ranking.objects.released().count() == 0


def test_before_the_release_the_public_page_says_so(client, round_):
    response = client.get(reverse("results:results", args=["2565"]))

    assert response.status_code == 200
    assert "ยังไม่ประกาศผล" in response.text


def test_an_edition_that_does_not_exist_has_no_results(client, db):
    assert client.get("/1999/results/").status_code == 404


def test_another_judges_sheet_is_as_if_it_did_not_exist(signed_in, round_, sheet):
    client = signed_in(make_judge(round_).user)

    for name in ("sheet", "sheet_sign", "sheet_conflict"):
        assert client.get(page(name, sheet.pk)).status_code == 404
        assert client.get(page(name, uuid4())).status_code == 404
