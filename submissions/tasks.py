"""Background work. Tasks carry no data: what is to be done stands in the rows."""

from celery import shared_task

from contest_portal import clock
from contest_portal.editions.models import Edition

from .files import finishing
from .radar import pairing
from .transfer import declaring, due, receiving


@shared_task(name=finishing.TASK)
def finish_files() -> None:
    finishing.finish_all()


@shared_task(name=receiving.FINISH_TASK, soft_time_limit=600, time_limit=660)
def finish_uploads() -> None:
    receiving.finish_all()


@shared_task(name="submissions.follow_uploads", soft_time_limit=600, time_limit=660)
def follow_uploads() -> None:
    """What arrived and was not looked at, what nobody goes on with, and what never came."""
    receiving.finish_all()
    declaring.expire(machine_at=clock.machine_now())
    due.miss(at=clock.now())


@shared_task(name="submissions.compare_entries")
def compare_entries() -> None:
    """What was submitted since the last time, against all others."""
    edition = Edition.objects.current()
    if edition:
        pairing.refresh(edition, at=clock.now())
