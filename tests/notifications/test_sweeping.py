"""The sweeper works with Celery and without, and losing a wake-up loses nothing."""

from io import StringIO

import pytest
from django.core.management import call_command

from contest_portal import clock
from notifications import tasks
from notifications.carrying import claiming
from notifications.mailing import waking
from notifications.models import Heartbeat, Message
from tests.notifications.factories import later, make_message

pytestmark = pytest.mark.django_db


def test_the_sweeping_task_shows_that_beat_and_worker_live():
    tasks.sweep_outbox()

    assert set(Heartbeat.objects.values_list("part", flat=True)) == {"beat", "worker"}


def test_the_draining_task_sends_what_is_due(sink):
    make_message()

    tasks.drain_outbox()

    assert len(sink.accepted) == 1


def test_the_command_sends_without_celery_and_redis(sink):
    make_message()
    output = StringIO()

    call_command("sweep_outbox", "--drain", stdout=output)

    assert output.getvalue() == "1 due\n1 accepted\n"


def test_the_command_alone_sends_nothing(sink):
    make_message()
    output = StringIO()

    call_command("sweep_outbox", stdout=output)

    assert (output.getvalue(), sink.accepted) == ("1 due\n", [])


def test_a_live_lease_is_left_alone():
    make_message()
    claiming.claim(at=clock.machine_now())

    requeued = claiming.requeue_lost(at=later(seconds=80))

    assert requeued == 0
    assert Message.objects.get().state == Message.State.CLAIMED


def test_a_broker_that_is_away_is_only_logged(settings, caplog):
    settings.PORTAL_REDIS_URL = "redis://127.0.0.1:1/0"
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    waking.wake_now()

    assert [record.levelname for record in caplog.records] == ["WARNING"]
