"""Sent back: only what the office asked for opens, on its own clock, and the arrival stands."""

from datetime import timedelta

import pytest
from django.test import Client

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from notifications.models import Message
from submissions.files import uploads
from submissions.models import Attachment, Entry, SendBack, Status
from submissions.screening import sendbacks
from submissions.sending import workflow
from tests.factories import DEADLINE, WORKING_DAY, make_field
from tests.submissions.factories import (
    make_complete_entry,
    make_file_field,
    make_officer,
    make_pdf,
    submit,
    write,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = DEADLINE + 3 * DAY


@pytest.fixture
def entry():
    made = make_complete_entry()
    make_field(made.edition.sections.get(), key="users", label_th="ผู้ใช้", type="number")
    write(made, users="10")
    submit(made)
    made.refresh_from_db()
    return made


def field_of(entry, key):
    return entry.edition.sections.get().fields.get(key=key)


def send_back(entry, *keys, **facts):
    given = {"by": make_officer(), "at": DEADLINE, "note": "ขอตัวเลขจริง", "due_at": DUE, **facts}
    questions = {field_of(entry, key): f"ถาม {key}" for key in keys}
    workflow.advance(entry, "return", questions=questions, **given)
    entry.refresh_from_db()
    return entry.send_backs.last()


def said(submission):
    return {one["key"]: one["value"] for one in submission.document.snapshot["answers"]}


def test_only_the_questions_that_were_asked_can_be_changed(entry):
    send_back(entry, "users")

    saved = write(entry, at=DEADLINE + DAY, users="12", title="ชื่อใหม่")

    values = {answer.field.key: answer.value for answer in entry.answers.all()}
    assert values == {"users": "12", "title": "ขออนุญาตออนไลน์"}
    assert "title" in saved.problems


def test_words_typed_over_a_closed_question_are_kept_beside_it(entry):
    send_back(entry, "users")

    write(entry, at=DEADLINE + DAY, title="ชื่อใหม่")

    lost = entry.answer_versions.get(taken=False)
    assert (lost.field.key, lost.value) == ("title", "ชื่อใหม่")


def test_an_answer_does_not_carry_along_other_edits_that_were_never_sent(entry):
    write(entry, title="แก้แล้วแต่ไม่ส่ง", at=WORKING_DAY + DAY)
    send_back(entry, "users")
    write(entry, at=DEADLINE + DAY, users="12")

    answer = submit(entry, at=DEADLINE + DAY)

    assert said(answer) == {"title": "ขออนุญาตออนไลน์", "users": "12"}
    assert entry.answers.get(field__key="title").value == "แก้แล้วแต่ไม่ส่ง"


def test_a_send_back_that_names_nothing_leaves_everything_open(entry):
    send_back(entry)

    write(entry, at=DEADLINE + DAY, title="ชื่อใหม่")

    assert said(submit(entry, at=DEADLINE + DAY))["title"] == "ชื่อใหม่"


def test_a_file_of_a_closed_question_is_neither_added_nor_taken_out(entry):
    closed = make_file_field(entry.edition)
    send_back(entry, "users")

    with pytest.raises(NotAllowed, match="ไม่ได้ถูกส่งคืน"):
        uploads.attach(entry, closed, make_pdf(), by=entry.started_by, at=DEADLINE)

    assert Attachment.objects.count() == 0


def test_the_arrival_of_the_entry_stands_and_is_on_the_receipt_of_the_answer(entry):
    send_back(entry, "users")

    answer = submit(entry, at=DEADLINE + DAY)

    assert sendbacks.first_arrival(entry) == WORKING_DAY
    assert answer.document.snapshot["first_arrived_at"] == WORKING_DAY.isoformat()
    assert SendBack.objects.get().answer == answer


def test_more_time_to_answer_is_given_told_and_recorded(entry):
    asked = send_back(entry, "users")
    later = DUE + DAY

    sendbacks.extend(asked, due_at=later, by=make_officer(), at=DUE, reason="ไฟฟ้าดับ")

    submit(entry, at=later - timedelta(microseconds=1))
    event = audit.about(entry).get(action=audit.Action.SEND_BACK_EXTENDED)
    assert event.facts["note"] == "ไฟฟ้าดับ"
    assert Message.objects.filter(kind="answer_extended").count() == 1


@pytest.mark.parametrize("due_at", [DUE, DUE - DAY])
def test_time_to_answer_is_never_taken_away(entry, due_at):
    asked = send_back(entry, "users")

    with pytest.raises(NotAllowed):
        sendbacks.extend(asked, due_at=due_at, by=make_officer(), at=DEADLINE, reason="x")


def test_only_an_officer_gives_more_time(entry):
    asked = send_back(entry, "users")

    with pytest.raises(NotAllowed, match="บทบาท"):
        sendbacks.extend(asked, due_at=DUE + DAY, by=entry.started_by, at=DEADLINE, reason="x")


def by_itself(entry, key="users", **facts):
    given = {"at": DEADLINE, "note": "ไฟล์มีไวรัส", "due_at": DUE, **facts}
    questions = {field_of(entry, key): "ส่งไฟล์ใหม่"}
    return workflow.return_by_itself(entry, questions=questions, **given)


def test_the_portal_itself_sends_one_question_back_and_tells_the_members(entry):
    asked = by_itself(entry)

    assert Entry.objects.get().status == Status.RETURNED
    assert [one.field.key for one in asked.questions.all()] == ["users"]
    assert Message.objects.filter(kind="entry_returned").count() == 1
    returned = audit.about(entry).get(action=audit.Action.ENTRY_RETURNED)
    assert returned.actor_role == "system"


def test_it_adds_to_a_send_back_that_waits_and_tells_again(entry):
    send_back(entry, "users")

    asked = by_itself(entry, "title", due_at=DUE + DAY)

    assert SendBack.objects.count() == 1
    assert sorted(one.field.key for one in asked.questions.all()) == ["title", "users"]
    assert asked.due_at == DUE + DAY
    assert Message.objects.filter(kind="entry_returned").count() == 2


def test_it_takes_an_eligible_entry_back_until_the_judges_read_it(entry):
    workflow.advance(entry, "find_eligible", by=make_officer(), at=DEADLINE)

    with pytest.raises(NotAllowed, match="กรรมการ"):
        by_itself(entry, at=entry.edition.judging_opens_at, due_at=DUE + 30 * DAY)
    by_itself(entry)

    assert Entry.objects.get().status == Status.RETURNED


def test_nothing_is_sent_back_of_a_draft():
    draft = make_complete_entry()

    with pytest.raises(NotAllowed):
        by_itself(draft, "title")


def test_the_page_of_a_part_shows_closed_questions_without_a_control(entry, set_clock):
    send_back(entry, "users")
    set_clock(DEADLINE + DAY)
    client = Client()
    client.force_login(entry.started_by)

    page = client.get(f"/2565/entries/{entry.pk}/parts/work/").content.decode()

    assert 'name="answer-users"' in page
    assert 'name="answer-title"' not in page
    assert "ถาม users" in page


def test_the_officer_picks_the_questions_on_a_page(entry, set_clock):
    set_clock(DEADLINE)
    client = Client()
    client.force_login(make_officer())
    url = f"/2565/entries/screening/{entry.pk}/send-back/"
    users = field_of(entry, "users").pk
    sent = {"submission": entry.last_submission.pk, "note": "ขอเพิ่ม", "due": "12 ต.ค. 2565"}

    nothing = client.post(url, sent)
    client.post(url, {**sent, f"open-{users}": "on", f"ask-{users}": "กี่คน"})

    assert "เลือกอย่างน้อยหนึ่งข้อ" in nothing.content.decode()
    question = SendBack.objects.get().questions.get()
    assert (question.field.key, question.note) == ("users", "กี่คน")


def test_the_officer_sees_what_the_answer_changed(entry, set_clock):
    send_back(entry, "users")
    write(entry, at=DEADLINE + DAY, users="12")
    submit(entry, at=DEADLINE + DAY)
    set_clock(DEADLINE + DAY)
    client = Client()
    client.force_login(make_officer())

    page = client.get(f"/2565/entries/screening/{entry.pk}/").content.decode()

    assert "คำตอบของเรื่องที่ขอเพิ่ม" in page
    assert [f"<mark>{users}</mark>" in page for users in ("10", "12")] == [True, True]
