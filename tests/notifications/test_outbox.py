"""Every mail is sent once, or it is said why not."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from contest_portal import clock
from notifications import sweeping
from notifications.carrying import claiming, delivery
from notifications.mailing import outbox
from notifications.models import Attempt, Message
from tests.notifications.factories import later, make_message

State = Message.State
pytestmark = pytest.mark.django_db


def stored(message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_mail_is_accepted_by_the_relay(sink):
    message = make_message(subject="ได้รับผลงานแล้ว")

    outbox.drain()

    assert sink.subjects == ["ได้รับผลงานแล้ว"]
    assert (stored(message).state, stored(message).smtp_code) == (State.SENT, 250)
    assert stored(message).sent_at is not None
    assert stored(message).lease_token is None


def test_a_mail_carries_its_own_name_for_life_and_says_that_a_machine_wrote_it(sink):
    message = make_message(html="<p>ข้อความ</p>")

    outbox.drain()

    [mail] = sink.accepted
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


def test_a_drain_talks_to_the_relay_over_one_connection(sink):
    for _number in range(5):
        make_message()

    outbox.drain()

    assert (len(sink.accepted), sink.connections) == (5, 1)


def test_without_a_mail_nobody_calls_the_relay(no_relay):
    assert outbox.drain() == {}


def test_codes_go_before_notices_and_notices_before_circulars(sink):
    for lane in (Message.Lane.BULK, Message.Lane.NOTICE, Message.Lane.CODE):
        make_message(lane=lane, subject=lane)

    outbox.drain()

    assert sink.subjects == ["code", "notice", "bulk"]


def test_owing_the_same_mail_twice_sends_it_once(sink):
    first = make_message(key="receipt:7K2M", subject="ฉบับแรก")

    again = make_message(key="receipt:7K2M", subject="ฉบับที่สอง")
    outbox.drain()

    assert again == first
    assert sink.subjects == ["ฉบับแรก"]


def test_a_mail_of_a_fact_that_was_undone_does_not_exist(sink):
    with pytest.raises(RuntimeError), transaction.atomic():
        make_message()
        raise RuntimeError

    assert Message.objects.count() == 0


def test_a_receiver_that_asks_to_wait_is_tried_again_in_about_five_minutes(sink):
    message = make_message(to="slow@lao.example")
    sink.answers["slow@lao.example"] = "451 4.7.1 greylisted"

    outbox.drain()

    assert (stored(message).state, stored(message).smtp_code) == (State.DEFERRED, 451)
    wait = stored(message).due_at - clock.machine_now()
    assert timedelta(minutes=3.9) < wait <= timedelta(minutes=6)


def test_a_full_mailbox_is_asked_to_wait_too(sink):
    message = make_message(to="full@lao.example")
    sink.answers["full@lao.example"] = "552 5.2.2 mailbox full"

    outbox.drain()

    assert stored(message).state == State.DEFERRED


def test_an_address_that_does_not_exist_fails_and_the_next_mail_goes_on(sink):
    wrong = make_message(to="nobody@lao.example")
    right = make_message()
    sink.answers["nobody@lao.example"] = "550 5.1.1 no such user"

    outbox.drain()

    assert (stored(wrong).state, stored(wrong).smtp_code) == (State.FAILED, 550)
    assert stored(wrong).smtp_text == "5.1.1 no such user"
    assert stored(right).state == State.SENT


def test_a_relay_that_is_away_is_nobodys_fault(no_relay):
    message = make_message()

    ends = outbox.drain()

    assert ends == {delivery.Verdict.RELAY_TROUBLE: 1}
    assert (stored(message).state, stored(message).attempts) == (State.QUEUED, 0)
    assert Attempt.objects.count() == 0


def test_a_relay_that_hangs_up_is_nobodys_fault(sink):
    message = make_message(to="cut@lao.example")
    sink.answers["cut@lao.example"] = "drop"

    outbox.drain()

    assert (stored(message).state, stored(message).attempts) == (State.QUEUED, 0)
    assert Attempt.objects.get().code is None


def test_a_mail_that_cannot_be_written_fails_at_once_and_the_others_go_on(sink):
    poison = make_message()
    healthy = make_message()
    Message.objects.filter(pk=poison.pk).update(subject="a\nb")

    outbox.drain()

    assert stored(poison).state == State.FAILED
    assert stored(healthy).state == State.SENT


def test_a_subject_with_strange_line_ends_is_made_one_line(sink):
    message = make_message(subject="เรื่อง\r\nBcc: all@lao.example\x0b\x85\u2028x")

    assert message.subject == "เรื่อง Bcc: all@lao.example x"


def test_a_mail_whose_worker_died_after_the_intent_is_sent_again_under_the_same_name(sink):
    message = make_message()
    claimed = claiming.claim(at=clock.machine_now())
    delivery._intend(claimed)

    assert claiming.claim(at=clock.machine_now()) is None
    claiming.requeue_lost(at=later(seconds=91))
    Message.objects.update(due_at=clock.machine_now())
    outbox.drain()

    assert [mail["Message-ID"] for mail in sink.accepted] == [message.message_id]
    assert stored(message).attempts == 2
    assert [attempt.code for attempt in message.tries.all()] == [None, 250]


def test_a_mail_accepted_just_before_the_worker_died_goes_out_twice_under_one_name(sink):
    make_message()
    claimed = claiming.claim(at=clock.machine_now())
    sink.answers["after data"] = "drop"
    with outbox.Relay() as relay:
        delivery.carry(claimed, relay)
    sink.answers.clear()
    Message.objects.update(due_at=clock.machine_now())

    outbox.drain()

    assert len(sink.accepted) == 2
    assert len({mail["Message-ID"] for mail in sink.accepted}) == 1


def test_a_worker_that_lost_its_lease_cannot_say_what_happened(sink):
    message = make_message()
    zombie = claiming.claim(at=clock.machine_now())
    claiming.requeue_lost(at=later(seconds=91))
    Message.objects.update(due_at=clock.machine_now())
    claiming.claim(at=clock.machine_now())

    said = claiming.settle(zombie, State.FAILED)

    assert said is False
    assert stored(message).state == State.CLAIMED


def test_a_mail_that_kills_three_workers_is_given_up(sink):
    message = make_message()

    for _death in range(3):
        Message.objects.update(due_at=clock.machine_now())
        claiming.claim(at=clock.machine_now())
        claiming.requeue_lost(at=later(seconds=91))

    assert (stored(message).state, stored(message).attempts) == (State.FAILED, 3)
    assert stored(message).lease_token is None


def test_after_three_days_a_mail_is_too_old(sink):
    message = make_message()
    Message.objects.update(expires_at=clock.machine_now())

    sweeping.sweep()
    outbox.drain()

    assert stored(message).state == State.EXPIRED
    assert sink.accepted == []


def test_the_pauses_grow_to_two_hours():
    pauses = [delivery.back_off(attempts) for attempts in range(1, 9)]

    for pause, minutes in zip(pauses, [5, 10, 20, 40, 60, 120, 120, 120], strict=True):
        assert timedelta(minutes=minutes * 0.8) <= pause <= timedelta(minutes=minutes * 1.2)


def test_cancelling_stops_waiting_and_claimed_mails_and_leaves_the_sent_ones(sink):
    sent = make_message(about="circular")
    outbox.drain()
    waiting = make_message(about="circular")
    other = make_message(about="something else")
    claimed = claiming.claim(at=clock.machine_now())

    stopped = outbox.cancel(about="circular")

    assert stopped == 1
    assert claiming.intend(claimed, at=clock.machine_now()) is False
    assert [stored(message).state for message in (sent, waiting, other)] == [
        State.SENT, State.CANCELLED, State.QUEUED,
    ]  # fmt: skip


def test_a_restored_copy_of_the_data_sends_nothing(sink, settings):
    message = make_message()
    settings.PORTAL_ENVIRONMENT = "a copy on another machine"

    outbox.drain()
    sweeping.sweep()

    assert sink.accepted == []
    assert stored(message).state == State.QUEUED


def test_a_claim_is_a_look_and_one_statement(django_assert_num_queries):
    make_message()

    statements = 2
    savepoint = 2
    with django_assert_num_queries(statements + savepoint):
        claiming.claim(at=clock.machine_now())


def test_a_claim_skips_rows_that_another_worker_holds():
    make_message()

    with connection.execute_wrapper(lambda run, sql, *rest: (seen.append(sql), run(sql, *rest))[1]):
        seen = []
        claiming.claim(at=clock.machine_now())

    locks = ["SKIP LOCKED" in sql for sql in seen if sql.startswith("SELECT")]
    assert locks == [connection.vendor == "postgresql"]
