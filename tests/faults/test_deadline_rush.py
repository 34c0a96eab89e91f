"""The last seconds before the deadline, with more people than the portal can serve: whoever sent in
time is accepted however long it takes, and nobody who sent too late."""

import asyncio
from datetime import timedelta

import pytest

from tests.load import rushing, submitting
from tests.load.figures import machine, table
from tests.load.lines import Lines
from tests.load.rushing import Rush
from tests.servers import portal as servers
from tests.servers.portal import Portal

COMFORTABLE, OVERRUN = 0.8, 3.0  # of the rate that the portal manages in the same run
MILLISECOND = timedelta(milliseconds=1)
OWN_CLOCK = {"proxy_set_header X-Received-At $arrived;": "proxy_set_header X-Other $arrived;"}


def rushes(portal: Portal, *, measure: float, before: float, after: float, slow: int,
           people: int, factors=(COMFORTABLE, OVERRUN)) -> list[Rush]:  # fmt: skip
    """What the portal manages is measured for `measure` seconds; then one deadline a factor."""
    callers = iter(portal.seed(people))

    async def run() -> list[Rush]:
        lines = Lines(portal.door.port, portal.door.certificate)
        _sent, most = await submitting.at_most(lines, callers, at_once=16, seconds=measure)
        await lines.close()
        return [
            await rushing.rush(
                portal, callers, rate=most * factor, before=before, after=after, slow=slow
            )
            for factor in factors
        ]

    return asyncio.run(run())


def everybody_was_treated_rightly(portal: Portal, rush: Rush) -> None:
    assert (rush.wrongly_refused, rush.wrongly_accepted, rush.broken) == ([], [], [])
    assert len({each.receipt for each in rush.accepted}) == len(rush.accepted)
    written = rushing.recorded(portal)
    for each in rush.accepted:
        assert abs(written[each.receipt] - rush.arrived(each)) < MILLISECOND


def both_sides_of_the_deadline_were_tried(rush: Rush) -> None:
    for group in (rush.sent, rush.slow):
        assert {rush.arrived(each) < rush.deadline for each in group} == {True, False}


def test_nobody_is_treated_wrongly_in_a_short_rush(portal):
    short = rushes(portal, measure=1.5, before=1.5, after=1.0, slow=8, people=2000)
    for rush in short:
        both_sides_of_the_deadline_were_tried(rush)
        everybody_was_treated_rightly(portal, rush)


@pytest.mark.long
def test_nobody_is_treated_wrongly_in_a_long_rush(capsys):
    busy = machine()
    with servers.running() as portal:
        comfortable, overrun = rushes(portal, measure=4, before=5, after=3, slow=20, people=7000)
        with capsys.disabled():
            print(f"\n{busy}\n{table(rushing.HEAD, [comfortable.row(), overrun.row()])}")
        for rush in (comfortable, overrun):
            both_sides_of_the_deadline_were_tried(rush)
            everybody_was_treated_rightly(portal, rush)
        assert comfortable.p95 <= 1.0


@pytest.mark.long
def test_a_portal_that_asks_its_own_clock_would_refuse_people_who_were_in_time(capsys):
    """So that we know that the tests above could fail."""
    with servers.running(nginx=OWN_CLOCK) as portal:
        (overrun,) = rushes(
            portal, measure=3, before=5, after=3, slow=20, people=5000, factors=[OVERRUN]
        )
        with capsys.disabled():
            print(f"\nits own clock:\n{table(rushing.HEAD, [overrun.row()])}")
        assert (overrun.broken, overrun.wrongly_accepted) == ([], [])
        assert len(overrun.wrongly_refused) > 10
