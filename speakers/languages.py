"""What depends on the language of the page and is asked for by the thousand."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.utils.translation import get_language

R = TypeVar("R")


def remembered(function: Callable[..., R]) -> Callable[..., R]:
    """Remember what a function has returned that depends on nothing but arguments and language."""

    @lru_cache(maxsize=1024)
    def in_language(_language: str | None, *args: Any) -> R:
        return function(*args)

    @wraps(function)
    def wrapper(*args: Any) -> R:
        return in_language(get_language(), *args)

    return wrapper
