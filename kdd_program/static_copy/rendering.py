"""Asking the site for its pages, as a visitor who knows of one program and one moment."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import resolve
from django.utils import translation

from kdd_program.static_copy.addresses import CLOCK, PART, view_at
from sessions.models import Event
from sessions.rights import Reader
from sessions.templatetags.sharing import LISTS
from sessions.views.people import WHOLE

HOST = "copy.invalid"  # RFC 2606: no such host. What is to be a full address begins with it
ORIGIN = f"https://{HOST}"
CLOCKED = ("program:schedule", "program:now")  # show what the time of day makes of the program


class Request(WSGIRequest):
    """A request for a page of the copy; `absolute` turns a path into a full address."""

    absolute: Callable[[str], str]

    def get_host(self) -> str:
        return HOST

    def build_absolute_uri(self, location: str | None = None) -> str:
        return self.absolute(self.get_full_path() if location is None else location)


def environ_of(path: str, query: str, host: str, scheme: str) -> dict[str, Any]:
    """Return what WSGI passes on of a request for a page (PEP 3333)."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": host,
        "SERVER_PORT": "443" if scheme == "https" else "80",
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
    }


def request_for(address: str, event: Event, absolute: Callable[[str], str]) -> Request:
    """Return a request for an address by one who reads the program of `event`, a main event.

    It is made at the midnight in which the event begins, and asks for lists as a whole, since their
    modules search what is on the page.
    """
    path, _mark, query = address.partition("?")
    view, more = view_at(path), {}
    if view in CLOCKED:
        more[CLOCK] = event.opening.isoformat()
    if view in LISTS:
        more[PART] = WHOLE
    asked = urlencode([*parse_qsl(query), *more.items()])
    request = Request(environ_of(path, asked, HOST, "https"))
    request.user = Reader(event)
    request.absolute = absolute
    return request


def render(request: Request) -> HttpResponse:
    """Return the site's answer. Raises `django.http.Http404` if there is no such page.

    The views are called without the middleware around them, which is about browsers, sessions and
    servers.
    """
    language = translation.get_language_from_path(request.path) or settings.LANGUAGE_CODE
    with translation.override(language):
        match = request.resolver_match = resolve(request.path_info)
        response = match.func(request, *match.args, **match.kwargs)
        return response.render() if isinstance(response, SimpleTemplateResponse) else response
