"""Renderings take turns: threads of one process that compute at once only hinder each other."""

import time
from collections.abc import Iterable
from threading import Lock
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
        self.turn = Lock()
        self.begun = 0.0  # when the latest turn began (`time.monotonic`)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not addressed(environ) or not self.take():
            return self.django(environ, start_response)
        self.begun = time.monotonic()
        try:
            return self.django(environ, start_response)
        finally:
            self.turn.release()

    def take(self) -> bool:
        """Wait for a turn; return False if the one under way takes too long."""
        while not self.turn.acquire(timeout=self.left()):
            if not self.left():
                return False
        return True

    def left(self) -> float:
        """Return for how many seconds others wait for the turn under way."""
        return max(0.0, self.begun + LONGEST - time.monotonic())
