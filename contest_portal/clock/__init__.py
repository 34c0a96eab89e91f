"""What time it is. Two clocks, and nobody else asks the machine.

`now()` is contest time: deadlines, reminders, receipts, everything a person reads.
`machine_now()` is real time: leases, back-off, sessions, codes, link expiry, heartbeats.
They differ only in a demonstration or a rehearsal.
"""

from .arrival import arrival_is_doubtful, arrived_at, chunk_has_arrived
from .reading import contest_time, machine_now, now

__all__ = [
    "arrival_is_doubtful",
    "arrived_at",
    "chunk_has_arrived",
    "contest_time",
    "machine_now",
    "now",
]
