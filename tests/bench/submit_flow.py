"""What sending in one entry costs, beside what the machine allows at most in the same run.

`python -m tests.bench.submit_flow [rounds]` starts servers of its own and prints three tables.
"""

import asyncio
import io
import os
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest_portal.settings")

from PIL import Image

from tests.bench.flow import Person, whole_entry
from tests.load import submitting
from tests.load.figures import machine, median, percentile, table
from tests.load.lines import Lines, Request
from tests.load.seeding import Caller
from tests.servers import portal as servers
from tests.servers.front_door import FrontDoor
from tests.servers.portal import Portal

MIB = 2**20
WARMING_UP = 4
DOTS_PER_INCH = 100
A4_DOTS = (827, 1169)
STATEMENTS = {"shared_preload_libraries": "pg_stat_statements", "pg_stat_statements.track": "top"}
# What PostgreSQL asks itself for a foreign key counts as little as the frame of a transaction.
NO_WORK = "^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|SHOW|SELECT pg_stat)|KEY SHARE OF x$"
LIMITS = ("limits", "tests.bench.limits:application", "tests.bench.limits_settings")
CHECK_AND_SUBMIT = ("check", "submit", "receipt")
EMPTY_PAGE, RAW_UPLOAD, FLOW = "empty signed-in page", "raw upload, fsync", "whole entry"


@dataclass
class Run:
    """Seconds of each piece of work of one kind, and how many a second were done in all."""

    seconds: list[float] = field(default_factory=list)
    rate: float = 0.0


def pdf_of(size: int, *, pages: int = 5) -> bytes:
    """Pages of A4 with a photograph on each: a PDF of about that many bytes.

    A photograph is noise here, the dearest there is to store and to draw.
    """
    side = int((size / pages / 1.58) ** 0.5)
    out = io.BytesIO()
    first, *rest = [_page(side) for _each in range(pages)]
    first.save(out, "PDF", quality=100, resolution=DOTS_PER_INCH, save_all=True, append_images=rest)
    return out.getvalue()


def _page(side: int) -> Image.Image:
    page = Image.new("L", A4_DOTS, 255)
    page.paste(Image.frombytes("L", (side, side), os.urandom(side * side)), (100, 200))
    return page


async def repeated(work: Callable[[], Awaitable[None]], *, at_once: int, seconds: float) -> Run:
    run, begun = Run(), time.monotonic()

    async def one_after_another() -> None:
        while time.monotonic() < begun + seconds:
            started = time.monotonic()
            await work()
            run.seconds.append(time.monotonic() - started)

    await asyncio.gather(*(one_after_another() for _each in range(at_once)))
    run.rate = len(run.seconds) / (time.monotonic() - begun)
    return run


class Bench:
    """The portal, the limits beside it, and people who have not begun yet."""

    def __init__(self, portal: Portal, limits: FrontDoor, people: list[Caller]) -> None:
        self.portal = portal
        self.people: Iterator[Caller] = iter(people)
        self.somebody = people[-1]
        self.pdf = pdf_of(MIB)
        self.lines = Lines(portal.door.port, portal.door.certificate)
        self.limit_lines = Lines(limits.port, limits.certificate)

    async def empty_page(self) -> None:
        headers = submitting.headers(self.somebody, self.limit_lines.host)
        answer = await self.limit_lines.send(Request("GET", "/sess/", headers))
        assert answer.status == 200

    async def raw_upload(self) -> None:
        headers = {"Content-Type": "application/pdf"}
        answer = await self.limit_lines.send(Request("POST", "/raw/", headers, self.pdf))
        assert answer.status == 200

    async def entry(self) -> None:
        async for _step in whole_entry(Person(self.lines, next(self.people)), self.pdf):
            pass

    async def rounds(self, number: int, *, at_once: int, seconds: float) -> dict[str, Run]:
        """The kinds of work in turn, `number` times; each run is the median of its rounds."""
        works = {EMPTY_PAGE: self.empty_page, RAW_UPLOAD: self.raw_upload, FLOW: self.entry}
        found: dict[str, list[Run]] = defaultdict(list)
        for _round in range(number):
            for name, work in works.items():
                longer = 3 if name == FLOW else 1
                found[name].append(await repeated(work, at_once=at_once, seconds=seconds * longer))
        return {name: _middle(runs) for name, runs in found.items()}

    async def step_by_step(self) -> list[list[object]]:
        """Seconds and statements of each request of one entry, once both workers are warm."""
        for _each in range(WARMING_UP):
            await self.entry()
        rows: list[list[object]] = []
        ask = self.portal.postgres.ask
        ask("SELECT pg_stat_statements_reset()")
        async for step in whole_entry(Person(self.lines, next(self.people)), self.pdf):
            sql = ask(
                "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query !~ %s",
                [NO_WORK],
            )
            rows.append([step.name, int(sql[0][0]), round(step.answer.seconds * 1000)])
            ask("SELECT pg_stat_statements_reset()")
        return rows

    async def close(self) -> None:
        await self.lines.close()
        await self.limit_lines.close()


def _middle(runs: list[Run]) -> Run:
    return Run([s for run in runs for s in run.seconds], median(run.rate for run in runs))


async def measure(bench: Bench, rounds: int) -> str:
    steps = await bench.step_by_step()
    alone = await bench.rounds(rounds, at_once=1, seconds=3)
    crowd = await bench.rounds(rounds, at_once=8, seconds=3)
    await bench.close()
    few = [row for row in steps if row[0] in CHECK_AND_SUBMIT]
    total = ["in all", sum(row[1] for row in steps), sum(row[2] for row in steps)]
    last = ["check, submit and receipt", sum(r[1] for r in few), sum(r[2] for r in few)]
    return "\n\n".join(
        [
            table(["request", "SQL", "ms"], [*steps, total, last]),
            f"{len(steps)} requests; check, submit and receipt are {len(few)} of them.",
            table(HEAD, [*_rows(1, alone), *_rows(8, crowd)]),
        ]
    )


HEAD = [
    "at once", "work", "a second", "p50 ms", "p95 ms", "of the empty page's rate",
    "of the raw upload's rate",
]  # fmt: skip


def _rows(at_once: int, runs: dict[str, Run]) -> list[list[object]]:
    return [
        [
            at_once, name, f"{run.rate:.1f}", round(percentile(run.seconds, 0.5) * 1000),
            round(percentile(run.seconds, 0.95) * 1000),
            f"{run.rate / runs[EMPTY_PAGE].rate:.3f}", f"{run.rate / runs[RAW_UPLOAD].rate:.3f}",
        ]
        for name, run in runs.items()
    ]  # fmt: skip


def main() -> None:
    rounds = int((sys.argv[1:] or ["3"])[0])
    busy = machine()
    with servers.running(postgres=STATEMENTS) as portal:
        portal.postgres.ask("CREATE EXTENSION pg_stat_statements")
        with portal.beside(*LIMITS) as limits:
            people = portal.seed(3000, "none")
            print(f"{busy}; PostgreSQL {portal.postgres.version()}\n")
            print(asyncio.run(measure(Bench(portal, limits, people), rounds)))


if __name__ == "__main__":
    main()
