"""A shared cache that may go away: pages are then made without it, and nobody waits for it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

AWAY = 2.0
"""Seconds for which a cache that failed is not asked."""

_Answer = TypeVar("_Answer")


class ForgivingCache(RedisCache):
    """Django's cache on Redis or Valkey; while it cannot be reached it is an empty one."""

    away_until = 0.0
    """Of the whole process: each thread has its own backend, and one's failure tells all."""

    def _asked(self, ask: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
        if time.monotonic() < ForgivingCache.away_until:
            return otherwise
        try:
            return ask()
        except (RedisError, OSError) as error:
            ForgivingCache.away_until = time.monotonic() + AWAY
            log.warning("The shared cache is away: %s", error)
            return otherwise

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._asked(lambda: super(ForgivingCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._asked(lambda: super(ForgivingCache, self).set(key, value, *args, **kwargs), None)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Without a cache everybody is the first to add."""
        return self._asked(
            lambda: super(ForgivingCache, self).add(key, value, *args, **kwargs), otherwise=True
        )

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._asked(
            lambda: super(ForgivingCache, self).delete(key, version), otherwise=False
        )

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return self._asked(lambda: super(ForgivingCache, self).get_many(keys, version), {})

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        return self._asked(
            lambda: super(ForgivingCache, self).set_many(data, *args, **kwargs), list(data)
        )

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return self._asked(lambda: super(ForgivingCache, self).incr(key, delta, version), delta)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return self._asked(
            lambda: super(ForgivingCache, self).touch(key, *args, **kwargs), otherwise=False
        )

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._asked(
            lambda: super(ForgivingCache, self).has_key(key, version), otherwise=False
        )
