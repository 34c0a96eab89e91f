"""Background work of judging. Tasks carry no data: what is due stands in the rows."""

from celery import shared_task

from contest_portal import clock

from .results import embargo


@shared_task(name="judging.publish_due")
def publish_due() -> None:
    """By the contest's clock: a rehearsal publishes at its own instant."""
    embargo.publish_due(at=clock.now())
