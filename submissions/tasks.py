"""Background work. Tasks carry no data: what is to be done stands in the rows."""

from celery import shared_task

from . import finishing


@shared_task(name=finishing.TASK)
def finish_files() -> None:
    finishing.finish_all()
