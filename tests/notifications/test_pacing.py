"""One receiving domain gets so many circulars a minute, whatever the others get."""

from datetime import timedelta

import pytest

from contest_portal import clock
from notifications.carrying import claiming
from notifications.mailing import outbox
from notifications.models import Message
from tests.notifications.factories import make_message

Lane = Message.Lane
pytestmark = pytest.mark.django_db
A_MINUTE = 8
AT_ONCE = 3  # a quarter of a minute's, and the one that begins it


@pytest.fixture(autouse=True)
def pace(settings):
    settings.PORTAL_MAIL_PER_DOMAIN = A_MINUTE


def owe(count, domain, lane=Lane.BULK):
    return [make_message(to=f"saraban{number}@{domain}", lane=lane) for number in range(count)]


def claimed(at):
    """The domains of the messages that may go at that instant."""
    messages = iter(lambda: claiming.claim(at=at), None)
    return [message.domain for message in messages]


def test_a_domain_gets_its_share_of_a_quarter_of_a_minute_at_once():
    owe(20, "big.example")

    assert claimed(clock.machine_now()) == ["big.example"] * AT_ONCE


def test_in_the_long_run_it_gets_as_many_a_minute_as_is_set():
    owe(100, "big.example")
    begun = clock.machine_now()

    looks = [len(claimed(begun + timedelta(seconds=15 * look))) for look in range(20)]

    assert looks == [AT_ONCE, *[2] * 19]


def test_a_used_up_domain_holds_up_no_other():
    owe(20, "big.example")
    owe(2, "small.example")
    owe(1, "smaller.example")

    domains = claimed(clock.machine_now())

    assert sorted(domains) == ["big.example"] * AT_ONCE + ["small.example"] * 2 + [
        "smaller.example"
    ]


def test_codes_and_notices_are_not_held_back():
    owe(20, "big.example")
    claimed(clock.machine_now())
    owe(20, "big.example", lane=Lane.NOTICE)
    code = make_message(to="person@big.example", lane=Lane.CODE)

    domains = claimed(clock.machine_now() + timedelta(seconds=1))

    assert len(domains) == 21
    assert Message.objects.get(pk=code.pk).state == Message.State.CLAIMED


def test_a_domain_is_the_same_however_it_is_written():
    (message,) = owe(1, "Big.Example")

    assert Message.objects.get(pk=message.pk).domain == "big.example"


def test_nothing_is_held_back_where_the_limit_is_lifted(settings, sink):
    settings.PORTAL_MAIL_PER_DOMAIN = 0
    owe(20, "big.example")

    outbox.drain()

    assert len(sink.accepted) == 20


def test_what_is_held_back_waits_in_the_queue_and_its_tries_are_not_counted(sink):
    owe(20, "big.example")

    outbox.drain()

    waiting = Message.objects.exclude(state=Message.State.SENT)
    assert len(sink.accepted) == AT_ONCE
    assert set(waiting.values_list("state", "attempts", "lease_token")) == {("queued", 0, None)}
