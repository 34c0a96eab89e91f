"""In a qualifying round a sheet asks for a verdict; fail and unsure with the reason."""

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.models import Round, Sheet
from judging.sheets import saving, signing
from judging.sheets.desks import Desk

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

V = Sheet.Verdict


@pytest.fixture
def qualifying(edition, set_clock):
    set_clock(JUDGING)
    return make_round(edition, name_th="รอบคัดกรอง", kind=Round.Kind.QUALIFYING)


@pytest.fixture
def judge(qualifying):
    return make_judge(qualifying)


def page(name, sheet):
    return reverse(f"judging:{name}", args=["2565", sheet.pk])


def sign(sheet, judge, **facts):
    Sheet.objects.filter(pk=sheet.pk).update(**facts)
    return signing.sign(sheet, by=judge.user, at=JUDGING, version=1)


@pytest.mark.parametrize(
    ("verdict", "comment", "words"),
    [("", "ดี", "เลือกผ่าน"), (V.FAIL, " ", "ความเห็น"), (V.UNSURE, "", "ความเห็น")],
)
def test_what_a_verdict_lacks_is_said(verdict, comment, words, judge, sheet, signed_in):
    with pytest.raises(NotAllowed, match=words):
        sign(sheet, judge, verdict=verdict, comment=comment)

    Sheet.objects.filter(pk=sheet.pk).update(verdict=verdict, comment=comment)
    asked = signed_in(judge.user).get(page("sheet_sign", sheet))
    anchor = "id_comment" if verdict else "id_verdict"
    assert f"{page('sheet', sheet)}#{anchor}" in asked.text
    assert f'id="{anchor}' in signed_in(judge.user).get(page("sheet", sheet)).text
    assert Sheet.objects.get().signed_at is None


@pytest.mark.parametrize(
    ("verdict", "comment"), [(V.PASS, ""), (V.FAIL, "ไม่เปิดจริง"), (V.UNSURE, "ขาดหลักฐาน")]
)
def test_a_verdict_with_its_reason_is_signed_and_recorded(verdict, comment, judge, sheet):
    signed = sign(sheet, judge, verdict=verdict, comment=comment)

    assert signed.signed_at == JUDGING
    facts = audit.about(sheet).get().facts
    assert (facts["verdict"], facts["comment"]) == (verdict, comment)


def test_the_page_asks_for_the_verdict_and_nothing_else(judge, sheet, signed_in):
    client = signed_in(judge.user)

    shown = client.get(page("sheet", sheet)).text
    saved = client.post(
        page("sheet", sheet), {"version": 1, "verdict": "unsure", "comment": "ไม่แน่ใจ", "go": "stay"}
    )
    again = client.get(page("sheet", sheet)).text

    assert 'name="verdict"' in shown and 'name="mark_' not in shown
    assert saved.status_code == 302
    assert Sheet.objects.get().verdict == V.UNSURE
    assert 'value="unsure" checked' in again


def test_a_page_saves_its_verdict_by_itself_and_two_tabs_do_not_overwrite(judge, sheet, signed_in):
    client, address = signed_in(judge.user), page("sheet_autosave", sheet)
    form = {"person": judge.user.pk, "comment": "", "note": ""}

    saved = client.post(address, {**form, "version": 1, "verdict": "pass"})
    stale = client.post(address, {**form, "version": 1, "verdict": "fail"})
    beside = client.post(page("sheet", sheet), {**form, "version": 1, "verdict": "fail"})

    assert (saved.status_code, stale.status_code, beside.status_code) == (200, 409, 409)
    assert Sheet.objects.get().verdict == V.PASS
    assert 'value="fail" checked' in beside.text and "บันทึกไว้จากอีกหน้าหนึ่ง: ผ่าน" in beside.text


def test_what_is_no_verdict_is_refused(judge, sheet, signed_in):
    answer = signed_in(judge.user).post(page("sheet", sheet), {"version": 1, "verdict": "maybe"})

    assert answer.status_code == 200
    assert "verdict" in answer.context["form"].errors
    assert Sheet.objects.get().verdict == ""


def test_a_scored_sheet_takes_no_verdict(edition, entry, signed_in, set_clock):
    set_clock(JUDGING)
    judge = make_judge(make_round(edition, order=2))
    sheet = make_sheet(judge, entry)

    signed_in(judge.user).post(
        page("sheet", sheet), {"version": 1, "verdict": "pass", "mark_model": "3"}
    )

    sheet.refresh_from_db()
    assert (sheet.verdict, sheet.version) == ("", 2)


def test_somebody_else_s_verdict_is_not_saved(qualifying, judge, sheet, signed_in):
    other = make_judge(qualifying).user
    form = {"person": other.pk, "version": 1, "verdict": "pass", "comment": ""}

    answer = signed_in(other).post(page("sheet_autosave", sheet), form)

    assert (answer.status_code, Sheet.objects.get().verdict) == (404, "")


def test_the_desk_counts_verdicts(qualifying, judge, edition, signed_in):
    for verdict in ("", V.PASS, V.UNSURE):
        sheet = make_sheet(judge, make_entry(edition))
        Sheet.objects.filter(pk=sheet.pk).update(verdict=verdict)

    desk = Desk(judge.user, qualifying)

    assert sorted(row.state for row in desk.rows) == ["complete", "complete", "untouched"]
    assert [(row.given, row.asked) for row in desk.rows].count((1, 1)) == 2
    assert "รอบคัดกรอง" in signed_in(judge.user).get("/2565/judging/").text


def test_a_saved_verdict_is_in_the_audit(judge, sheet):
    saving.save(sheet, {}, "", by=judge.user, at=JUDGING, version=1, verdict="pass")

    assert audit.about(sheet).get().facts == {"version": 2, "marks": {}, "verdict": "pass"}
