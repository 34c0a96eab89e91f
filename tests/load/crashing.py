"""Clients that do not give up, and a database that is killed under them."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from tests.load import submitting
from tests.load.lines import Lines
from tests.load.seeding import Caller
from tests.servers.portal import Portal

PAUSE = 0.5  # seconds between two tries
RECOVERY = 15.0  # seconds after a restart in which everybody must have a receipt


@dataclass(frozen=True)
class Kept:
    """A receipt that a client was shown, after `tries` requests with the same key."""

    entry: str
    key: str
    receipt: str
    tries: int
    begun: float
    shown: float


@dataclass
class Siege:
    """Every receipt that was shown, the answers that were none, and when the server was back."""

    kept: list[Kept] = field(default_factory=list)
    others: dict[int, int] = field(default_factory=dict)
    unfinished: int = 0
    back: list[float] = field(default_factory=list)
    is_over: bool = False

    @property
    def slowest(self) -> float:
        """The longest that somebody waited for a receipt once the server was back, in seconds."""
        waits = [each.shown - back for each in self.kept if (back := self._last_back(each))]
        return max(waits, default=0.0)

    def _last_back(self, kept: Kept) -> float | None:
        """The last time that the server came back between the first try and the receipt."""
        return max((back for back in self.back if kept.begun < back < kept.shown), default=None)


async def besiege(portal: Portal, callers: Iterator[Caller], *, clients: int, calm: float,
                  blows: list[Callable[[], None]]) -> Siege:  # fmt: skip
    """`clients` send one entry after another; between two blows the server lives `calm` seconds."""
    lines = Lines(portal.door.port, portal.door.certificate)
    siege = Siege()
    people = [_persist(siege, lines, callers) for _each in range(clients)]
    await asyncio.gather(_strike(siege, blows, calm), *people)
    await lines.close()
    return siege


async def _strike(siege: Siege, blows: list[Callable[[], None]], calm: float) -> None:
    await asyncio.sleep(calm)
    for blow in blows:
        await asyncio.to_thread(blow)
        siege.back.append(time.monotonic())
        await asyncio.sleep(calm)
    siege.is_over = True


async def _persist(siege: Siege, lines: Lines, callers: Iterator[Caller]) -> None:
    while not siege.is_over:
        await _send_until_received(siege, lines, next(callers))


async def _send_until_received(siege: Siege, lines: Lines, caller: Caller) -> None:
    key, begun, tries = uuid4().hex, time.monotonic(), 0
    while not siege.is_over or time.monotonic() < siege.back[-1] + 2 * RECOVERY:
        tries += 1
        sent = await submitting.submit(lines, submitting.request(caller, lines, key=key))
        if sent.accepted:
            kept = Kept(caller.entry, key, sent.receipt, tries, begun, sent.moment)
            siege.kept.append(kept)
            return
        siege.others[sent.status] = siege.others.get(sent.status, 0) + 1
        await asyncio.sleep(PAUSE)
    siege.unfinished += 1


@dataclass(frozen=True)
class Damage:
    """What the database says afterwards about the receipts that people were shown."""

    shown: int
    lost: int
    mismatched: int
    keys_twice: int
    without_mail: int


def assess(portal: Portal, siege: Siege) -> Damage:
    rows = portal.postgres.ask(
        "SELECT s.entry_id::text, s.key, d.number FROM submissions_submission s"
        " JOIN documents_document d ON d.id = s.document_id"
    )
    stored = {(entry, key): number for entry, key, number in rows}
    found = [stored.get((each.entry, each.key)) for each in siege.kept]
    pairs = list(zip(siege.kept, found, strict=True))
    owed = {key for (key,) in portal.postgres.ask(
        "SELECT split_part(dedupe_key, ':', 2) FROM notifications_message WHERE kind = 'receipt'"
    )}  # fmt: skip
    return Damage(
        shown=len(pairs),
        lost=sum(number is None for _each, number in pairs),
        mismatched=sum(number not in (None, each.receipt) for each, number in pairs),
        keys_twice=len(rows) - len(stored),
        without_mail=sum(number not in owed for _entry, _key, number in rows),
    )
