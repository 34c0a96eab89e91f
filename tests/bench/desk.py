"""What a judge's desk and a saved sheet cost, beside the least that the machine allows.

`python -m tests.bench.desk [entries [rounds]]` starts servers of its own and prints two tables. The
limits are served in the same run: an empty page for somebody signed in, and two upserts and a
session, which is the least that keeping marks can cost.
"""

import asyncio
import itertools
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest_portal.settings")

from tests.bench.panels import JudgeAtWork
from tests.bench.submit_flow import EMPTY_PAGE, LIMITS, NO_WORK, STATEMENTS, Run, repeated
from tests.load import submitting
from tests.load.figures import machine, median, percentile, table
from tests.load.lines import Answer, Lines, Request
from tests.load.seeding import Caller
from tests.servers import portal as servers
from tests.servers.front_door import FrontDoor
from tests.servers.portal import Portal

CRITERIA = "SELECT key, id FROM judging_criterion ORDER BY key"
UPSERTS = "two upserts and a session"
DESK, SHEET, SAVE, SAVE_ONE = "desk", "sheet's page", "sheet saved", "one criterion saved"
# The clock is asked once a second; `SELECT 1` asks whether a kept connection still lives.
NOT_OF_THE_PAGE = r"clock_simulation|^SELECT \$1$"


class Bench:
    """Judges in turn, each on the next of their sheets."""

    def __init__(self, portal: Portal, limits: FrontDoor, judges: list[JudgeAtWork]) -> None:
        self.portal = portal
        self.lines = Lines(portal.door.port, portal.door.certificate)
        self.limit_lines = Lines(limits.port, limits.certificate)
        self.turns: Iterator[tuple[JudgeAtWork, str]] = itertools.cycle(
            (judge, sheet) for sheets in zip(*(judge.sheets for judge in judges), strict=False)
            for judge, sheet in zip(judges, sheets, strict=True)
        )  # fmt: skip
        self.judges = len(judges)
        self.versions: defaultdict[str, int] = defaultdict(lambda: 1)
        self.marks = itertools.cycle(range(11))
        self.criteria = {key: str(name) for key, name in portal.postgres.ask(CRITERIA)}
        self.given: dict[str, dict[str, int]] = {}

    async def empty_page(self) -> None:
        judge, _sheet = next(self.turns)
        await self._get(self.limit_lines, judge, "/sess/")

    async def desk(self) -> None:
        judge, _sheet = next(self.turns)
        await self._get(self.lines, judge, "/2565/judging/")

    async def sheet(self) -> None:
        judge, sheet = next(self.turns)
        await self._get(self.lines, judge, f"/2565/judging/sheets/{sheet}/")

    async def upserts(self) -> None:
        judge, sheet = next(self.turns)
        criterion = list(self.criteria.values())[:2]
        form = {"sheet": sheet, "criterion": criterion, "value": next(self.marks)}
        await self._post(self.limit_lines, judge, "/score/", form)

    async def save(self) -> None:
        """Every mark is another than before."""
        judge, sheet = next(self.turns)
        await self._save(judge, sheet, list(self.criteria))

    async def save_one(self) -> None:
        """A judge chooses one mark."""
        judge, sheet = next(self.turns)
        await self._save(judge, sheet, list(self.criteria)[:1])

    async def _save(self, judge: JudgeAtWork, sheet: str, changed: list[str]) -> None:
        """As the page sends it: all marks, the words, and the version that they replace."""
        given = self.given.setdefault(sheet, dict.fromkeys(self.criteria, 5))
        given |= {key: next(self.marks) for key in changed}
        form = {
            "csrfmiddlewaretoken": judge.csrf, "person": judge.person, "comment": "อ่านแล้ว",
            "note": "", "version": self.versions[sheet],
            **{f"mark_{key}": mark for key, mark in given.items()},
        }  # fmt: skip
        path = f"/2565/judging/sheets/{sheet}/autosave/"
        answer = await self._post(self.lines, judge, path, form)
        self.versions[sheet] = json.loads(answer.body)["answers"]["sheet"]["version"]

    @property
    def works(self) -> dict:
        return {
            EMPTY_PAGE: self.empty_page, UPSERTS: self.upserts, DESK: self.desk,
            SHEET: self.sheet, SAVE: self.save, SAVE_ONE: self.save_one,
        }  # fmt: skip

    async def rounds(self, number: int, *, at_once: int, seconds: float = 3) -> dict[str, Run]:
        """The kinds of work in turn, `number` times; each run is the median of its rounds."""
        found: dict[str, list[Run]] = defaultdict(list)
        for _round in range(number):
            for name, work in self.works.items():
                found[name].append(await repeated(work, at_once=at_once, seconds=seconds))
        return {name: _middle(runs) for name, runs in found.items()}

    async def statements(self) -> list[list[object]]:
        """How often one request of each kind asks the database, without the transaction's frame."""
        for _each in range(2 * self.judges):
            await self.desk()  # whoever comes for the first time in minutes is noted as present
        for work in self.works.values():
            await repeated(work, at_once=4, seconds=2)  # both workers have their code and plans
        rows: list[list[object]] = []
        for name, work in list(self.works.items())[2:]:
            self.portal.postgres.ask("SELECT pg_stat_statements_reset()")
            await work()
            asked = self.portal.postgres.ask(
                "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements"
                " WHERE query !~ %s AND query !~ %s",
                [NO_WORK, NOT_OF_THE_PAGE],
            )
            rows.append([name, int(asked[0][0])])
        return rows

    async def close(self) -> None:
        await self.lines.close()
        await self.limit_lines.close()

    async def _get(self, lines: Lines, judge: JudgeAtWork, path: str) -> None:
        headers = submitting.headers(_caller(judge), lines.host)
        _good(await lines.send(Request("GET", path, headers)))

    async def _post(self, lines: Lines, judge: JudgeAtWork, path: str, form: dict) -> Answer:
        headers = submitting.headers(_caller(judge), lines.host)
        body = urlencode(form, doseq=True).encode()
        return _good(await lines.send(Request("POST", path, headers, body)))


