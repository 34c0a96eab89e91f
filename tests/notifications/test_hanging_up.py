"""A mail at which the relay hangs up each time fails alone; a relay that hangs up fails nobody."""

import pytest
from django.db.models import F

from contest_portal import clock
from notifications.carrying import breaker, hanging_up
from notifications.mailing import outbox
from notifications.models import Message, RelayRest
from notifications.progress import standing
from tests.notifications.factories import make_message

State = Message.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def poison(sink):
    message = make_message(to="poison@lao.example")
    sink.answers[message.address] = "drop"
    return message


def drain_after_a_while():
    """When every pause is over, those of the relay too; the oldest mail first."""
    RelayRest.objects.update(until=clock.machine_now())
    Message.objects.update(due_at=F("queued_at"))
    outbox.drain()


def test_one_mail_at_which_the_relay_hangs_up_does_not_hold_up_the_others(poison):
    healthy = make_message()

    ends = outbox.drain()

    healthy.refresh_from_db()
    assert (healthy.state, ends) == (State.SENT, {"hung up": 1, "accepted": 1})


def test_such_a_mail_fails_after_a_few_times_and_the_relay_is_not_blamed(poison):
    troubled = []
    for _time in range(1 + hanging_up.MOST_HANG_UPS):
        make_message()
        drain_after_a_while()
        troubled.append(breaker.is_in_trouble())

    poison.refresh_from_db()
    assert (poison.state, poison.smtp_text) == (State.FAILED, hanging_up.REASON)
    assert Message.objects.filter(state=State.SENT).count() == len(troubled)
    assert not any(troubled)


def test_it_is_tried_later_and_later(poison):
    pauses = []
    for _time in range(hanging_up.MOST_HANG_UPS):
        make_message()
        drain_after_a_while()
        poison.refresh_from_db()
        pauses.append((poison.due_at - clock.machine_now()).total_seconds() / 60)

    for pause, minutes in zip(pauses, [0.5, 5, 10, 20, 40], strict=True):
        assert 0.7 * minutes < pause < 1.3 * minutes


def test_the_officer_reads_why_in_plain_words(poison, settings):
    poison.state, poison.smtp_text = State.FAILED, hanging_up.REASON

    assert str(standing.mail_words(poison)) == (
        "ส่งไม่ได้ ระบบส่งจดหมายตัดการเชื่อมต่อทุกครั้งที่ส่งฉบับนี้ โปรดโทรศัพท์แจ้งผู้รับแทน และแจ้งผู้ดูแลระบบ"
    )


def test_a_relay_that_hangs_up_at_every_mail_is_in_trouble_and_fails_nobody(sink):
    messages = [make_message() for _number in range(6)]
    sink.answers = dict.fromkeys((message.address for message in messages), "drop")
    for _time in range(12):
        drain_after_a_while()
    troubled = breaker.is_in_trouble()
    sink.answers = {}

    drain_after_a_while()

    assert troubled
    assert set(Message.objects.values_list("state", "hang_ups")) == {(State.SENT, 0)}
    assert not breaker.is_in_trouble()


def test_a_mail_alone_in_the_queue_is_not_failed_on_suspicion(poison):
    for _time in range(3 * hanging_up.MOST_HANG_UPS):
        drain_after_a_while()

    poison.refresh_from_db()
    assert (poison.state, poison.hang_ups) == (State.QUEUED, 0)
    assert breaker.is_in_trouble()


def test_an_answer_clears_the_mail(poison, sink):
    for _time in range(3):
        make_message()
        drain_after_a_while()
    sink.answers[poison.address] = "451 4.7.1 greylisted"

    drain_after_a_while()

    poison.refresh_from_db()
    assert (poison.state, poison.hang_ups) == (State.DEFERRED, 0)
