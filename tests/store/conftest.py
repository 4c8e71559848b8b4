"""The store around the real Django, called as a server calls it."""

import time
from dataclasses import dataclass
from wsgiref.validate import validator

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory

from kdd_program.store.files import PageFiles
from kdd_program.store.layer import PageStore
from kdd_program.store.memory import Memory
from kdd_program.store.shelf import Shelf
from kdd_program.store.watch import Known
from sessions import version


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes


class Visitor:
    """Asks a store for pages; `rendered` counts what the store had to ask Django for."""

    def __init__(self, shelf, size=8_000_000):
        self.rendered = 0
        self.reachable = True
        self.number = None  # the version known, None for what the database says
        self.since = 0.0
        self.django = get_wsgi_application()
        self.store = PageStore(self.counted, self.known, Memory(size), shelf)

    def counted(self, environ, start_response):
        self.rendered += 1
        return self.django(environ, start_response)

    def known(self):
        number = version.current() if self.number is None else self.number
        return Known(number, self.since, time.monotonic(), self.reachable)

    def ask(self, address, method="GET", **headers):
        """Ask for an address with headers such as `accept_encoding="br"`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        factory = RequestFactory(headers={"host": "127.0.0.1"} | named)
        return answer_of(validator(self.store), factory.generic(method, address).environ)


def answer_of(application, environ):
    """Return what a WSGI application answers."""
    started = []
    chunks = application(dict(environ), lambda *arguments: started.append(arguments))
    body = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    ((status, sent),) = started
    return Response(int(status[:3]), {name.lower(): value for name, value in sent}, body)


@pytest.fixture
def shelf(tmp_path):
    """Return a shelf in a folder, as on one machine."""
    return Shelf(PageFiles(tmp_path / "pages", {}), "this build")


@pytest.fixture
def visitor(db, shelf):
    """Return a visitor of an empty store; as with Django's client the connection stays open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Visitor(shelf)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
