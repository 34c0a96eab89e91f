"""The last seconds before a deadline, and who was treated wrongly in them.

The judge is nginx's own log: its stamp says when the last byte of a request arrived.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from contest_portal import clock
from tests.load import submitting
from tests.load.figures import percentile
from tests.load.lines import Lines
from tests.load.seeding import Caller
from tests.load.submitting import Sent
from tests.servers.portal import Portal

LEAD = 1.0  # seconds between setting the deadline and the first request
SLOW_BODY = 200_000  # bytes
SLOW_PARTS = 10


@dataclass
class Rush:
    """What was sent around one deadline, and the stamp of each request by its id."""

    deadline: datetime
    rate: float
    sent: list[Sent] = field(default_factory=list)
    slow: list[Sent] = field(default_factory=list)
    stamps: dict[str, datetime] = field(default_factory=dict)

    @property
    def everything(self) -> list[Sent]:
        return self.sent + self.slow

    @property
    def broken(self) -> list[int]:
        return [each.status for each in self.everything if each.broken]

    @property
    def wrongly_refused(self) -> list[Sent]:
        return [s for s in self.everything if s.refused and self.arrived(s) < self.deadline]

    @property
    def wrongly_accepted(self) -> list[Sent]:
        return [s for s in self.everything if s.accepted and self.arrived(s) >= self.deadline]

    @property
    def accepted(self) -> list[Sent]:
        return [each for each in self.everything if each.accepted]

    @property
    def p95(self) -> float:
        return percentile((each.seconds for each in self.sent), 0.95)

    def arrived(self, sent: Sent) -> datetime:
        return self.stamps[sent.request_id]

    def row(self) -> list[object]:
        receipts = {each.receipt for each in self.accepted}
        return [
            f"{self.rate:.0f}/s", len(self.sent), len(self.slow), len(self.accepted),
            len(self.everything) - len(self.accepted) - len(self.broken),
            len(self.wrongly_refused), len(self.wrongly_accepted), len(self.broken),
            len(self.accepted) - len(receipts), f"{self.p95:.2f} s",
        ]  # fmt: skip


HEAD = [
    "rate", "requests", "slow ones", "accepted", "refused", "wrongly refused", "wrongly accepted",
    "broken", "receipts twice", "p95",
]  # fmt: skip


async def rush(portal: Portal, callers: Iterator[Caller], *, rate: float, before: float,
               after: float, slow: int) -> Rush:  # fmt: skip
    """Requests at `rate` from `before` seconds ahead of a new deadline until `after` seconds
    behind it, and `slow` bodies that end around it, some on either side."""
    lines = Lines(portal.door.port, portal.door.certificate)
    deadline, moment = _new_deadline(portal, LEAD + before)
    crowd = submitting.open_loop(
        lines, callers, rate=rate, begin=moment - before, end=moment + after
    )
    crawlers = [_crawl(lines, next(callers), moment, offset) for offset in _offsets(slow, after)]
    sent, *crawled = await asyncio.gather(crowd, *crawlers)
    await lines.close()
    return Rush(deadline, rate, sent, crawled, stamps_of(portal))


def _new_deadline(portal: Portal, seconds: float) -> tuple[datetime, float]:
    """The edition closes so many seconds from now: in real time, and on the monotonic clock."""
    now, moment = clock.machine_now(), time.monotonic()
    closes = (now + timedelta(seconds=seconds)).replace(microsecond=0)  # the stamp has milliseconds
    portal.postgres.ask("UPDATE editions_edition SET closes_at = %s", [closes])
    return closes, moment + (closes - now).total_seconds()


def _offsets(count: int, reach: float) -> list[float]:
    """Moments around the deadline, evenly spread over half of `reach` on either side."""
    return [reach / 2 * (2 * (number + 0.5) / count - 1) for number in range(count)]


async def _crawl(lines: Lines, caller: Caller, moment: float, offset: float) -> Sent:
    """One body that drips in, its last part not before `offset` seconds from the deadline."""
    asked = submitting.request(caller, lines, padding=SLOW_BODY)
    last = moment + offset
    first = time.monotonic()
    step = (last - first) / (SLOW_PARTS - 1)
    asked.drip = [first + number * step for number in range(SLOW_PARTS)]
    return await submitting.submit(lines, asked)


def stamps_of(portal: Portal) -> dict[str, datetime]:
    """When each request arrived, by its id: the last two words of a line of nginx's log."""
    lines = portal.door.log.read_text(encoding="utf-8").splitlines()
    pairs = (line.split()[-2:] for line in lines)
    return {
        request_id: datetime.fromtimestamp(float(arrived), UTC) for request_id, arrived in pairs
    }


def recorded(portal: Portal) -> dict[str, datetime]:
    """The arrival that stands on each receipt, by its number."""
    rows = portal.postgres.ask(
        "SELECT d.number, s.arrived_at FROM submissions_submission s"
        " JOIN documents_document d ON d.id = s.document_id"
    )
    return dict(rows)
