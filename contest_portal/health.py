"""Which parts of the machinery are silent. Computed by the web process, from rows and sockets."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from redis import Redis
from redis.exceptions import RedisError

from notifications import breaker
from notifications.models import Heartbeat

from . import clock

# Whoever asks every few seconds then knows within two minutes.
SILENCE = timedelta(seconds=100)
BROKER_SECONDS = 2


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
