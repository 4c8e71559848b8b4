"""What somebody else writes in the moment between the checks of a request and its writing."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, IntegrityError

DEADLOCK = "40P01"
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def is_crossed(error: DatabaseError) -> bool:
    """Tell whether somebody else wrote what refuses this: took a slug, or deleted what it names."""
    return isinstance(error, IntegrityError) or (
        getattr(error.__cause__, "sqlstate", None) == DEADLOCK
    )


def once_more(write: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Let `write`, a transaction of its own, try what somebody else has crossed once more.

    Its checks know then what they did.
    """

    @wraps(write)
    def written(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        try:
            return write(*args, **kwargs)
        except DatabaseError as error:
            if not is_crossed(error):
                raise
        return write(*args, **kwargs)

    return written
