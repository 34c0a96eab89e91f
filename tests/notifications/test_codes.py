"""Sign-in codes leave at once, with or without Redis, and are forgotten afterwards."""

import pytest
from django.core.mail import EmailMessage
from django.db import transaction

from contest_portal import clock
from notifications import sweeping
from notifications.carrying import claiming
from notifications.models import Message

State = Message.State
pytestmark = pytest.mark.django_db(transaction=True)


def send_code(address="person@lao.example"):
    headers = {"X-Portal-Lane": "code", "X-Portal-Kind": "login_code"}
    EmailMessage("รหัส", "รหัสของคุณคือ 482913", None, [address], headers=headers).send()


def test_a_code_leaves_with_the_request_that_asked_for_it(sink, settings):
    settings.PORTAL_REDIS_URL = "redis://127.0.0.1:1/0"

    send_code()

    assert len(sink.accepted) == 1
    assert Message.objects.get().state == State.SENT


def test_a_code_waits_for_its_transaction(sink):
    with transaction.atomic():
        send_code()
        before = len(sink.accepted)

    assert (before, len(sink.accepted)) == (0, 1)


def test_a_sent_code_is_forgotten(sink):
    send_code()

    message = Message.objects.get()
    assert (message.text, message.html) == ("", "")


def test_a_request_survives_a_relay_that_is_away_and_the_code_waits(no_relay):
    send_code()

    message = Message.objects.get()
    assert (message.state, "482913" in message.text) == (State.QUEUED, True)


def test_a_code_that_nobody_could_send_in_ten_minutes_is_forgotten(no_relay):
    send_code()
    Message.objects.update(expires_at=clock.machine_now())

    sweeping.sweep()

    message = Message.objects.get()
    assert (message.state, message.text) == (State.EXPIRED, "")


def test_a_code_another_worker_has_is_not_sent_twice(sink):
    with transaction.atomic():
        send_code()
        claiming.claim(at=clock.machine_now())

    assert sink.accepted == []
