"""Which parts of the machinery are silent. Computed by the web process, from rows and sockets."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext_lazy as _
from redis import Redis
from redis.exceptions import RedisError

from notifications.carrying import breaker
from notifications.models import Heartbeat

from . import clock
from .refusals import Words

# Whoever asks every few seconds then knows within two minutes.
SILENCE = timedelta(seconds=100)
BROKER_SECONDS = 2
LOOK_AGAIN_SECONDS = 15.0
# In words for officers; the names themselves are for those who watch from outside.
PARTS: dict[str, Words] = {
    "database": _("the database"),
    "broker": _("the broker of background work (Redis)"),
    "worker": _("the background worker"),
    "beat": _("the timetable of background work (beat)"),
    "relay": _("the mail relay"),
}


@dataclass
class _Look:
    """What this process saw when it last looked, for pages that cannot wait for sockets."""

    at: float = float("-inf")
    silent: list[str] = field(default_factory=list)


_last = _Look()


def silent_parts() -> list[str]:
    """The names of the parts that fail or have not been heard of for a while."""
    if not _database_answers():
        return ["database"]
    checks: dict[str, Callable[[], bool]] = {
        "broker": _broker_answers,
        "worker": lambda: _is_alive("worker"),
        "beat": lambda: _is_alive("beat"),
        "relay": lambda: not breaker.is_in_trouble(),
    }
    return [part for part, is_well in checks.items() if not is_well()]


def alarms() -> list[Words]:
    """The silent parts in words, at most some seconds old.

    A portal without a broker has no background work that could fall silent: so tests run it.
    """
    if not settings.PORTAL_REDIS_URL:
        return []
    if time.monotonic() - _last.at > LOOK_AGAIN_SECONDS:
        _last.silent, _last.at = silent_parts(), time.monotonic()
    return [PARTS[part] for part in _last.silent]


def in_numbers() -> str:
    """For Prometheus: 1 for each part that is silent, 0 for the others."""
    silent = silent_parts()
    lines = [f'portal_alarm{{part="{part}"}} {int(part in silent)}' for part in PARTS]
    head = "# HELP portal_alarm 1 while this part is silent.\n# TYPE portal_alarm gauge\n"
    return head + "\n".join(lines) + "\n"


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker_answers() -> bool:
    if not settings.PORTAL_REDIS_URL:
        return False
    broker = Redis.from_url(
        settings.PORTAL_REDIS_URL,
        socket_connect_timeout=BROKER_SECONDS,
        socket_timeout=BROKER_SECONDS,
    )
    try:
        return bool(broker.ping())
    except RedisError:
        return False
    finally:
        broker.close()


def _is_alive(part: str) -> bool:
    heard_since = clock.machine_now() - SILENCE
    return Heartbeat.objects.filter(part=part, at__gte=heard_since).exists()
