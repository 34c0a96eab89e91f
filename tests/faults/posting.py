"""Mails owed to a portal and what a sink took of them: each once, twice, or never."""

import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.notifications import sink as sinks
from tests.servers.portal import Portal

EVERY_LAO = 7_850
OPEN_STATES = frozenset({"queued", "claimed", "sending", "deferred"})
OWN = "SELECT id::text FROM notifications_message WHERE kind = 'test'"  # others' mails wait too
STATES = "SELECT state, count(*) FROM notifications_message WHERE kind = 'test' GROUP BY state"
FREE_LEASES = "UPDATE notifications_message SET lease_until = now() WHERE lease_until IS NOT NULL"
LONGEST_SILENCE = """
    SELECT extract(epoch FROM max(gap)) FROM (
        SELECT sent_at - lag(sent_at) OVER (ORDER BY sent_at) AS gap
        FROM notifications_message WHERE kind = 'test'
    ) AS gaps
"""


@contextmanager
def relay(
    sink: sinks.Sink | None = None, *, user: str = "", **options: Any
) -> Iterator[tuple[sinks.Sink, dict[str, str]]]:
    """A sink, and what a portal's processes must be given to send through it."""
    sink = sink or sinks.Sink()
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # the sink would tell every line
    controller = sinks.serve(sink, **options)
    try:
        address = f"smtp://{user}127.0.0.1:{controller.port}"
        yield sink, {"PORTAL_SMTP_URL": address, "PORTAL_MAIL_PER_DOMAIN": "0"}  # all are of one
    finally:
        controller.stop()


def owe(portal: Portal, count: int) -> None:
    portal.python("-m", "tests.load.mailing", str(count))


def wait_for(sink: sinks.Sink, count: int, *, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while len(sink.accepted) < count:
        assert time.monotonic() < until, f"{len(sink.accepted)} of {count} mails arrived"
        time.sleep(0.01)


def arrived(portal: Portal, sink: sinks.Sink) -> Counter:
    """How often each Message-ID of the owed mails came."""
    own = {key for (key,) in portal.postgres.ask(OWN)}
    names = (str(message["Message-ID"]) for message in sink.accepted)
    return Counter(name for name in names if name.strip("<>").partition("@")[0] in own)


def states(portal: Portal) -> dict[str, int]:
    return dict(portal.postgres.ask(STATES))


def are_open(portal: Portal) -> bool:
    """Whether anything more can happen to any of the mails."""
    return not OPEN_STATES.isdisjoint(states(portal))


def wait_until_settled(portal: Portal, *, seconds: float) -> None:
    until = time.monotonic() + seconds
    while are_open(portal):
        assert time.monotonic() < until, f"still {states(portal)}"
        time.sleep(0.5)


def longest_silence(portal: Portal) -> float:
    """Seconds between two accepted mails, at most."""
    return float(portal.postgres.ask(LONGEST_SILENCE)[0][0])
