"""Waking a worker. Losing a wake-up harms nothing: a sweep finds the row within seconds."""

import logging

from celery import current_app
from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)

# A request must not hang on a dead broker: one try, then leave it to the sweep.
IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


def ask_for(task: str) -> None:
    """Ask for the task once the caller's transaction is committed."""
    transaction.on_commit(lambda: ask_now_for(task), robust=True)


def ask_now_for(task: str) -> None:
    if not settings.PORTAL_REDIS_URL:
        return
    try:
        with current_app.connection_for_write(
            settings.CELERY_BROKER_URL, transport_options=IMPATIENT
        ) as connection:
            current_app.send_task(task, connection=connection, retry=False, expires=10)
    except Exception as error:  # the broker's client raises what it likes
        log.warning("No worker could be woken for %s, a sweep will find the row: %s", task, error)
