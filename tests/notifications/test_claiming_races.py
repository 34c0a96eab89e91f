"""Two workers never carry the same mail at once."""

import threading

import pytest
from django.db import connections

from contest_portal import clock
from notifications.carrying import claiming
from notifications.mailing import outbox
from notifications.models import Message
from tests.notifications.factories import make_message

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 4


def run_together(work):
    """Run `work` in several threads that start at the same moment; returns what each returned."""
    barrier, results = threading.Barrier(WORKERS), []

    def start():
        barrier.wait()
        try:
            results.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=start) for _worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_many_workers_one_claims_the_mail():
    make_message()

    claimed = run_together(lambda: claiming.claim(at=clock.machine_now()))

    assert sum(message is not None for message in claimed) == 1
    assert Message.objects.get().attempts == 1


def test_many_drains_send_every_mail_once(sink):
    messages = [make_message() for _number in range(20)]

    run_together(outbox.drain)

    sent = sorted(str(mail["Message-ID"]) for mail in sink.accepted)
    assert sent == sorted(message.message_id for message in messages)


def test_the_same_mail_owed_from_many_sides_is_one_row():
    owed = run_together(lambda: make_message(key="receipt:7K2M").pk)

    assert len(set(owed)) == 1
    assert Message.objects.count() == 1


def test_many_workers_together_keep_to_the_pace_of_a_domain(settings):
    settings.PORTAL_MAIL_PER_DOMAIN = 8
    for number in range(20):
        make_message(to=f"saraban{number}@big.example", lane=Message.Lane.BULK)
    at = clock.machine_now()

    claimed = run_together(lambda: len(list(iter(lambda: claiming.claim(at=at), None))))

    assert sum(claimed) == 3
    assert Message.objects.filter(state=Message.State.CLAIMED).count() == 3
