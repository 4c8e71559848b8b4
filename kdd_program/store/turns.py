"""Renderings take turns: threads of one process that compute at once only hinder each other."""

from collections.abc import Iterable
from threading import Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from kdd_program.store.addresses import is_page

LONGEST = 1.0  # seconds to wait for one's turn


class Turns:
    """A WSGI application that lets another, Django, render one public page after the other.

    A page that has waited `LONGEST` goes ahead beside, so a long one does not hold up all others.
    What is not a page does not wait, and nobody waits for it: an import may take its time.
    """

    def __init__(self, django: WSGIApplication) -> None:
        self.django = django
        self.turn = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_page(environ) or not self.turn.acquire(timeout=LONGEST):
            return self.django(environ, start_response)
        try:
            return self.django(environ, start_response)
        finally:
            self.turn.release()
