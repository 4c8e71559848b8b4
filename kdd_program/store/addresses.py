"""Which requests the store answers, and under what key: one for all that ask for the same page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from time import time
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils import translation

from sessions.facets import KEYS

MINUTE = 60  # seconds
QUARTER = 15 * MINUTE  # midnight of every time zone falls on a quarter of an hour
LONGEST = 1000  # characters of host and path: no page has as many, and none are remembered
SESSION = f"{settings.SESSION_COOKIE_NAME}="  # in the cookies of who may be signed in


@dataclass(frozen=True)
class Page:
    """What a view reads of the query, and how often, in seconds, the clock changes its answer.

    Of each of `parameters` it reads the last value, of each of `lists` all, in whatever order.
    With `tokens`, whoever shows a token (`Authorization`) has an answer of their own.
    """

    parameters: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    turns: int | None = None
    tokens: bool = False

    def turn(self) -> int | None:
        """Return the number of the clock's turn that an answer of this moment belongs to."""
        return int(time() // self.turns) if self.turns else None

    def normal(self, query: str) -> str:
        """Return a query as the view understands it: known parameters only, in order, once.

        Raises `SuspiciousOperation` where Django would.
        """
        asked = QueryDict(query.encode("latin-1"))
        last = {(key, asked[key]) for key in self.parameters.intersection(asked)}
        every = {(key, each) for key in self.lists for each in asked.getlist(key)}
        return urlencode(sorted(last | every))


def page(*parameters: str, lists: Iterable[str] = (), turns: int | None = None) -> Page:
    return Page(frozenset(parameters), frozenset(lists), turns)


def api_page(*parameters: str, lists: Iterable[str] = ()) -> Page:
    return Page(frozenset({"lang", *parameters}), frozenset(lists), tokens=True)


LIST = page("q", "sort", "page")
API_LIST = api_page("limit", "offset")
API_SEARCH = api_page("limit", "offset", "q")
API_ONE = api_page()
# Every address that the store answers, by the name of its view; all others are Django's alone.
PAGES = {
    "home": page(turns=QUARTER),
    "sitemap": page("p"),
    "robots": page(),
    "worker": page(),
    "manifest": page(),
    "offline": page(),
    "embed-script": page(),
    "oembed": page("url", "format", "maxwidth", "maxheight"),
    "card": page(),
    "speakers:list": LIST,
    "speakers:detail": page(),
    "speakers:card": page(),
    "organizations:list": LIST,
    "organizations:detail": page(),
    "schedule-xml": page("lang"),
    "schedule-json": page("lang"),
    "schedule-calendar": page("lang", "q", lists=KEYS),
    "session-calendar": page("lang"),
    "speaker-calendar": page("lang"),
    "papers": page("lang", "q", lists=KEYS),
    "session-citation": page("lang"),
    "agenda-calendar": page("lang", lists=("s", "drop")),
    "program-state": page("lang"),
    "changes-feed": page("lang"),
    "api-page": page(),
    "api:root": page(),
    "api:openapi": page("lang"),
    "api:events": API_LIST,
    "api:event": API_ONE,
    "api:sessions": api_page("limit", "offset", "q", lists=KEYS),
    "api:session": API_ONE,
    "api:event_speakers": API_SEARCH,
    "api:speakers": API_SEARCH,
    "api:speaker": API_ONE,
    "api:event_organizations": API_SEARCH,
    "api:organizations": API_SEARCH,
    "api:organization": API_ONE,
    "api:rooms": API_LIST,
    "api:room": API_ONE,
    "api:tracks": API_LIST,
    "api:track": API_ONE,
    "api:topics": API_LIST,
    "api:releases": API_LIST,
    "program:event": page(),
    "program:event_card": page(),
    "program:booklet": page(),
    "program:schedule": page("q", "at", lists=KEYS, turns=QUARTER),
    "program:agenda": page("choose", lists=("s", "drop")),
    "program:now": page("at", turns=MINUTE),
    "program:room_now": page("at", turns=MINUTE),
    "program:offline": page(),
    "program:keynotes": page(),
    "program:panels": page(),
    "program:sessions": page(),
    "program:session": page(),
    "program:session_card": page(),
    "program:speakers": LIST,
    "program:organizations": LIST,
    "program:topics": page(),
    "program:topic": page(),
    "program:changes": page(),
    "program:embed": page(),
    "program:embedded_schedule": page("day", "track", turns=QUARTER),
    "program:embedded_speakers": page(),
}


class Key(NamedTuple):
    """What an answer depends on beside the program. Pages name their own scheme and host."""

    secure: bool
    host: str
    path: str
    query: str


def page_at(path: str) -> Page | None:
    """Return the page at a path as WSGI gives it, None if it is not the store's business."""
    path = path.encode("latin-1").decode(errors="replace")
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return PAGES.get(resolve(path).view_name)
        except Resolver404:
            return None


@lru_cache(maxsize=64)
def is_allowed(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_secure(scheme: str, forwarded: str) -> bool:
    """Return whether the visitor came by HTTPS, as Django's `HttpRequest.is_secure` decides.

    `forwarded` is what `X-Forwarded-Proto` says, which counts behind a server in front.
    """
    if forwarded and settings.SECURE_PROXY_SSL_HEADER:
        scheme = forwarded.partition(",")[0].strip()
    return scheme == "https"


@lru_cache(maxsize=8192)
def page_of(scheme: str, forwarded: str, host: str, path: str) -> tuple[Key, Page] | None:
    """Return the page at an address without a query, and its key; remembered, as many ask."""
    page = page_at(path)
    if page is None or not is_allowed(host):
        return None
    return Key(is_secure(scheme, forwarded), host, path, ""), page


def addressed(environ: dict[str, Any]) -> tuple[Key, Page] | None:
    """Return the public page that a request is about, whoever makes it, and its key without query.

    None if there is none, or none at the host that it names.
    """
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    host, forwarded = environ.get("HTTP_HOST", ""), environ.get("HTTP_X_FORWARDED_PROTO", "")
    path = environ["PATH_INFO"]
    if len(host) + len(forwarded) + len(path) > LONGEST:
        return None
    return page_of(environ["wsgi.url_scheme"], forwarded, host, path)


def asked(environ: dict[str, Any]) -> tuple[Key, Page] | None:
    """Return the page a request asks for and its key; None if only Django can answer.

    These are the requests of those who are signed in, that change something, that name a host not
    allowed, or that ask for anything but public pages.
    """
    if SESSION in environ.get("HTTP_COOKIE", ""):
        return None
    found = addressed(environ)
    if found is None or (found[1].tokens and "HTTP_AUTHORIZATION" in environ):
        return None
    query = environ.get("QUERY_STRING", "")
    if not query:
        return found
    key, page = found
    try:
        return key._replace(query=page.normal(query)), page
    except SuspiciousOperation:
        return None
