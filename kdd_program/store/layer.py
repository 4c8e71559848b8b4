"""The layer around Django: it answers what it has, and lets Django answer everything else."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from threading import Lock
from typing import Any, NamedTuple
from wsgiref.types import StartResponse, WSGIApplication

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from kdd_program.store.addresses import Key, Page, addressed, asked
from kdd_program.store.answers import SENT_WITH_304, Answer, Form, Headers, make_answer, matches
from kdd_program.store.memory import Kept, Memory
from kdd_program.store.middleware import PROOF, VERSION
from kdd_program.store.places import MOST, FullError, Places
from kdd_program.store.proof import version_of
from kdd_program.store.shelf import Shelf
from kdd_program.store.turns import Turns
from kdd_program.store.watch import Known
from sessions.api.door import CORS, PREFIX
from sessions.api.problems import MEDIA_TYPE
from sessions.api.problems import body as problem

SOON = 1.0  # seconds in which nearly every page is rendered
PATIENCE = 10.0  # seconds more to wait for one that takes longer
GRACE = 0.5  # seconds in which the page before may be shown while the new one is rendered
Environ = dict[str, Any]
# What a page must not depend on, as one answer is for all.
PERSONAL = (
    "HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_AUTHORIZATION",
    "HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_RANGE", "HTTP_RANGE",
)  # fmt: skip


class Flight(NamedTuple):
    """A rendering under way: of a page, for a turn of the clock."""

    key: Key
    turn: int | None


class Making(NamedTuple):
    """A page that will be there, and when its rendering began (`time.monotonic`)."""

    page: Future[Kept]
    begun: float


class PageStore:
    """A WSGI application that keeps the public pages of the one that it is given.

    `known` returns what is known of the program's version, `memory` keeps the pages of this worker,
    and `shelf` those of all workers.
    """

    def __init__(
        self, django: WSGIApplication, known: Callable[[], Known], memory: Memory, shelf: Shelf
    ) -> None:
        self.django = Turns(django)
        self.known = known
        self.memory = memory
        self.shelf = shelf
        self.places = Places(MOST)
        self.flights: dict[Flight, Making] = {}
        self.lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        request = asked(environ)
        if request is None:
            return self.by_django(environ, start_response)
        known = self.known()
        answer, fresh = self.find(*request, environ, known)
        form = answer.form(environ.get("HTTP_ACCEPT_ENCODING"))
        headers = form.headers if fresh else [*form.headers, *confession(known)]
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if condition and answer.kept and matches(condition, form.etag):
            start_response("304 Not Modified", for_304(headers))
            return []
        start_response(answer.status, headers)
        return body_of(form, environ)

    def by_django(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django answer what the store does not; of public pages only so many at once."""
        if not addressed(environ):
            return self.django(environ, start_response)
        try:
            with self.places.taken():
                return self.django(environ, start_response)
        except FullError:
            form = unavailable(environ).form(None)
            start_response("503 Service Unavailable", form.headers)
            return body_of(form, environ)

    def find(self, key: Key, page: Page, environ: Environ, known: Known) -> tuple[Answer, bool]:
        """Return the answer to a request, and whether it shows the program as it is."""
        kept = self.memory.get(key)
        if kept and kept.is_of(known.version, page.turn()):
            return kept.answer, known.certain
        if not known.certain:
            kept = kept or self.from_shelf(key)
            if kept:
                return kept.answer, False
        if not known.reachable:
            return unavailable(environ), True
        flight = Flight(key, page.turn())
        if kept and flight in self.flights and time.monotonic() - known.since < GRACE:
            return kept.answer, True
        try:
            answer = self.rendered_once(flight, known.version, environ).answer
        except (TimeoutError, FullError):
            answer = unavailable(environ)
        if answer.code >= 500:  # noqa: PLR2004 - a failure of the site
            kept = kept or self.from_shelf(key)
            if kept:
                return kept.answer, kept.is_of(known.version, flight.turn)
        return answer, True

    def rendered_once(self, flight: Flight, version: int | None, environ: Environ) -> Kept:
        """Make a page of a version or later, or wait for the thread that does so already.

        Raises `FullError` if there is no place to do so, `TimeoutError` when it takes too long.
        """
        with self.lock:
            under_way = self.flights.get(flight)
            kept = self.memory.get(flight.key)
            if not under_way and kept and kept.is_of(version, flight.turn):
                return kept  # another thread has just kept it
            if not under_way:
                self.flights[flight] = Making(Future(), time.monotonic())
        if under_way:
            made = self.awaited(under_way)
            return self.rendered_once(flight, version, environ) if made.is_before(version) else made
        try:
            with self.places.taken():
                made = self.made(flight, version, environ)
        except BaseException as error:
            self.flights.pop(flight).page.set_exception(error)
            raise
        self.flights.pop(flight).page.set_result(made)
        return made

    def awaited(self, making: Making) -> Kept:
        """Wait for a page: for one that takes long only with a place."""
        soon = making.begun + SOON - time.monotonic()
        if soon > 0:
            with suppress(TimeoutError):
                return making.page.result(timeout=soon)
        with self.places.taken():
            return making.page.result(timeout=PATIENCE)

    def made(self, flight: Flight, version: int | None, environ: Environ) -> Kept:
        """Return a page from another worker, else the one before if it would be the same, else new.

        It is kept here, unless it may not be.
        """
        shared = self.shelf.get(flight.key)
        if shared and shared.is_of(version, flight.turn):
            kept = shared
        else:
            kept = self.proven(flight, shared) or self.rendered(flight, environ)
        if kept.answer.kept and kept.version is not None:
            self.memory.put(flight.key, kept)
        return kept

    def proven(self, flight: Flight, shared: Kept | None) -> Kept | None:
        """Return the page of an earlier version if it would be the same now."""
        before = self.memory.get(flight.key) or shared
        if not before or not before.proof or before.turn != flight.turn:
            return None
        with self.django.taken():
            version = version_of(before.proof)
        return None if version is None else before._replace(version=version)

    def rendered(self, flight: Flight, environ: Environ) -> Kept:
        """Let Django render a page from one view of the program, and share it."""
        key = flight.key
        request = environ | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query, VERSION: None}
        for header in PERSONAL:
            request.pop(header, None)
        answer = self.ask(request)
        kept = Kept(answer, request[VERSION], flight.turn, request.get(PROOF))
        if answer.kept and kept.version is not None:
            self.shelf.put(key, kept)
        return kept

    def from_shelf(self, key: Key) -> Kept | None:
        """Return what some worker last had, of whatever version; keep it, as there is no other."""
        kept = self.shelf.get(key)
        if kept:
            self.memory.put(key, kept)
        return kept

    def ask(self, environ: Environ) -> Answer:
        """Return Django's answer to a request."""
        status, headers = "", []

        def start_response(*started: Any) -> Callable[[bytes], object]:
            nonlocal status, headers
            status, headers = started[:2]
            return body.append

        body: list[bytes] = []
        response = self.django(environ, start_response)
        try:
            body.extend(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        return make_answer(status, headers, b"".join(body))


def body_of(form: Form, environ: Environ) -> list[bytes]:
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def unavailable(environ: Environ) -> Answer:
    """Return the page that asks for patience, in the language of the address, or the API's."""
    path = environ["PATH_INFO"]
    if path.startswith(PREFIX):
        return unavailable_to_programs()
    return unavailable_in(translation.get_language_from_path(path) or settings.LANGUAGE_CODE)


@cache
def unavailable_to_programs() -> Answer:
    headers = [("Content-Type", MEDIA_TYPE), ("Retry-After", "5"), *CORS.items()]
    with translation.override(settings.LANGUAGE_CODE):
        return make_answer("503 Service Unavailable", headers, problem(503))


@cache
def unavailable_in(language: str) -> Answer:
    with translation.override(language):
        body = render_to_string("503.html").encode()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Retry-After", "5")]
    return make_answer("503 Service Unavailable", headers, body)


def confession(known: Known) -> Headers:
    """Return the headers that tell of an answer that may be outdated (RFC 9111, RFC 9211)."""
    age = int(time.monotonic() - known.seen)
    return [
        ("Age", str(age)),
        ("Cache-Status", f'program; hit; ttl={-age}; detail="last known version"'),
    ]


def for_304(headers: Headers) -> Headers:
    """Return those headers that go with 304 as well (RFC 9110, 15.4.5; Fetch, CORS)."""
    return [(name, value) for name, value in headers if name.lower() in SENT_WITH_304]
