"""Background work loses its broker, its worker or its timetable: no mail is lost, and it shows.

`./portal test --long -s tests/faults/test_celery.py`: real Celery processes that nobody restarts.
"""

import os
import signal
import time
from collections.abc import Callable

import pytest

from launcher.children import Child
from tests.faults import posting
from tests.faults.posting import EVERY_LAO
from tests.servers import portal as servers
from tests.servers.portal import Portal, wait_for

pytestmark = pytest.mark.long

BROKER_DEATHS = 5
CALM = 6.0  # seconds of service before each death
RESUMED_WITHIN = 30.0
ALARM_WITHIN = 120.0


def kill(child: Child) -> None:
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


def start_again(child: Child) -> None:
    child.start()
    wait_for(child)


def seconds_until(is_so: Callable[[], bool], *, most: float) -> float:
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < most, f"not within {most:.0f} seconds"
        time.sleep(1)
    return time.monotonic() - begun


def seconds_until_named(portal: Portal, part: str) -> float:
    return seconds_until(lambda: part in portal.silent_parts(), most=ALARM_WITHIN)


def wait_until_all_is_well(portal: Portal) -> None:
    seconds_until(lambda: portal.silent_parts() == [], most=60)


def test_a_broker_that_dies_five_times_loses_no_mail_and_sending_resumes_by_itself():
    with (
        posting.relay() as (sink, relay),
        servers.running(**relay) as portal,
        portal.with_celery() as celery,
    ):
        wait_until_all_is_well(portal)
        posting.owe(portal, EVERY_LAO)
        begun = time.monotonic()
        posting.wait_for(sink, 1)
        for _death in range(BROKER_DEATHS):
            time.sleep(CALM)
            kill(portal.broker)
            start_again(portal.broker)
        sent_before = len(sink.accepted)
        posting.wait_until_settled(portal, seconds=300)
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
        wait_until_all_is_well(portal)
        kill(celery.beat)
        beat_named = seconds_until_named(portal, "beat")
        start_again(celery.beat)
        wait_until_all_is_well(portal)
        os.kill(celery.worker.process.pid, signal.SIGSTOP)
        worker_named = seconds_until_named(portal, "worker")

        for child in (celery.worker, celery.beat, portal.broker):
            kill(child)
        posting.owe(portal, 100)
        portal.manage("sweep_outbox", "--drain", "--seconds", "60")

        print(f"\nbeat named after {beat_named:.0f} s, worker after {worker_named:.0f} s")
        assert posting.states(portal) == {"sent": 100}
        assert posting.arrived(portal, sink).total() == 100
