"""Processes that send mail are killed again and again: no mail is lost, each keeps its one name.

`./portal test --long -s tests/faults/test_killed_senders.py` does it with a mail to every LAO.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from launcher.places import CHECKOUT
from tests.faults import posting
from tests.faults.posting import EVERY_LAO
from tests.servers import portal as servers
from tests.servers.portal import Portal

SENDERS = 2


def start_sender(environment) -> subprocess.Popen:
    command = (sys.executable, "manage.py", "sweep_outbox", "--drain", "--seconds", "600")
    return subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL)


def end_while_sending(
    portal: Portal, *, mails: int, times: int, how: signal.Signals
) -> tuple[Counter, dict]:
    """How often each Message-ID arrived, and the rows by state at the end."""
    posting.owe(portal, mails)
    with posting.relay() as (sink, relay):
        environment = {**portal.environment, **relay}
        for blow in range(1, times + 1):
            senders = [start_sender(environment) for _sender in range(SENDERS)]
            posting.wait_for(sink, blow * mails // (times + 2))
            for sender in senders:
                os.kill(sender.pid, how)
                sender.wait()
            portal.postgres.ask(posting.FREE_LEASES)  # a minute and a half later
        assert start_sender(environment).wait(timeout=300) == 0
    return posting.arrived(portal, sink), posting.states(portal)


def test_a_few_kills_lose_no_mail(portal):
    names, states = end_while_sending(portal, mails=300, times=3, how=signal.SIGKILL)

    assert states == {"sent": 300}
    assert len(names) == 300
    assert names.total() - 300 <= 3 * SENDERS


@pytest.mark.long
@pytest.mark.parametrize(
    ("how", "times", "most_twice"),
    [(signal.SIGKILL, 20, 20 * SENDERS), (signal.SIGTERM, 10, 0)],
    ids=["killed", "asked to end"],
)
def test_a_letter_to_every_organisation_loses_no_mail(how, times, most_twice):
    with servers.running() as portal:
        begun = time.monotonic()
        names, states = end_while_sending(portal, mails=EVERY_LAO, times=times, how=how)
        seconds = time.monotonic() - begun

    twice = names.total() - len(names)
    print(
        f"\n{EVERY_LAO} mails, {SENDERS} senders ended {times} times by {how.name}: "
        f"{EVERY_LAO - len(names)} lost, {twice} twice, {seconds:.0f} s"
    )
    assert states == {"sent": EVERY_LAO}
    assert len(names) == EVERY_LAO
    assert twice <= most_twice
