"""Sending entries in through the front door, and what became of each."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode
from uuid import uuid4

from tests.load.lines import Broken, Lines, Request
from tests.load.seeding import Caller

RECEIPTS = "/receipts/"


@dataclass(frozen=True)
class Sent:
    """One request to submit. `moment` is when the answer came, on the monotonic clock."""

    entry: str
    status: int
    receipt: str
    request_id: str
    seconds: float
    moment: float

    @property
    def accepted(self) -> bool:
        return self.status == 302 and bool(self.receipt)

    @property
    def refused(self) -> bool:
        return self.status == 409

    @property
    def broken(self) -> bool:
        return not (self.accepted or self.refused)


def headers(caller: Caller, host: str) -> dict[str, str]:
    """What the browser of a signed-in person sends along."""
    return {
        "Cookie": f"__Host-sid={caller.session}; __Host-csrf={caller.csrf}",
        "Origin": f"https://{host}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def request(caller: Caller, lines: Lines, *, key: str = "", padding: int = 0) -> Request:
    """The button “send the entry”; `padding` makes the body longer by so many bytes."""
    fields = {"csrfmiddlewaretoken": caller.csrf, "key": key or uuid4().hex}
    if padding:
        fields["padding"] = "x" * padding
    return Request(
        "POST", f"/2565/entries/{caller.entry}/submit/", headers(caller, lines.host),
        urlencode(fields).encode(),
    )  # fmt: skip


async def submit(lines: Lines, asked: Request) -> Sent:
    entry = asked.path.split("/")[3]
    try:
        answer = await lines.send(asked)
    except Broken:
        return Sent(entry, 0, "", "", 0.0, time.monotonic())
    location = answer.headers.get("location", "")
    receipt = location.rstrip("/").rsplit("/", 1)[-1] if RECEIPTS in location else ""
    request_id = answer.headers.get("x-request-id", "")
    return Sent(entry, answer.status, receipt, request_id, answer.seconds, time.monotonic())


async def at_most(lines: Lines, callers: Iterator[Caller], *, at_once: int, seconds: float):
    """As many as the portal takes, `at_once` waiting at any time: what was sent, and the rate."""
    begun = time.monotonic()

    async def one_after_another() -> list[Sent]:
        sent = []
        while time.monotonic() < begun + seconds:
            sent.append(await submit(lines, request(next(callers), lines)))
        return sent

    each_sent = await asyncio.gather(*(one_after_another() for _each in range(at_once)))
    sent = list(chain.from_iterable(each_sent))
    assert all(each.accepted for each in sent), f"{[s.status for s in sent if not s.accepted]}"
    return sent, len(sent) / (time.monotonic() - begun)


async def open_loop(lines: Lines, callers: Iterator[Caller], *, rate: float, begin: float,
                    end: float) -> list[Sent]:  # fmt: skip
    """One request every 1/rate seconds, whether or not the earlier ones were answered."""
    tasks = []
    for number in range(int((end - begin) * rate)):
        await asyncio.sleep(max(0.0, begin + number / rate - time.monotonic()))
        tasks.append(asyncio.create_task(submit(lines, request(next(callers), lines))))
    return list(await asyncio.gather(*tasks))
