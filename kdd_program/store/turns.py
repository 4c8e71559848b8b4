"""Renderings take turns: threads of one process that compute at once only hinder each other."""

import time
from collections.abc import Iterable
from threading import Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from kdd_program.store.addresses import is_page

LONGEST = 1.0  # seconds that a turn is waited for


class Turns:
    """A WSGI application that lets another, Django, render one public page after the other.

    Who waits does so for at most `LONGEST`, and goes ahead beside a page that has taken as long.
    What is not a page does not wait, and nobody waits for it: an import may take its time.
    """

    def __init__(self, django: WSGIApplication) -> None:
        self.django = django
        self.turn = Lock()
        self.begun = 0.0  # when the latest turn began (`time.monotonic`)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_page(environ) or not self.turn.acquire(timeout=self.patience()):
            return self.django(environ, start_response)
        self.begun = time.monotonic()
        try:
            return self.django(environ, start_response)
        finally:
            self.turn.release()

    def patience(self) -> float:
        """Return for how many seconds the turn under way is still to be waited for."""
        return max(0, self.begun + LONGEST - time.monotonic())
