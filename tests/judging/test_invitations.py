"""A judge answers the invitation, promises privacy and conduct, and is appointed by letter."""

from datetime import timedelta

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.assigning.assignment import assign
from judging.judges import invitations, undertaking
from judging.judges.panel import Overview
from judging.models import Assignment, Judge, Round, Sheet
from notifications.models import Message
from tests.factories import make_user

from .factories import JUDGING, make_entry, make_invited, make_judge, make_sheet


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


@pytest.fixture
def invited(round_):
    return make_invited(round_)


def test_accepting_keeps_the_undertaking_and_issues_a_letter_once(signed_in, invited):
    client = signed_in(invited.user)

    for _again in range(2):
        client.post(page("invitation"), {"agree": "on"})

    invited.refresh_from_db()
    assert (invited.accepted_at, invited.undertook_at) == (JUDGING, JUDGING)
    facts = audit.about(invited).get().facts
    assert facts["undertaking"] == undertaking.digest_of_text()
    assert facts["letter"] == invited.letter.number
    assert invited.letter.snapshot["undertaking"] == undertaking.in_thai()


def test_without_agreeing_nobody_accepts(signed_in, invited):
    answer = signed_in(invited.user).post(page("invitation"))

    invited.refresh_from_db()
    assert "ทำเครื่องหมายยอมรับคำรับรองก่อนตอบรับ" in answer.text
    assert invited.is_undecided


def test_declining_needs_a_reason_and_officers_read_it(signed_in, invited, officer):
    client = signed_in(invited.user)

    without = client.post(page("invitation_decline"), {"reason": " "})
    client.post(page("invitation_decline"), {"reason": "ติดราชการต่างประเทศ"})

    invited.refresh_from_db()
    assert without.status_code == 200
    assert without.text.count('class="error-summary"') == 1
    assert (invited.declined_at, invited.decline_reason) == (JUDGING, "ติดราชการต่างประเทศ")
    assert audit.about(invited).get().facts["reason"] == "ติดราชการต่างประเทศ"
    assert "ติดราชการต่างประเทศ" in signed_in(officer).get(page("panel")).text


def test_an_answer_is_not_turned_round(round_, invited):
    accepted = make_judge(round_)
    invitations.decline(invited, by=invited.user, at=JUDGING, reason="ป่วย")

    with pytest.raises(NotAllowed):
        invitations.accept(invited, by=invited.user, at=JUDGING)
    with pytest.raises(NotAllowed):
        invitations.decline(accepted, by=accepted.user, at=JUDGING, reason="ป่วย")


def test_nobody_answers_for_another_or_after_the_end(invited, judge):
    with pytest.raises(NotAllowed):
        invitations.accept(invited, by=judge.user, at=JUDGING)
    with pytest.raises(NotAllowed):
        invitations.accept(invited, by=invited.user, at=invited.round.closes_at)


def test_who_declined_is_asked_anew_and_must_promise_anew(round_, invited, officer):
    invitations.decline(invited, by=invited.user, at=JUDGING, reason="ป่วย")

    again = invitations.invite_judge(
        round_, invited.user.email, "", by=officer, at=JUDGING + timedelta(days=1)
    )

    assert (again.pk, again.is_undecided, again.decline_reason) == (invited.pk, True, "")


def test_only_who_accepted_gets_sheets(round_, edition, officer, invited, judge):
    declined = make_invited(round_, declined_at=JUDGING, decline_reason="ป่วย")
    for _ in range(3):
        make_entry(edition)

    assign(round_, by=officer, at=JUDGING)

    assert set(Assignment.objects.values_list("judge", flat=True)) == {judge.pk}
    serving = {row.judge.pk for row in Overview(round_, JUDGING).serving}
    assert {judge.pk, invited.pk, declined.pk} & serving == {judge.pk}


def test_without_accepting_no_sheet_opens(signed_in, invited, entry):
    sheet = make_sheet(invited, entry)
    client = signed_in(invited.user)

    assert not Sheet.objects.visible_to(invited.user).exists()
    assert client.get(page("sheet", sheet.pk)).status_code == 404
    assert page("invitation") in client.get(page("desk")).text


def test_the_panel_tells_who_answered_what(signed_in, round_, officer, judge, invited):
    make_invited(round_, declined_at=JUDGING, decline_reason="ป่วย")

    text = signed_in(officer).get(page("panel")).text

    assert "ยังไม่ตอบ 1 คน ปฏิเสธ 1 คน" in text
    assert text.count("ตอบรับเมื่อ") == 1


def test_the_letter_is_a_pdf_for_the_judge_and_the_officers_alone(
    signed_in, round_, invited, officer, judge
):
    invitations.accept(invited, by=invited.user, at=JUDGING)
    address = page("appointment_pdf", invited.pk)

    own, officers = signed_in(invited.user).get(address), signed_in(officer).get(address)

    assert own.content == officers.content
    words = pypdfium2.PdfDocument(own.content)[0].get_textpage().get_text_bounded()
    invited.refresh_from_db()
    assert invited.letter.number in words
    assert signed_in(judge.user).get(address).status_code == 404


def test_a_home_page_asks_for_the_answer_first(signed_in, invited):
    assert page("invitation") in signed_in(invited.user).get(reverse("home")).text


def test_the_database_keeps_answers_whole(round_):
    for broken in (
        {"accepted_at": JUDGING},
        {"declined_at": JUDGING},
        {"declined_at": JUDGING, "decline_reason": "ป่วย", "accepted_at": JUDGING,
         "undertook_at": JUDGING},
    ):  # fmt: skip
        refuse_to_store(round_, broken)


def refuse_to_store(round_, facts):
    user = make_user()
    with pytest.raises(IntegrityError), transaction.atomic():
        Judge.objects.create(round=round_, user=user, invited_at=JUDGING, **facts)


def test_who_invited_hears_of_a_refusal_once(round_, officer):
    judge = invitations.invite_judge(round_, "dean@university.example", "คณบดี", by=officer,
                                     at=JUDGING)  # fmt: skip

    for _again in range(2):
        invitations.decline(judge, by=judge.user, at=JUDGING, reason="ติดราชการ\nต่างประเทศ")

    mail = Message.objects.get(kind="judge_declined")
    assert mail.address == officer.email
    assert mail.subject == "คณบดี ปฏิเสธเป็นกรรมการตัดสิน “ท้องถิ่นดิจิทัล” ประจำปี 2565"
    assert "ติดราชการ\nต่างประเทศ" in mail.text
    assert "/2565/judging/panel/" in mail.text


def test_the_invitation_names_the_address_to_sign_in_with(round_, officer):
    invitations.invite_judge(round_, "dean@university.example", "คณบดี", by=officer, at=JUDGING)

    assert "dean@university.example" in Message.objects.get(kind="judge_invited").text


def test_who_manages_the_judging_is_no_judge(round_, officer, second_officer):
    email = second_officer.email

    with pytest.raises(NotAllowed, match="เห็นคะแนนของกรรมการทุกคน"):
        invitations.invite_judge(round_, email, "ชื่อ", by=officer, at=JUDGING)

    assert not Judge.objects.exists()


@pytest.mark.parametrize(("kind", "said"), [("qualifying", "ผ่านหรือไม่"), ("scored", "0 ถึง 10")])
def test_the_invitation_says_what_its_round_asks(signed_in, round_, invited, kind, said):
    Round.objects.update(kind=kind)

    shown = signed_in(invited.user).get(page("invitation")).text

    assert said in shown
    assert ("0 ถึง 10" in shown) is (kind == "scored")
