"""Where the edition asks for it, a signatory says yes to exactly what is sent."""

import pytest
from django.test import Client

from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Kind
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from notifications.models import Message
from submissions.models import Approval, Entry, Submission
from submissions.sending import approvals, approving, workflow
from tests.factories import DEADLINE, WORKING_DAY, make_member
from tests.submissions.factories import make_complete_entry, make_entry, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def working_day(set_clock):
    set_clock(WORKING_DAY)


@pytest.fixture
def entry():
    entry = make_complete_entry()
    Edition.objects.update(needs_approval=True)
    return Entry.objects.get(pk=entry.pk)


@pytest.fixture
def signatory(entry):
    return make_signatory(entry.lao)


def make_signatory(lao):
    user = make_member(lao, email="palad@lao.example")
    Membership.objects.filter(user=user).update(kind=Kind.SIGNATORY)
    return user


def ask(entry):
    return approving.ask(entry, by=entry.started_by, at=WORKING_DAY)


def approve(entry, by):
    digest = approvals.digest(entry)
    return approving.approve(entry, by=by, at=WORKING_DAY, digest=digest)


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def place(entry) -> str:
    return f"/2565/entries/{entry.pk}/approval/"


def test_an_edition_that_does_not_ask_for_it_sends_without():
    entry = make_complete_entry()

    assert submit(entry).entry == entry


def test_without_a_yes_nothing_is_sent(entry, signatory):
    with pytest.raises(NotAllowed, match="ยังไม่ได้อนุมัติ"):
        submit(entry)


def test_with_a_yes_it_is_sent(entry, signatory):
    approve(entry, signatory)

    assert submit(entry).submitted_by == entry.started_by


def test_a_later_change_voids_the_yes_and_changing_back_restores_it(entry, signatory):
    approve(entry, signatory)
    write(entry, title="แก้หลังอนุมัติ")

    with pytest.raises(NotAllowed, match="ยังไม่ได้อนุมัติ"):
        submit(entry)

    write(entry, title="ขออนุญาตออนไลน์")
    assert submit(entry).entry == entry


def test_the_signatory_is_asked_by_mail_and_once_while_the_request_waits(entry, signatory):
    assert ask(entry) == ask(entry)

    [mail] = Message.objects.filter(kind="approval_asked")
    assert mail.address == signatory.email
    assert place(entry) in mail.text


def test_whoever_asked_is_told_of_the_answer(entry, signatory):
    ask(entry)
    approving.send_back(entry, by=signatory, at=WORKING_DAY, note="เพิ่มจำนวนผู้ใช้")
    ask(entry)
    approve(entry, signatory)

    letters = Message.objects.filter(address=entry.started_by.email)
    assert sorted(letters.values_list("kind", flat=True)) == ["approval_given", "approval_returned"]
    assert "เพิ่มจำนวนผู้ใช้" in letters.get(kind="approval_returned").text


def test_a_signatory_need_not_wait_to_be_asked(entry, signatory):
    approve(entry, signatory)

    assert Approval.objects.get().asked_by == signatory
    assert not Message.objects.filter(kind__startswith="approval").exists()


def test_nobody_else_approves(entry, signatory):
    stranger = make_signatory_elsewhere()

    for person in (entry.started_by, stranger):
        with pytest.raises(NotAllowed):
            approve(entry, person)

    assert approvals.given(entry) is None


def make_signatory_elsewhere():
    user = make_member(email="elsewhere@lao.example")
    Membership.objects.filter(user=user).update(kind=Kind.SIGNATORY)
    return user


def test_what_was_changed_while_the_signatory_read_is_not_approved(entry, signatory):
    read = approvals.digest(entry)
    write(entry, title="แก้ระหว่างอ่าน")

    with pytest.raises(NotAllowed, match="ถูกแก้หลังจากคุณเปิด"):
        approving.approve(entry, by=signatory, at=WORKING_DAY, digest=read)


def test_an_unfinished_entry_is_neither_asked_for_nor_approved(signatory, entry):
    unfinished = make_entry(by=entry.started_by)

    for act in (ask, lambda draft: approve(draft, signatory)):
        with pytest.raises(NotAllowed, match="เหลืออีก 1 เรื่อง"):
            act(unfinished)


def test_after_the_deadline_nothing_is_approved(entry, signatory):
    with pytest.raises(NotAllowed, match="ปิดรับแล้ว"):
        approving.approve(entry, by=signatory, at=DEADLINE, digest=approvals.digest(entry))


def test_a_note_is_needed_to_send_it_back(entry, signatory):
    with pytest.raises(NotAllowed, match="สิ่งที่ต้องแก้"):
        approving.send_back(entry, by=signatory, at=WORKING_DAY, note="  ")


def test_without_a_signatory_the_page_says_how_to_get_one(entry):
    page = browser(entry.started_by).get(place(entry)).content.decode()

    assert "ยังไม่มีผู้อนุมัติให้ส่งในระบบ" in page
    assert "ให้นายกหรือปลัดลงทะเบียน" in page


def test_the_signatory_reads_everything_and_approves_and_sends_in_one(entry, signatory):
    client = browser(signatory)
    page = client.get(place(entry)).content.decode()
    assert "ขออนุญาตออนไลน์" in page

    body = {"answer": "approve_and_send", "digest": approvals.digest(entry), "key": "one-key-1"}
    first, second = client.post(place(entry), body), client.post(place(entry), body)

    assert first.url == second.url == f"/2565/entries/receipts/{Submission.objects.get().number}/"


def test_a_note_that_was_forgotten_is_asked_for_on_the_page(entry, signatory):
    page = browser(signatory).post(place(entry), {"answer": "send_back", "note": ""})

    assert page.status_code == 200
    assert "เขียนสิ่งที่ต้องแก้ก่อนคุณจะอนุมัติ" in page.content.decode()
    assert not Approval.objects.exists()


def test_the_pages_show_where_the_approval_stands(entry, signatory):
    writer, home = browser(entry.started_by), f"/2565/entries/{entry.pk}/"
    assert "ยังไม่ได้ขอ" in writer.get(home).content.decode()

    writer.post(place(entry), {"answer": "ask"})
    assert "รออนุมัติ" in writer.get(home).content.decode()

    approve(entry, signatory)
    assert "อนุมัติแล้ว" in writer.get(home).content.decode()

    write(entry, title="แก้อีก")
    assert "ต้องขออีกครั้ง" in writer.get(home).content.decode()
    assert "มีการแก้หลังอนุมัติ" in writer.get(place(entry)).content.decode()


def test_two_answers_at_once_leave_one(entry, signatory):
    ask(entry)
    approve(entry, signatory)
    approve(entry, signatory)

    assert Approval.objects.count() == 1
    assert workflow.why_not(entry, "submit", by=entry.started_by, at=WORKING_DAY) is None
