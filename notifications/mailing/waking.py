"""Waking a worker to carry mail. Losing a wake-up harms nothing: the sweeper finds the row."""

from contest_portal import waking

DRAIN_TASK = "notifications.drain_outbox"


def wake() -> None:
    """Ask for a drain once the caller's transaction is committed."""
    waking.ask_for(DRAIN_TASK)


def wake_now() -> None:
    waking.ask_now_for(DRAIN_TASK)
