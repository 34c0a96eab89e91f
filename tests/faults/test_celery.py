"""Background work loses its broker, its worker or its timetable: no mail is lost, and it shows.

`./portal test --long -s tests/faults/test_celery.py`: real Celery processes that nobody restarts.
"""

import os
import signal
import time

import pytest

from tests.faults import blows, posting
from tests.faults.posting import EVERY_LAO
from tests.servers import portal as servers

pytestmark = pytest.mark.long

BROKER_DEATHS = 5
CALM = 6.0  # seconds of service before each death
RESUMED_WITHIN = 30.0
ALARM_WITHIN = 120.0


def test_a_broker_that_dies_five_times_loses_no_mail_and_sending_resumes_by_itself():
    with (
        posting.relay() as (sink, relay),
        servers.running(**relay) as portal,
        portal.with_celery() as celery,
    ):
        blows.wait_until_all_is_well(portal)
        posting.owe(portal, EVERY_LAO)
        begun = time.monotonic()
        posting.wait_for(sink, 1)
        for _death in range(BROKER_DEATHS):
            time.sleep(CALM)
            blows.kill_and_start_again(portal.broker)
        sent_before = len(sink.accepted)
        posting.wait_until_settled(portal, seconds=2400)
        seconds = time.monotonic() - begun
        names, states = posting.arrived(portal, sink), posting.states(portal)
        silence = posting.longest_silence(portal)

        print(
            f"\n{EVERY_LAO} mails, broker killed {BROKER_DEATHS} times, the last time after"
            f" {sent_before}: {EVERY_LAO - len(names)} lost, {names.total() - len(names)} twice,"
            f" {seconds:.0f} s, longest silence {silence:.0f} s"
        )
        assert sent_before < EVERY_LAO / 2, "most mails are sent after the last death"
        assert states == {"sent": EVERY_LAO}
        assert (len(names), names.total()) == (EVERY_LAO, EVERY_LAO)
        assert silence <= RESUMED_WITHIN
        assert celery.lives


def test_a_dead_timetable_and_a_stuck_worker_are_named_and_a_plain_command_sends():
    with (
        posting.relay() as (sink, relay),
        servers.running(**relay) as portal,
        portal.with_celery() as celery,
    ):
        blows.wait_until_all_is_well(portal)
        blows.kill(celery.beat)
        beat_named = blows.seconds_until_named(portal, "beat", most=ALARM_WITHIN)
        blows.start_again(celery.beat)
        blows.wait_until_all_is_well(portal)
        os.kill(celery.worker.process.pid, signal.SIGSTOP)
        worker_named = blows.seconds_until_named(portal, "worker", most=ALARM_WITHIN)

        for child in (celery.worker, celery.beat, portal.broker):
            blows.kill(child)
        posting.owe(portal, 100)
        portal.manage("sweep_outbox", "--drain", "--seconds", "60")

        print(f"\nbeat named after {beat_named:.0f} s, worker after {worker_named:.0f} s")
        assert posting.states(portal) == {"sent": 100}
        assert posting.arrived(portal, sink).total() == 100
