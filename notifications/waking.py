"""Waking a worker. Losing a wake-up harms nothing: the sweeper finds the row within seconds."""

import logging

from celery import current_app
from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)

DRAIN_TASK = "notifications.drain_outbox"
# A request must not hang on a dead broker: one try, then leave it to the sweeper.
IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


def wake() -> None:
    """Ask for a drain once the caller's transaction is committed."""
    transaction.on_commit(wake_now, robust=True)


def wake_now() -> None:
    if not settings.PORTAL_REDIS_URL:
        return
    try:
        with current_app.connection_for_write(
            settings.CELERY_BROKER_URL, transport_options=IMPATIENT
        ) as connection:
            current_app.send_task(DRAIN_TASK, connection=connection, retry=False, expires=10)
    except Exception as error:  # the broker's client raises what it likes
        log.warning("No worker could be woken, the sweeper will find the mail: %s", error)
