"""Making pages before anybody asks for them, so that nobody waits after an upgrade."""

from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from wsgiref.types import WSGIApplication

from django.conf import settings

from kdd_program.static_copy.addresses import view_at
from kdd_program.static_copy.pages import Pages
from kdd_program.store.addresses import PAGES, asked
from kdd_program.store.layer import Environ, PageStore
from kdd_program.store.memory import Memory
from kdd_program.store.shelf import Shelf
from kdd_program.store.watch import Known, look
from sessions.models import Event

FEW_ASK = {"session-citation", "session-calendar", "speaker-calendar"}  # files of one thing each
UNKNOWN = Known(None, 0.0, 0.0, reachable=True)


def addresses() -> list[str]:
    """Return the addresses of the public pages, as a path and what of the query makes a page.

    The latest event comes first.
    """
    filled = PAGES.keys() - FEW_ASK
    events = Event.objects.top_level().order_by("-start_date", "slug")
    every = dict.fromkeys(address for event in events for address in Pages(event))
    return [address for address in every if view_at(address.partition("?")[0]) in filled]


def fill(
    shelf: Shelf, django: WSGIApplication, host: str, addresses: Iterable[str]
) -> Iterator[bool]:
    """Put the pages at addresses, as `host` is asked for them, on the shelf unless they are there.

    Yields for each whether it is there now, as the program is.
    """
    store = PageStore(django, partial(look, UNKNOWN), Memory(0), shelf)
    for address in addresses:
        environ = environ_of(host, address)
        if request := asked(environ):
            answer, fresh = store.find(*request, environ, store.known())
            yield answer.kept and fresh


def environ_of(host: str, address: str) -> Environ:
    """Return what a server would pass on of a browser's request."""
    path, _mark, query = address.partition("?")
    scheme = "https" if settings.HTTPS else "http"
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": host,
        "SERVER_PORT": "443" if settings.HTTPS else "80",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": scheme,
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
    }
