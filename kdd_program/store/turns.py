"""Renderings take turns: threads of one process that compute at once only hinder each other."""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from kdd_program.store.addresses import addressed

LONGEST = 1.0  # seconds that a page may take while others wait


class Turns:
    """A WSGI application that lets another, Django, render one public page after the other.

    A page that takes longer than `LONGEST` holds nobody up: the next ones go ahead beside it.
    What is not a page does not wait, and nobody waits for it: an import may take its time.
    """

    def __init__(self, django: WSGIApplication) -> None:
        self.django = django
        self.lock = Lock()
        self.busy = False
        self.waiting: deque[Event] = deque()
        self.begun = 0.0  # when the latest turn began (`time.monotonic`)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not addressed(environ):
            return self.django(environ, start_response)
        with self.taken():
            return self.django(environ, start_response)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Within this, have a turn, or go ahead beside one that takes too long."""
        mine = self.take()
        if mine:
            self.begun = time.monotonic()
        try:
            yield
        finally:
            if mine:
                self.pass_on()

    def take(self) -> bool:
        """Wait for a turn, in the order of coming; return False if one takes too long."""
        with self.lock:
            if not self.busy:
                self.busy = True
                return True
            mine = Event()
            self.waiting.append(mine)
        while not mine.wait(self.left()):
            with self.lock:
                if not self.left() and mine in self.waiting:
                    self.waiting.remove(mine)
                    return False
        return True

    def pass_on(self) -> None:
        """Give the turn to whoever has waited longest."""
        with self.lock:
            if self.waiting:
                self.begun = time.monotonic()
                self.waiting.popleft().set()
            else:
                self.busy = False

    def left(self) -> float:
        """Return for how many seconds others wait for the turn under way."""
        return max(0.0, self.begun + LONGEST - time.monotonic())
