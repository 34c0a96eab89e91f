"""From a score sheet a judge asks the officers; one answers once, and nobody else learns of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal import audit, homes
from contest_portal.accounts.roles import Role
from contest_portal.clock import reading
from contest_portal.refusals import NotAllowed
from judging.conflicts import barring
from judging.judges.invitations import leave
from judging.models import Inquiry, Judge, Sheet
from judging.sheets import inquiring
from notifications.models import Message
from tests.factories import make_user

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

TEXT = "ระบบนี้เปิดให้ประชาชนใช้จริงแล้วหรือยัง"
ANSWER = "เปิดใช้จริงตั้งแต่เดือนมกราคม ดูหน้า 3 ของเอกสารแนบ"
MINUTE = timedelta(minutes=1)
MOST = 16


@pytest.fixture
def judge(round_, officer):
    return make_judge(round_, invited_by=officer)


def page(name, *args):
    return reverse(f"judging:{name}", args=["2565", *args])


def ask(sheet, judge, text=TEXT, at=JUDGING):
    return inquiring.ask(sheet, text, by=judge.user, at=at)


def answer(asked, officer, text=ANSWER):
    return inquiring.answer(asked, text, by=officer, at=JUDGING)


def conflict(judge, entry, officer):
    barring.declare(judge, entry, by=officer, at=JUDGING, reason="ญาติ")


def mails(kind):
    return list(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_a_judge_asks_an_officer_answers_and_both_are_told(sheet, judge, officer, signed_in):
    signed_in(judge.user).post(page("sheet_ask", sheet.pk), {"text": TEXT})
    asked = Inquiry.objects.get()
    assert (asked.text, mails("inquiry_asked")) == (TEXT, [officer.email])

    client = signed_in(officer)
    assert TEXT in client.get(page("inquiry_list")).text
    client.post(page("inquiry", asked.pk), {"answer": ANSWER})
    assert mails("inquiry_answered") == [judge.user.email]
    own = signed_in(judge.user).get(page("sheet_ask", sheet.pk)).text
    assert (TEXT in own, ANSWER in own, str(officer) in own) == (True, True, True)


def test_the_sheet_leads_to_the_question_and_the_panel_counts_those_that_wait(
    sheet, judge, officer, signed_in
):
    assert page("sheet_ask", sheet.pk) in signed_in(judge.user).get(page("sheet", sheet.pk)).text
    asked = ask(sheet, judge)
    ask(sheet, judge, "อีกข้อหนึ่ง")
    answer(asked, officer)

    shown = signed_in(officer).get(page("panel"))
    assert (shown.context["inquiries"], page("inquiry_list") in shown.text) == (1, True)


def test_the_record_keeps_who_asked_and_answered_what(sheet, judge, officer):
    answer(ask(sheet, judge), officer)

    events = audit.about(sheet)
    [asked] = events.filter(action=audit.Action.INQUIRY_ASKED)
    [answered] = events.filter(action=audit.Action.INQUIRY_ANSWERED)
    assert (asked.actor_id, asked.facts["text"]) == (str(judge.user_id), TEXT)
    assert (answered.actor_id, answered.facts["answer"]) == (str(officer.pk), ANSWER)


def test_the_same_words_within_a_minute_are_one_question(sheet, judge):
    first = ask(sheet, judge)
    assert ask(sheet, judge, f" {TEXT} ", at=JUDGING + MINUTE - timedelta(seconds=1)) == first
    assert len(mails("inquiry_asked")) == 1

    ask(sheet, judge, at=JUDGING + MINUTE)
    ask(sheet, judge, "อีกข้อหนึ่ง")
    assert Inquiry.objects.count() == 3


def test_nobody_asks_from_the_sheet_of_another(sheet, round_, signed_in):
    stranger = make_judge(round_)
    with pytest.raises(Sheet.DoesNotExist):
        ask(sheet, stranger)

    assert signed_in(stranger.user).get(page("sheet_ask", sheet.pk)).status_code == 404


def test_once_the_round_is_closed_nothing_is_asked_and_nothing_typed_is_lost(
    sheet, judge, round_, officer, signed_in, set_clock
):
    answer(ask(sheet, judge), officer)
    set_clock(round_.closes_at)
    client = signed_in(judge.user)

    refused = client.post(page("sheet_ask", sheet.pk), {"text": "ถามช้าไป"})
    shown = client.get(page("sheet_ask", sheet.pk)).text
    assert (refused.status_code, "ถามช้าไป" in refused.text) == (409, True)
    assert (Inquiry.objects.count(), ANSWER in shown, "<textarea" in shown) == (1, True, False)


def test_a_question_is_answered_after_the_closing_too(sheet, judge, round_, officer):
    asked = ask(sheet, judge)
    inquiring.answer(asked, ANSWER, by=officer, at=round_.closes_at)

    assert Inquiry.objects.get().answered_at == round_.closes_at


def test_a_second_answer_replaces_nothing_and_is_shown_again(
    sheet, judge, officer, second_officer, signed_in
):
    asked = ask(sheet, judge)
    answer(asked, officer)
    refused = signed_in(second_officer).post(page("inquiry", asked.pk), {"answer": "คำตอบที่สอง"})

    assert refused.status_code == 409
    assert all(words in refused.text for words in (ANSWER, "คำตอบที่สอง", "ตอบไปแล้ว"))
    assert (Inquiry.objects.get().answer, Inquiry.objects.get().answered_by) == (ANSWER, officer)
    assert len(mails("inquiry_answered")) == 1


@pytest.mark.parametrize("text", ["", "  \n "])
def test_without_words_nothing_is_asked_or_answered(sheet, judge, officer, signed_in, text):
    asked = ask(sheet, judge)
    of_officer = signed_in(officer).post(page("inquiry", asked.pk), {"answer": text})
    of_judge = signed_in(judge.user).post(page("sheet_ask", sheet.pk), {"text": text})

    assert ("เขียนคำตอบ" in of_officer.text, "เขียนสิ่งที่ต้องการทราบ" in of_judge.text) == (True, True)
    assert (Inquiry.objects.count(), Inquiry.objects.get().answered_at) == (1, None)


def test_too_long_a_question_is_kept_on_the_page(sheet, judge, signed_in):
    long = "ก" * 2001
    shown = signed_in(judge.user).post(page("sheet_ask", sheet.pk), {"text": long})

    assert (long in shown.text, Inquiry.objects.exists()) == (True, False)


def test_in_conflict_the_judge_reaches_nothing_and_gets_no_mail(
    sheet, judge, entry, officer, signed_in
):
    asked = ask(sheet, judge)
    conflict(judge, entry, officer)

    with pytest.raises(Sheet.DoesNotExist):
        ask(sheet, judge, "อีกข้อหนึ่ง")
    with pytest.raises(NotAllowed):
        answer(asked, officer)
    client = signed_in(judge.user)
    statuses = [getattr(client, each)(page("sheet_ask", sheet.pk)) for each in ("get", "post")]
    assert [each.status_code for each in statuses] == [404, 404]
    assert (Inquiry.objects.get().answer, mails("inquiry_answered")) == ("", [])


def test_the_officers_see_that_a_conflict_came_between(sheet, judge, entry, officer, signed_in):
    asked = ask(sheet, judge)
    conflict(judge, entry, officer)
    client = signed_in(officer)

    listed, alone = client.get(page("inquiry_list")), client.get(page("inquiry", asked.pk))
    assert (listed.context["waiting"], len(listed.context["rows"])) == ([], 1)
    assert "กรรมการมีส่วนได้เสีย" in listed.text
    assert ("กรรมการมีส่วนได้เสีย" in alone.text, "<textarea" in alone.text) == (True, False)
    assert client.get(page("panel")).context["inquiries"] == 0


def test_who_left_the_panel_is_not_answered(sheet, judge, officer):
    asked = ask(sheet, judge)
    leave(Judge.objects.get(pk=judge.pk), by=officer, at=JUDGING)

    with pytest.raises(NotAllowed):
        answer(asked, officer)


def test_an_officer_in_conflict_reads_nothing_of_the_entry(
    round_, sheet, judge, entry, officer, signed_in
):
    """Somebody who is an officer and sits on the panel as well."""
    asked = ask(sheet, judge)
    conflict(make_judge(round_, officer), entry, officer)
    client = signed_in(officer)

    assert TEXT not in client.get(page("inquiry_list")).text
    assert client.get(page("inquiry", asked.pk)).status_code == 404


def test_a_blind_round_shows_officers_and_judge_no_organisation(
    round_, sheet, judge, entry, officer, signed_in
):
    round_.is_blind = True
    round_.save(update_fields=["is_blind"])
    asked = ask(sheet, judge)
    seen = [
        signed_in(person).get(address).text
        for person, address in [
            (judge.user, page("sheet_ask", sheet.pk)),
            (officer, page("inquiry_list")), (officer, page("inquiry", asked.pk)),
        ]
    ]  # fmt: skip

    assert all(entry.number in text for text in seen)
    assert not any(entry.lao.name_th in text for text in seen)


def test_neither_mail_names_the_entry_or_says_what_was_written(sheet, judge, entry, officer):
    answer(ask(sheet, judge), officer)

    told = list(Message.objects.filter(kind__startswith="inquiry_"))
    assert len(told) == 2
    for words in (TEXT, ANSWER, entry.number, entry.lao.name_th):
        assert not any(words in mail.text + mail.html + mail.subject for mail in told)


def test_the_list_asks_as_few_questions_for_many_rows(round_, officer, signed_in):
    def one_more():
        judge = make_judge(round_)
        asked = ask(make_sheet(judge, make_entry(round_.edition)), judge)
        ask(asked.sheet, judge, "อีกข้อหนึ่ง")
        answer(asked, officer)

    def statements() -> int:
        reading.forget()  # the clock's row is otherwise read once a second
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page("inquiry_list")).status_code == 200
        return len(captured)

    client = signed_in(officer)
    one_more()
    with_one = statements()
    for _each in range(5):
        one_more()
    assert statements() == with_one <= MOST


def test_an_answer_by_nobody_is_none_for_the_database_either(sheet):
    with pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.create(sheet=sheet, text=TEXT, asked_at=JUDGING, answer=ANSWER)


def home_steps(user, edition):
    """(words, address) of the steps that lead to the questions."""
    steps = homes.steps_for(user, edition)
    return [(each.words, each.url) for each in steps if page("inquiry_list") in each.url]


@pytest.mark.parametrize("count", [1, 12])
def test_the_officers_first_page_says_how_many_questions_wait(
    count, edition, judge, officer, second_officer
):
    asked = [ask(make_sheet(judge, make_entry(edition)), judge) for _ in range(count)]
    words = f"มีคำถามจากกรรมการรอตอบ {count} ข้อ"

    assert home_steps(officer, edition) == [(words, page("inquiry_list"))]
    assert home_steps(second_officer, edition) == [(words, page("inquiry_list"))]
    for each in asked:
        answer(each, officer)
    assert home_steps(officer, edition) == []


def test_no_question_is_no_step_and_one_that_nobody_can_answer_neither(
    sheet, edition, judge, officer
):
    assert home_steps(officer, edition) == []
    ask(sheet, judge)

    conflict(judge, sheet.assignment.entry, officer)

    assert home_steps(officer, edition) == []


def test_who_may_not_answer_is_not_asked_to(sheet, edition, judge, officer):
    ask(sheet, judge)
    others = (Role.JUDGE, Role.CHAIR, Role.ADMINISTRATOR, Role.LAO_MEMBER)

    assert [home_steps(make_user(role=role), edition) for role in others] == [[]] * len(others)


def test_an_officer_with_a_conflict_is_not_told_of_the_question(
    sheet, edition, judge, officer, round_
):
    ask(sheet, judge)
    own = make_judge(round_, officer)

    conflict(own, sheet.assignment.entry, officer)

    assert home_steps(officer, edition) == []


def test_the_step_leads_to_the_round_whose_question_has_waited_longest(
    round_, edition, judge, officer
):
    later = make_round(edition, order=2, opens_at=JUDGING - MINUTE, closes_at=round_.closes_at)
    in_later = make_judge(later, judge.user, invited_by=officer)
    ask(make_sheet(in_later, make_entry(edition)), judge, at=JUDGING + MINUTE)
    ask(make_sheet(judge, make_entry(edition)), judge)

    ((words, url),) = home_steps(officer, edition)

    assert (words, url) == ("มีคำถามจากกรรมการรอตอบ 2 ข้อ", page("inquiry_list") + "?round=1")


def test_home_asks_as_often_for_one_question_as_for_many(edition, judge, officer, signed_in):
    client = signed_in(officer)
    counts = []
    for more in (1, 20):
        for _ in range(more):
            ask(make_sheet(judge, make_entry(edition)), judge)
        reading.forget()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("home")).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
