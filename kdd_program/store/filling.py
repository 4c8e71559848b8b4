"""Making pages before anybody asks for them, so that nobody waits after an upgrade."""

from collections.abc import Iterable, Iterator
from functools import partial
from wsgiref.types import WSGIApplication

from django.conf import settings

from kdd_program.static_copy.addresses import view_at
from kdd_program.static_copy.pages import Pages
from kdd_program.static_copy.rendering import environ_of
from kdd_program.store.addresses import PAGES, asked
from kdd_program.store.layer import PageStore
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
    scheme = "https" if settings.HTTPS else "http"
    sent = {"HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": scheme}
    for address in addresses:
        path, _mark, query = address.partition("?")
        environ = environ_of(path, query, host, scheme) | sent
        if request := asked(environ):
            answer, fresh = store.find(*request, environ, store.known())
            yield answer.kept and fresh
