"""The chain over what happened: whoever changes an event afterwards has to change every later head.

head(n) = SHA-256(head(n-1) as text, a newline, the event as canonical JSON); head(0) is 64 zeros.
A hash chain as in Schneier and Kelsey, "Secure Audit Logs to Support Computer Forensics" (1999),
§3.1. Somebody who rules the database can make a whole new chain, so heads are also kept elsewhere:
`verify` takes them as anchors.

Sealing follows the writing at a distance: an event that committed late is sealed late, and nobody
waits for a chain in order to submit.
"""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from contest_portal import clock

from .models import AuditEvent, Seal

log = logging.getLogger(__name__)

GENESIS = "0" * 64
A_BATCH = 500
SOON = timedelta(hours=1)  # by then every event should be sealed
# What is sealed of an event. Never changed: a later column would begin a second list.
FIELDS = (
    "id", "action", "actor_id", "actor_label", "actor_role", "subject_type", "subject_id",
    "edition", "lao", "province", "facts", "before_digest", "after_digest", "request_id",
    "machine_at", "contest_at",
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    position: int
    event: int | None
    what: str

    def __str__(self) -> str:
        about = f"event {self.event}" if self.event is not None else "the chain"
        return f"at {self.position}: {about} {self.what}"


@dataclass
class Report:
    """`problems` in the order of the chain, so that the first one names where it begins."""

    sealed: int = 0
    head: str = GENESIS
    problems: list[Problem] = field(default_factory=list)


def unsealed() -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(~Exists(Seal.objects.filter(event_id=OuterRef("pk"))))


def seal_all() -> int:
    """Seal what has happened until now; returns how many events that were."""
    sealed = 0
    while count := _seal_some():
        sealed += count
    return sealed


def _seal_some() -> int:
    """The next events in the order of their numbers. Of two sealers at once, one seals."""
    last = Seal.objects.last()
    position, head = (last.position, last.head) if last else (0, GENESIS)
    at = clock.machine_now()
    seals = []
    for event in unsealed().order_by("pk")[:A_BATCH]:
        position, head = position + 1, next_head(head, event)
        seals.append(Seal(position=position, event_id=event.pk, head=head, sealed_at=at))
    try:
        with transaction.atomic():
            Seal.objects.bulk_create(seals)
    except IntegrityError:
        return 0
    if seals:
        log.info("The audit is sealed to %s", seals[-1])
    return len(seals)


def next_head(head: str, event: AuditEvent) -> str:
    facts = {name: _plain(getattr(event, name)) for name in FIELDS}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{head}\n{text}".encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def present() -> Seal | None:
    """The last seal: its text is an anchor for `verify`."""
    return Seal.objects.last()


def verify(anchors: Mapping[int, str] | None = None, *, at: datetime) -> Report:
    """Work the whole chain out again. `anchors` are heads by position that were kept elsewhere.

    After a head that does not fit, the stored one is gone on from, so that each change is told
    once.
    """
    report = Report()
    waiting = dict(anchors or {})
    for seal, event in _pairs():
        report.problems += _about(seal, event, report)
        anchor = waiting.pop(seal.position, seal.head)
        if anchor != seal.head:
            report.problems.append(
                Problem(seal.position, seal.event_id, "is not the head that was kept elsewhere")
            )
        report.sealed, report.head = seal.position, seal.head
    for position in sorted(waiting):
        report.problems.append(
            Problem(position, None, "ends before a head that was kept elsewhere")
        )
    for event in unsealed().filter(machine_at__lt=at - SOON).order_by("pk"):
        report.problems.append(Problem(report.sealed + 1, event.pk, "is not sealed"))
    return report


def _about(seal: Seal, event: AuditEvent | None, report: Report) -> Iterator[Problem]:
    if seal.position != report.sealed + 1:
        yield Problem(report.sealed + 1, None, f"has no seal before {seal.position}")
    elif event is None:
        yield Problem(seal.position, seal.event_id, "is missing")
    elif next_head(report.head, event) != seal.head:
        yield Problem(seal.position, seal.event_id, "is not as it was sealed")


def _pairs() -> Iterator[tuple[Seal, AuditEvent | None]]:
    """Every seal in order with its event, a batch at a time."""
    last = 0
    while batch := list(Seal.objects.filter(position__gt=last)[:A_BATCH]):
        events = AuditEvent.objects.in_bulk([seal.event_id for seal in batch])
        for seal in batch:
            yield seal, events.get(seal.event_id)
        last = batch[-1].position
