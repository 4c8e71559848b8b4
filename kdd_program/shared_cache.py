"""The cache that several machines share: Valkey or Redis, and without it the site goes on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
# Seconds; one attempt more, for connections that a restarted server has closed.
CONNECTION = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 1)}


@contextmanager
def going_on() -> Iterator[None]:
    """Within this, what the server fails to do is logged and left out."""
    try:
        yield
    except RedisError as error:
        logger.warning("The shared cache fails: %s, %.80s", type(error).__name__, error)


class SharedCache(RedisCache):
    """Django's cache in Valkey or Redis, which is empty while the server is unreachable.

    What is counted in it counts from the start each time then: limits let through.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params | {"OPTIONS": CONNECTION | params.get("OPTIONS", {})})

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        with going_on():
            return super().add(key, value, timeout, version)
        return True

    def get(self, key: str, default: Any = None, version: Any = None) -> Any:
        with going_on():
            return super().get(key, default, version)
        return default

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        with going_on():
            super().set(key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        with going_on():
            return super().touch(key, timeout, version)
        return False

    def delete(self, key: str, version: Any = None) -> bool:
        with going_on():
            return super().delete(key, version)
        return False

    def has_key(self, key: str, version: Any = None) -> bool:
        with going_on():
            return super().has_key(key, version)
        return False

    def incr(self, key: str, delta: int = 1, version: Any = None) -> int:
        with going_on():
            return super().incr(key, delta, version)
        return delta

    def get_many(self, keys: Any, version: Any = None) -> dict[str, Any]:
        with going_on():
            return super().get_many(keys, version)
        return {}

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> list[str]:
        with going_on():
            return super().set_many(data, timeout, version)
        return list(data)

    def delete_many(self, keys: Any, version: Any = None) -> None:
        with going_on():
            super().delete_many(keys, version)
