"""Signing: complete, once, and then for good."""

import pytest

from contest_portal.refusals import NotAllowed
from judging.models import Sheet
from judging.sheets.saving import Stale, save
from judging.sheets.signing import sheet_signed, sign

from .factories import JUDGING, make_sheet

COMPLETE = {"real_use": 7, "model": None, "innovation": 0}


def test_a_complete_sheet_is_signed_and_its_signal_sent(judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE)
    heard = []
    sheet_signed.connect(
        lambda sheet, by, **_: heard.append((sheet.pk, by)), weak=False, dispatch_uid="t"
    )

    signed = sign(sheet, by=judge.user, at=JUDGING, version=1)
    sheet_signed.disconnect(dispatch_uid="t")

    assert signed.signed_at == JUDGING
    assert heard == [(sheet.pk, judge.user)]


def test_a_blank_criterion_is_named_and_keeps_the_sheet_open(judge, entry):
    sheet = make_sheet(judge, entry, {"real_use": 7, "innovation": 0})

    with pytest.raises(NotAllowed, match="เกณฑ์ model"):
        sign(sheet, by=judge.user, at=JUDGING, version=1)

    assert Sheet.objects.get().signed_at is None


def test_a_sheet_of_nothing_but_not_applicable_is_not_signed(judge, entry):
    sheet = make_sheet(judge, entry, dict.fromkeys(COMPLETE))

    with pytest.raises(NotAllowed, match="อย่างน้อยหนึ่งข้อ"):
        sign(sheet, by=judge.user, at=JUDGING, version=1)


def test_only_what_the_judge_saw_is_signed(judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE)
    save(sheet, {**COMPLETE, "model": 1}, "", by=judge.user, at=JUDGING, version=1)

    with pytest.raises(Stale):
        sign(sheet, by=judge.user, at=JUDGING, version=1)


def test_a_sheet_is_signed_once(judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE)
    sign(sheet, by=judge.user, at=JUDGING, version=1)

    with pytest.raises(NotAllowed, match="ลงนามแล้ว"):
        sign(sheet, by=judge.user, at=JUDGING, version=2)


def test_a_sheet_is_not_signed_after_the_round_closed(judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE)

    with pytest.raises(NotAllowed, match="ปิดให้คะแนนแล้ว"):
        sign(sheet, by=judge.user, at=judge.round.closes_at, version=1)


def test_the_question_is_not_asked_about_a_signed_sheet(signed_in, judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE, signed=True)

    answer = signed_in(judge.user).get(f"/2565/judging/sheets/{sheet.pk}/sign/", follow=True)

    assert answer.redirect_chain == [(f"/2565/judging/sheets/{sheet.pk}/", 302)]
    assert "ลงนามแล้ว" in answer.text
