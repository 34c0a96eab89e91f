"""PostgreSQL is killed while people submit: every receipt that was shown stays true."""

import asyncio

import pytest

from tests.load import crashing
from tests.load.crashing import RECOVERY, Damage, Siege
from tests.load.figures import machine, table
from tests.servers import portal as servers
from tests.servers.portal import Portal
from tests.servers.postgres import SAFE

CLIENTS = 24
CALM = 6.0  # seconds of service before each blow
# Commits are answered before they are written; nothing but the log's writer writes them.
CARELESS = {
    "synchronous_commit": "off", "wal_buffers": "64MB", "bgwriter_lru_maxpages": "0",
    "autovacuum": "off",
}  # fmt: skip
HEAD = [
    "server", "crashes", "restarts", "receipts shown", "lost", "mismatched", "keys twice",
    "without mail", "no receipt", "other answers", "slowest after restart",
]  # fmt: skip


def besieged(portal: Portal, *, people: int, crashes: int, restarts: int = 0):
    callers = iter(portal.seed(people))
    blows = [portal.postgres.crash] * crashes + [portal.postgres.restart] * restarts
    siege = asyncio.run(crashing.besiege(portal, callers, clients=CLIENTS, calm=CALM, blows=blows))
    return siege, crashing.assess(portal, siege)


def row(name: str, crashes: int, restarts: int, siege: Siege, damage: Damage) -> list[object]:
    others = ", ".join(f"{count} × {status or 'cut'}" for status, count in siege.others.items())
    return [
        name, crashes, restarts, damage.shown, damage.lost, damage.mismatched, damage.keys_twice,
        damage.without_mail, siege.unfinished, others or "none", f"{siege.slowest:.1f} s",
    ]  # fmt: skip


def test_the_servers_of_these_tests_keep_commits_as_production_does(portal):
    before = portal.postgres.in_force()
    portal.postgres.crash()

    assert (before, portal.postgres.in_force()) == (SAFE, SAFE)


@pytest.mark.long
def test_no_receipt_is_lost_when_the_database_is_killed_six_times(capsys):
    busy = machine()
    with servers.running() as portal:
        assert portal.postgres.in_force() == SAFE
        siege, damage = besieged(portal, people=7000, crashes=6, restarts=2)
        with capsys.disabled():
            print(f"\n{busy}\n{table(HEAD, [row('safe', 6, 2, siege, damage)])}")
        assert (damage.lost, damage.mismatched, damage.keys_twice) == (0, 0, 0)
        assert (damage.without_mail, siege.unfinished) == (0, 0)
        assert portal.manage("check_invariants").endswith(" rules hold\n")
        assert damage.shown > 10 * CLIENTS
        assert siege.slowest <= RECOVERY
        assert set(siege.others) <= {0, 502, 503, 504}, "people are told to try again"


@pytest.mark.long
def test_a_server_that_answers_before_the_disk_would_lose_receipts(capsys):
    """So that we know that the test above could fail. Its log is not written, as on a slow disk."""
    with servers.running(postgres=CARELESS) as portal:
        portal.postgres.hold_log_writer()
        siege, damage = besieged(portal, people=3000, crashes=1)
        with capsys.disabled():
            print(f"\n{table(HEAD, [row('careless', 1, 0, siege, damage)])}")
        assert damage.lost > 0
