"""Places for those who wait for a page to be made, so that some threads answer what is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore

MOST = 8  # of the 10 threads that a worker is given (`--blocking-threads`)


class FullError(Exception):
    """There is no place left."""


class Places:
    """A number of places, each for one request at a time."""

    def __init__(self, number: int) -> None:
        self.free = Semaphore(number)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take a place for as long as this lasts. Raises `FullError` instead of waiting for one."""
        if not self.free.acquire(blocking=False):
            raise FullError
        try:
            yield
        finally:
            self.free.release()