def _caller(judge: JudgeAtWork) -> Caller:
    return Caller("", "", judge.session, judge.csrf)


def _good(answer: Answer) -> Answer:
    assert answer.status == 200, f"{answer.status} {answer.body[-800:]!r}"
    return answer


def _middle(runs: list[Run]) -> Run:
    return Run([s for run in runs for s in run.seconds], median(run.rate for run in runs))


async def measure(bench: Bench, rounds: int) -> str:
    statements = await bench.statements()
    alone = await bench.rounds(rounds, at_once=1)
    crowd = await bench.rounds(rounds, at_once=8)
    await bench.close()
    head = [
        "at once",
        "work",
        "a second",
        "p50 ms",
        "p95 ms",
        "of the empty page's rate",
        f"of {UPSERTS}",
    ]
    rows = [*_rows(1, alone), *_rows(8, crowd)]
    return "\n\n".join([table(["request", "SQL"], statements), table(head, rows)])


def _rows(at_once: int, runs: dict[str, Run]) -> list[list[object]]:
    return [
        [
            at_once, name, f"{run.rate:.1f}", round(percentile(run.seconds, 0.5) * 1000),
            round(percentile(run.seconds, 0.95) * 1000),
            *(f"{run.rate / runs[limit].rate:.3f}" for limit in (EMPTY_PAGE, UPSERTS)),
        ]
        for name, run in runs.items()
    ]  # fmt: skip


def main() -> None:
    entries, rounds = (int(given) for given in (sys.argv[1:] + ["8000", "3"][len(sys.argv) - 1 :]))
    busy = machine()
    with servers.running(postgres=STATEMENTS) as portal:
        portal.postgres.ask("CREATE EXTENSION pg_stat_statements")
        with portal.beside(*LIMITS) as limits:
            said = portal.python("-m", "tests.bench.panels", str(entries))
            portal.postgres.ask("VACUUM ANALYZE")
            judges = [JudgeAtWork(**json.loads(line)) for line in said.splitlines()]
            print(f"{busy}; PostgreSQL {portal.postgres.version()}; {entries} entries\n")
            print(asyncio.run(measure(Bench(portal, limits, judges), rounds)))


if __name__ == "__main__":
    main()
