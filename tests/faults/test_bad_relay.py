"""A relay that asks to wait, refuses or turns everybody away, and a database that crashes: the
mails end exactly as the relay's answers say.

`./portal test --long -s tests/faults/test_bad_relay.py`: a real worker and beat. Only the pause
that a receiver asked for is ended by hand, so that hours pass in minutes.
"""

import random
import time
from collections.abc import Callable

import pytest

from tests.faults import blows, moody, posting
from tests.faults.posting import EVERY_LAO
from tests.servers import portal as servers
from tests.servers.portal import Celery, Portal

pytestmark = pytest.mark.long

THREADS = 2  # of the one worker: so many mails may be on their way when it dies
CALM = 5.0  # seconds of service before each blow
CRASHES = 5
ALARM_WITHIN = 120.0
TURNED_AWAY = 180.0  # seconds
RESUMED_WITHIN = 150.0  # a rest of two minutes, and the sweep after it
END_PAUSES = (
    "UPDATE notifications_message SET due_at = now() WHERE state = 'deferred' AND kind = 'test'"
)
FAILED = "SELECT address FROM notifications_message WHERE state = 'failed'"
OUTCOMES = (
    "SELECT state, attempts, count(*) FROM notifications_message WHERE kind = 'test'"
    " AND queued_at >= %s GROUP BY state, attempts"
)
NOW = "SELECT now()"


def settle(portal: Portal, *, seconds: float = 2400) -> None:
    """Let time pass for what a receiver put off, until nothing is open."""

    def is_settled() -> bool:
        portal.postgres.ask(END_PAUSES)
        return not posting.are_open(portal)

    blows.seconds_until(is_settled, most=seconds)


def strike(portal: Portal, celery: Celery, names: list[str]) -> None:
    by_name: dict[str, Callable[[], None]] = {
        "database": portal.postgres.crash,
        "broker": lambda: blows.kill_and_start_again(portal.broker),
        "worker": lambda: blows.kill_and_start_again(celery.worker),
    }
    for name in names:
        time.sleep(CALM)
        by_name[name]()
        portal.postgres.ask(END_PAUSES)


def told(portal: Portal, relay: moody.Relay, what: str, seconds: float) -> str:
    names, states = posting.arrived(portal, relay), posting.states(portal)
    sent, failed = states.get("sent", 0), states.get("failed", 0)
    twice = names.total() - len(names)
    return (
        f"\n{what}: {sent} sent, {failed} failed, {len(names)} arrived, {twice} of them twice,"
        f" {relay.asked_to_wait} times asked to wait, {seconds:.0f} s"
    )


def assert_exact(portal: Portal, relay: moody.Relay, mails: int, *, most_twice: int) -> None:
    unknown = moody.unknown_among(mails)
    names = posting.arrived(portal, relay)
    assert posting.states(portal) == {"sent": mails - unknown, "failed": unknown}
    assert all(moody.is_unknown(address) for (address,) in portal.postgres.ask(FAILED))
    assert len(names) == mails - unknown
    assert names.total() - len(names) <= most_twice


def test_asked_to_wait_refused_and_turned_away_the_mails_end_as_the_relay_said():
    sink, mails, more = moody.Relay(), 2_000, 500
    with (
        posting.relay(sink, **sink.options) as (_sink, relay),
        servers.running(**relay) as portal,
        portal.with_celery(),
    ):
        blows.wait_until_all_is_well(portal)
        begun = time.monotonic()
        posting.owe(portal, mails)
        settle(portal)
        print(told(portal, sink, "30 % 451, 5 % 550", time.monotonic() - begun))
        assert_exact(portal, sink, mails, most_twice=0)

        sink.lets_in = False
        ((moment,),) = portal.postgres.ask(NOW)
        posting.owe(portal, more)
        begun = time.monotonic()
        alarm = blows.seconds_until_named(portal, "relay", most=ALARM_WITHIN)
        time.sleep(max(0.0, TURNED_AWAY - (time.monotonic() - begun)))
        outcomes = portal.postgres.ask(OUTCOMES, [moment])
        sink.lets_in, before = True, len(sink.accepted)
        resumed = blows.seconds_until(lambda: len(sink.accepted) > before, most=RESUMED_WITHIN)
        settle(portal)
        print(told(portal, sink, f"535 for {TURNED_AWAY:.0f} s", time.monotonic() - begun))
        print(f"relay named after {alarm:.0f} s, sending resumed after {resumed:.0f} s")
        assert outcomes == [("queued", 0, more)], "nobody failed, no try was counted"
        assert_exact(portal, sink, mails + more, most_twice=0)
        assert portal.silent_parts() == []


def test_a_database_that_crashes_five_times_while_a_letter_goes_out_loses_no_mail():
    with (
        posting.relay() as (sink, relay),
        servers.running(**relay) as portal,
        portal.with_celery() as celery,
    ):
        blows.wait_until_all_is_well(portal)
        posting.owe(portal, EVERY_LAO)
        begun = time.monotonic()
        posting.wait_for(sink, 1)
        strike(portal, celery, ["database"] * CRASHES)
        sent_before = len(sink.accepted)
        posting.wait_until_settled(portal, seconds=2400)
        names, seconds = posting.arrived(portal, sink), time.monotonic() - begun

        print(
            f"\n{EVERY_LAO} mails, PostgreSQL crashed {CRASHES} times, the last time after"
            f" {sent_before}: {EVERY_LAO - len(names)} lost, {names.total() - len(names)} twice,"
            f" {seconds:.0f} s"
        )
        assert sent_before < EVERY_LAO
        assert posting.states(portal) == {"sent": EVERY_LAO}
        assert len(names) == EVERY_LAO
        assert names.total() - len(names) <= CRASHES * THREADS
        assert celery.lives


def test_all_at_once_the_mails_end_as_the_relay_said():
    sink = moody.Relay()
    strokes = ["worker"] * 10 + ["broker"] * 3 + ["database"] * 2
    random.Random(7).shuffle(strokes)  # noqa: S311  (the same order in each run)
    with (
        posting.relay(sink, **sink.options) as (_sink, relay),
        servers.running(**relay) as portal,
        portal.with_celery() as celery,
    ):
        blows.wait_until_all_is_well(portal)
        posting.owe(portal, EVERY_LAO)
        begun = time.monotonic()
        posting.wait_for(sink, 1)
        strike(portal, celery, strokes)
        settle(portal)
        seconds = time.monotonic() - begun

        print(told(portal, sink, f"{', '.join(strokes)}", seconds))
        assert_exact(portal, sink, EVERY_LAO, most_twice=12 * THREADS)
        assert celery.lives
