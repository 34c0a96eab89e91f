"""What the sweeper mends every few seconds, with or without Celery."""

from contest_portal import clock

from .carrying import claiming
from .circulars import issuing
from .mailing import outbox
from .models import Heartbeat


def sweep() -> int:
    """Requeue what dead workers held, expire what is too old; returns how many mails are due."""
    at = clock.machine_now()
    claiming.requeue_lost(at=at)
    claiming.expire(at=at)
    issuing.close_finished()
    return outbox.due_count(at=at)


def beat(*parts: str) -> None:
    """Note that these parts of the machinery are alive."""
    at = clock.machine_now()
    for part in parts:
        Heartbeat.objects.update_or_create(part=part, defaults={"at": at})
