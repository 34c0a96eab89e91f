"""Leaving a relay alone that is in trouble, longer each time. No recipient's mail fails for it.

A sign-in code is tried all the same: somebody is waiting for it, and its success ends the rest.
"""

from datetime import datetime, timedelta

from django.db import transaction

from notifications.models import RelayRest

from . import relay

# With one mail waiting, three troubles take a minute and a half: the alarm is due within two.
TROUBLES_BEFORE_REST = 3
SHORTEST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(minutes=10)
MOST_DOUBLINGS = 4  # from one minute to more than the longest rest


def is_resting(*, at: datetime) -> bool:
    return RelayRest.objects.filter(relay=relay.name(), until__gt=at).exists()


def is_in_trouble() -> bool:
    """Whether it failed so often in a row that somebody should look, resting just now or not."""
    troubles = RelayRest.objects.filter(relay=relay.name(), troubles__gte=TROUBLES_BEFORE_REST)
    return troubles.exists()


def note_trouble(text: str, *, at: datetime) -> None:
    """One more failure in a row. Those of workers already under way when the rest began are one."""
    with transaction.atomic():
        RelayRest.objects.get_or_create(relay=relay.name())
        rest = RelayRest.objects.select_for_update().get(relay=relay.name())
        if rest.until is not None and rest.until > at:
            return
        rest.troubles += 1
        rest.said = text[:500]
        rest.until = at + _rest_after(rest.troubles) if _is_enough(rest.troubles) else None
        rest.save()


def note_answer() -> None:
    """The relay works. Writes only when it was in trouble before."""
    RelayRest.objects.filter(relay=relay.name(), troubles__gt=0).update(
        troubles=0, until=None, said=""
    )


def _is_enough(troubles: int) -> bool:
    return troubles >= TROUBLES_BEFORE_REST


def _rest_after(troubles: int) -> timedelta:
    doublings = min(troubles - TROUBLES_BEFORE_REST, MOST_DOUBLINGS)
    return min(SHORTEST_REST * 2**doublings, LONGEST_REST)
