"""What officers read of the way of one copy, a province's or an LAO's."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from notifications.answers import abstaining, acknowledgements, forwarding
from notifications.calling import journeys, timeline
from notifications.circulars import amending, issuing
from notifications.mailing import outbox
from notifications.models import Abstention, Circular, Forwarding
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular, make_officers

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
REPLY = acknowledgements.Reply("received", "สมหญิง ใจดี", "นักจัดการงานทั่วไป", "๑๒๓๔/๒๕๖๕")


@pytest.fixture
def lao():
    """Of a province whose governor gets letters, with a mailbox of its own."""
    lao = factories.make_lao(province=factories.make_province("30"))
    factories.make_lao_contact(lao)
    return lao


@pytest.fixture
def circular(lao, set_clock, sink):
    set_clock(WORKING_DAY)
    everybody = issuing.Audience(with_laos=True)
    circular = make_circular(Circular.Status.RELEASING, audience=everybody)
    outbox.drain()
    return circular


def words_of(events) -> str:
    return "\n".join(f"{event.sentence} ({event.evidence})" for event in events)


def correct(circular) -> None:
    author, second = make_officers()
    found = amending.propose(circular, "แก้วันที่", by=author, at=WORKING_DAY)
    amending.approve(found, by=second, at=WORKING_DAY)


def test_an_answer_is_shown_with_the_receivers_own_number(circular):
    copy = circular.recipients.provinces().get()
    acknowledgements.acknowledge(copy, REPLY, by=NOBODY, at=WORKING_DAY)
    assert "๑๒๓๔/๒๕๖๕" in words_of(timeline.of(copy))


def test_whom_the_province_told_is_shown_with_the_way_and_the_day(circular, lao):
    copy = circular.recipients.provinces().get()
    acknowledgements.acknowledge(copy, REPLY, by=NOBODY, at=WORKING_DAY)
    facts = {"way": Forwarding.Way.LINE, "told_on": date(2022, 9, 29)}
    forwarding.note(copy, [lao], **facts, by=NOBODY, at=WORKING_DAY)
    assert "1 แห่ง เมื่อ 29 กันยายน 2565: ทาง LINE" in words_of(timeline.of(copy))
    forwarding.take_back(copy, [lao], by=NOBODY)
    assert "ยกเลิกที่บันทึกว่าแจ้ง อปท. 1 แห่ง" in words_of(timeline.of(copy))


def test_a_correction_and_who_saw_it_are_shown(circular):
    copy = circular.recipients.provinces().get()
    acknowledgements.acknowledge(copy, REPLY, by=NOBODY, at=WORKING_DAY)
    correct(circular)
    copy.refresh_from_db()
    acknowledgements.acknowledge(copy, REPLY, by=NOBODY, at=WORKING_DAY + timedelta(hours=1))
    told = words_of(timeline.of(copy))
    assert "อนุมัติการแก้ไขหนังสือเวียน" in told
    assert "รับทราบการแก้ไขแล้ว โดย สมหญิง ใจดี" in told


def test_the_mail_with_a_correction_is_not_called_the_letter(circular):
    correct(circular)
    outbox.drain()
    copy = circular.recipients.provinces().get()
    told = words_of(timeline.of(copy))
    assert f"รับการแก้ไขถึง {copy.address} ไว้แล้ว" in told
    assert f"รับหนังสือถึง {copy.address} ไว้แล้ว" in told


def test_the_way_of_an_lao_includes_its_own_copy_and_that_it_does_not_enter(circular, lao):
    copy = circular.recipients.laos().get()
    acknowledgements.acknowledge(copy, REPLY, by=NOBODY, at=WORKING_DAY)
    reason = abstaining.Reason(Abstention.Why.NO_STAFF, "ประเสริฐ (ปลัด)")
    abstaining.say(circular.edition, lao, reason, by=NOBODY, at=WORKING_DAY)
    abstaining.take_back(circular.edition, lao, by=NOBODY, at=WORKING_DAY)
    told = words_of(journeys.of(lao, circular.edition))
    assert "ส่งหนังสือเวียน" in told
    assert "สมหญิง ใจดี" in told
    assert "ปีนี้ไม่ส่งผลงาน: ไม่มีผู้มีเวลาจัดทำ (ประเสริฐ (ปลัด))" in told
    assert "arrow-repeat" in [event.icon for event in journeys.of(lao, circular.edition)]
