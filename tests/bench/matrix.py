"""What the officers' matrix of 77 provinces costs, beside an empty signed-in page of the same run.

`python -m tests.bench.matrix [rounds]` starts servers of its own: PostgreSQL with 7,849 LAOs, three
circulars, and as many entries as `ENTRIES`; it prints one table.
"""

import asyncio
import json
import os
import sys
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest_portal.settings")

from tests.bench.submit_flow import EMPTY_PAGE, LIMITS, NO_WORK, STATEMENTS, repeated
from tests.load import submitting
from tests.load.figures import machine, median, percentile, table
from tests.load.lines import Lines, Request
from tests.load.seeding import Caller
from tests.servers import portal as servers
from tests.servers.front_door import FrontDoor
from tests.servers.portal import Portal

ENTRIES = 2_000
SECONDS = 3
MATRIX = "matrix"


class Bench:
    """An officer at the matrix, and the empty page beside it."""

    def __init__(self, portal: Portal, limits: FrontDoor, somebody: Caller) -> None:
        filled = json.loads(portal.python("-m", "tests.load.outreach"))
        portal.postgres.ask("VACUUM ANALYZE")
        self.portal = portal
        self.address = filled["address"]
        self.officer = replace(somebody, session=filled["session"])
        self.lines = Lines(portal.door.port, portal.door.certificate)
        self.limit_lines = Lines(limits.port, limits.certificate)
        self.size = 0

    async def matrix(self) -> None:
        headers = submitting.headers(self.officer, self.lines.host)
        answer = await self.lines.send(Request("GET", self.address, headers))
        assert answer.status == 200
        self.size = len(answer.body)

    async def empty_page(self) -> None:
        headers = submitting.headers(self.officer, self.limit_lines.host)
        answer = await self.limit_lines.send(Request("GET", "/sess/", headers))
        assert answer.status == 200

    async def statements(self) -> int:
        ask = self.portal.postgres.ask
        ask("SELECT pg_stat_statements_reset()")
        await self.matrix()
        counted = "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query !~ %s"
        return int(ask(counted, [NO_WORK])[0][0])

    async def close(self) -> None:
        await self.lines.close()
        await self.limit_lines.close()


async def measure(bench: Bench, rounds: int) -> str:
    """Medians of the rounds' medians, in milliseconds."""
    for _each in range(4):
        await bench.matrix()
    statements = await bench.statements()
    found: dict[str, list[float]] = {EMPTY_PAGE: [], MATRIX: []}
    for _round in range(rounds):
        for name, work in ((EMPTY_PAGE, bench.empty_page), (MATRIX, bench.matrix)):
            run = await repeated(work, at_once=1, seconds=SECONDS)
            found[name].append(percentile(run.seconds, 0.5) * 1000)
    await bench.close()
    empty, matrix = median(found[EMPTY_PAGE]), median(found[MATRIX])
    rows = [
        [EMPTY_PAGE, "", f"{empty:.1f}", "1"],
        [MATRIX, statements, f"{matrix:.1f}", f"{matrix / empty:.1f}"],
    ]
    kilobytes = f"The page is {bench.size / 1024:.0f} KB before compression."
    return "\n\n".join([table(["page", "SQL", "p50 ms", "ratio"], rows), kilobytes])


def main() -> None:
    rounds = int((sys.argv[1:] or ["5"])[0])
    busy = machine()
    with servers.running(postgres=STATEMENTS, PORTAL_DEMO="1") as portal:
        portal.postgres.ask("CREATE EXTENSION pg_stat_statements")
        with portal.beside(*LIMITS) as limits:
            people = portal.seed(ENTRIES, "draft")
            print(f"{busy}; PostgreSQL {portal.postgres.version()}\n")
            print(asyncio.run(measure(Bench(portal, limits, people[0]), rounds)))


if __name__ == "__main__":
    main()
