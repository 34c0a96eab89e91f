"""A cache that may be away: nobody is kept from signing in because Redis does not answer.

Counts of attempts live here; without them everybody may try. The log says so.
"""

import logging
import time

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

REST_SECONDS = 5  # after a failure Redis is left alone, so that requests do not queue up for it


class ForgivingRedisCache(RedisCache):
    """Without Redis nothing is remembered and everything is allowed."""

    _silent_until = 0.0

    def add(self, key, value, *args, **kwargs):
        return self._ask(True, super().add, key, value, *args, **kwargs)

    def get(self, key, default=None, **kwargs):
        return self._ask(default, super().get, key, default, **kwargs)

    def set(self, key, value, *args, **kwargs):
        return self._ask(None, super().set, key, value, *args, **kwargs)

    def delete(self, key, **kwargs):
        return self._ask(False, super().delete, key, **kwargs)

    def incr(self, key, delta=1, **kwargs):
        return self._ask(delta, super().incr, key, delta, **kwargs)

    def _ask(self, otherwise, command, *args, **kwargs):
        cls = type(self)
        if time.monotonic() < cls._silent_until:
            return otherwise
        try:
            return command(*args, **kwargs)
        except RedisError as error:
            cls._silent_until = time.monotonic() + REST_SECONDS
            log.error("alarm: the cache does not answer, attempts are not counted: %s", error)
            return otherwise
