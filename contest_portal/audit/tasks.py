"""Background work of the audit."""

from celery import shared_task

from . import sealing


@shared_task(name="audit.seal")
def seal() -> None:
    sealing.seal_all()
