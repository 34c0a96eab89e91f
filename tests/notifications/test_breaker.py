"""A mail relay in trouble is left alone, and nobody's mail fails for it."""

from datetime import timedelta

import pytest

from contest_portal import clock
from notifications.carrying import breaker
from notifications.mailing import outbox
from notifications.models import Message, RelayRest
from tests.notifications.factories import make_message

pytestmark = pytest.mark.django_db


def fail_times(count):
    for _time in range(count):
        Message.objects.update(due_at=clock.machine_now())
        outbox.drain()


def end_rest():
    RelayRest.objects.update(until=clock.machine_now())
    Message.objects.update(due_at=clock.machine_now())


def test_after_three_troubles_in_a_row_the_relay_is_left_alone(no_relay):
    make_message()

    fail_times(2)
    assert not breaker.is_in_trouble()
    fail_times(1)

    assert breaker.is_in_trouble()
    Message.objects.update(due_at=clock.machine_now())
    assert outbox.drain() == {}


def test_the_rest_grows_to_ten_minutes(no_relay):
    make_message()
    rests = []
    for _time in range(9):
        end_rest()
        before = clock.machine_now()
        outbox.drain()
        until = RelayRest.objects.get().until
        rests.append(round((until - before) / timedelta(minutes=1)) if until else 0)

    assert rests == [0, 0, 1, 2, 4, 8, 10, 10, 10]


def test_workers_under_way_when_the_rest_began_do_not_lengthen_it(no_relay):
    at = clock.machine_now()
    for _time in range(8):
        breaker.note_trouble("connection refused", at=at)

    assert RelayRest.objects.get().until == at + timedelta(minutes=1)


def test_a_relay_that_refuses_our_sender_for_minutes_fails_nobody_and_sending_resumes(sink):
    messages = [make_message() for _number in range(20)]
    sink.sender_answer = "550 5.7.1 sender refused"
    for _time in range(6):
        end_rest()
        outbox.drain()
    states = set(Message.objects.values_list("state", "attempts"))

    sink.sender_answer = None
    end_rest()
    outbox.drain()

    assert states == {(Message.State.QUEUED, 0)}
    assert len(sink.accepted) == len(messages)
    assert not breaker.is_in_trouble()


def test_a_sign_in_code_is_tried_during_a_rest_and_ends_it(sink):
    for _time in range(3):
        breaker.note_trouble("535 refused", at=clock.machine_now())
    code = make_message(lane=Message.Lane.CODE)

    outbox.send_now(code.pk)

    assert len(sink.accepted) == 1
    assert not breaker.is_resting(at=clock.machine_now())


def test_three_in_ten_asked_to_wait_and_one_in_twenty_unknown_end_exactly(sink):
    messages = [make_message() for _number in range(100)]
    later = {message.address for message in messages[:30]}
    unknown = {message.address for message in messages[30:35]}
    sink.answers = dict.fromkeys(later, "451 4.7.1 greylisted")
    sink.answers |= dict.fromkeys(unknown, "550 5.1.1 no such user")

    outbox.drain()
    sink.answers = dict.fromkeys(unknown, "550 5.1.1 no such user")
    Message.objects.filter(state=Message.State.DEFERRED).update(due_at=clock.machine_now())
    outbox.drain()

    failed = Message.objects.filter(state=Message.State.FAILED)
    assert set(failed.values_list("address", flat=True)) == unknown
    assert Message.objects.filter(state=Message.State.SENT).count() == 95
    assert len({message["Message-ID"] for message in sink.accepted}) == len(sink.accepted) == 95
