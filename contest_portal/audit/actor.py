"""Who did it, as text that outlives the account."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """`id`: a stable key, "" for the system; `label`: what a reader sees; `role`: as what."""

    id: str
    label: str
    role: str = ""


SYSTEM = Actor(id="", label="ระบบ", role="system")


def actor_of(by: object) -> Actor:
    """An actor from an Actor, from anything with an `audit_actor`, or from None (the system)."""
    if by is None:
        return SYSTEM
    if isinstance(by, Actor):
        return by
    return by.audit_actor
