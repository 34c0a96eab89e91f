"""What a province told an officer otherwise counts, and is never taken for its own word."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from notifications.answers import acknowledgements
from notifications.calling import timeline
from notifications.circulars import issuing
from notifications.letters import links
from notifications.mailing import outbox
from notifications.models import Acknowledgement, Message
from notifications.reminding import reminders
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_recipient

pytestmark = pytest.mark.django_db

REPLY = acknowledgements.Reply("received", "นายวิชัย ใจดี", "เจ้าพนักงานธุรการ")
REASON = "แจ้งทางโทรศัพท์ 0 2000 0000 เวลา 10.15 น."
TYPED = {**vars(REPLY), "reason": REASON}


@pytest.fixture
def recipient(set_clock):
    set_clock(WORKING_DAY)
    return make_recipient()


@pytest.fixture
def officer():
    return factories.make_user(role=Role.DLA_OFFICER)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def enter(recipient, officer, reply=REPLY, reason=REASON):
    return acknowledgements.enter(recipient, reply, reason=reason, by=officer, at=WORKING_DAY)


def page_of(recipient):
    return reverse("notifications:copy_answer", args=["2565", recipient.pk])


def test_an_entered_answer_says_who_entered_it_and_how_it_was_known(desk, recipient, officer):
    response = desk.post(page_of(recipient), TYPED)

    said = Acknowledgement.objects.get()
    [event] = audit.about(recipient).filter(action=audit.Action.CIRCULAR_ACKNOWLEDGED)
    assert response.url == reverse("notifications:province", args=["2565", "30"])
    assert (said.evidence, said.reason, said.name) == ("C", REASON, REPLY.name)
    assert said.content_digest == recipient.circular.content_digest
    assert (event.actor_label, event.facts["reason"]) == (str(officer), REASON)


def test_the_journey_tells_whose_word_it_is(recipient, officer):
    enter(recipient, officer)

    told = [str(event.evidence) for event in timeline.of(recipient) if event.evidence]

    assert told == [f"หลักฐาน C: {officer} บันทึกให้ ({REASON})"]


def test_an_entered_answer_ends_the_mails_about_the_letter(recipient, officer, sink):
    enter(recipient, officer)
    outbox.drain()

    assert Message.objects.get().state == Message.State.CANCELLED
    assert sink.accepted == []
    assert not reminders.awaited(recipient.circular, 1).exists()


def test_without_a_reason_nothing_is_entered(desk, recipient):
    page = desk.post(page_of(recipient), {**TYPED, "reason": "  "}).content.decode()

    assert "เขียนว่าทราบได้อย่างไรว่าจังหวัดตอบแล้ว" in page
    assert Acknowledgement.objects.count() == 0


def test_the_same_words_entered_twice_are_one_record(desk, recipient):
    first, second = (desk.post(page_of(recipient), TYPED).status_code for _ in range(2))

    answers = audit.about(recipient).filter(action=audit.Action.CIRCULAR_ACKNOWLEDGED)
    assert (first, second) == (302, 302)
    assert (Acknowledgement.objects.count(), answers.count()) == (1, 1)


def test_what_the_province_said_itself_is_never_replaced(desk, recipient):
    own = {"answer": "forwarded", "name": "นางกมลชนก", "position": "นักส่งเสริมฯ"}
    Client().post(links.path_of(recipient), own)

    answers = [desk.get(page_of(recipient)), desk.post(page_of(recipient), TYPED)]

    said = Acknowledgement.objects.get()
    assert [answer.status_code for answer in answers] == [409, 409]
    assert (said.evidence, said.name, said.reason) == ("B", "นางกมลชนก", "")


def test_the_province_may_still_say_that_it_forwarded_the_letter(recipient, officer):
    enter(recipient, officer)
    own = {"answer": "forwarded", "name": "นางกมลชนก", "position": "นักส่งเสริมฯ"}

    page = Client().post(links.path_of(recipient), own, follow=True).content.decode()

    said = Acknowledgement.objects.get()
    told = [str(event.evidence)[:9] for event in timeline.of(recipient) if event.evidence]
    assert (said.answer, said.evidence) == ("forwarded", "C")
    assert told == ["หลักฐาน C", "หลักฐาน B"]
    assert "หลักฐาน C: เจ้าหน้าที่บันทึกให้" in page


def test_a_cancelled_letter_takes_no_answer(recipient, officer):
    issuing.cancel(recipient.circular, by=officer, at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        enter(recipient, officer)


def test_the_database_refuses_an_officers_word_without_a_reason(recipient, officer):
    said = enter(recipient, officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.filter(pk=said.pk).update(reason="")


def test_the_way_to_enter_is_offered_while_an_answer_is_awaited(desk, recipient, officer):
    province = reverse("notifications:province", args=["2565", "30"])
    before = page_of(recipient) in desk.get(province).content.decode()
    enter(recipient, officer)
    after = page_of(recipient) in desk.get(province).content.decode()

    assert (before, after) == (True, False)


def test_that_it_is_not_theirs_is_replaced_by_the_right_answer(desk, recipient, officer):
    wrong = acknowledgements.Reply("not_ours", "นายผิด แผนก", "ธุรการ")
    acknowledgements.acknowledge(recipient, wrong, by=AnonymousUser(), at=WORKING_DAY)
    recipient = type(recipient).objects.get()
    province = desk.get(reverse("notifications:province", args=["2565", "30"])).content.decode()

    enter(recipient, officer)

    said = Acknowledgement.objects.get()
    assert page_of(recipient) in province
    assert reverse("notifications:copy_address", args=["2565", recipient.pk]) in province
    assert (said.answer, said.evidence) == ("received", Acknowledgement.Evidence.OFFICER)
    assert "นายผิด แผนก" in str([event.facts for event in audit.about(recipient)])


def test_a_provincial_officer_enters_nothing_for_others(client, recipient):
    own = factories.make_user(role=Role.PROVINCE_OFFICER, province=factories.make_province("30"))
    client.force_login(own)

    province = client.get(reverse("notifications:province", args=["2565", "30"])).content.decode()

    assert page_of(recipient) not in province
    assert client.post(page_of(recipient), TYPED).status_code == 403
