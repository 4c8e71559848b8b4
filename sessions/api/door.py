"""What is the same for every request to the API, whatever becomes of it inside: a middleware.

Cookies give no rights here, so no page can use those of its visitor: they are taken away at the
door. Pages of other sites may read, but not write (CORS), and every error is Problem Details.
"""

from collections.abc import Callable
from contextlib import suppress

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from sessions.api.languages import LANGUAGES
from sessions.api.problems import rewrite

PREFIX = "/api/v1/"
DAY = 24 * 3600  # seconds
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": str(DAY),
}


class Door:
    """Middleware around all others, since those may refuse a request too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        prefer_language(request)
        method = request.method
        if method == "HEAD":
            request.method = "GET"  # whoever serves the answer leaves out its body
        response = self.get_response(request)
        request.method = method
        if method not in ("GET", "HEAD") and response.status_code == 301:  # noqa: PLR2004
            response.status_code = 308  # of 301, programs make a GET
        elif method == "OPTIONS" and response.status_code == 405:  # noqa: PLR2004
            tell_options(response)
        elif response.status_code >= 400:  # noqa: PLR2004
            with translation.override(get_language_from_request(request)):
                rewrite(response)
        for name, value in CORS.items():
            response.headers[name] = value
        patch_vary_headers(response, ["Authorization"])
        return response


def prefer_language(request: HttpRequest) -> None:
    """Let errors be told in the language of `?lang=` too, where it names one."""
    with suppress(SuspiciousOperation):  # of too many parameters; Django will refuse them
        if (language := request.GET.get("lang")) in LANGUAGES:
            request.META["HTTP_ACCEPT_LANGUAGE"] = language


def tell_options(response: HttpResponse) -> None:
    """Say what an address knows, and what pages of other sites may ask of it."""
    response.status_code, response.content = 204, b""
    for name in ("Content-Length", "Content-Type", "Content-Language"):
        response.headers.pop(name, None)
    methods = {*response.headers["Allow"].split(", "), "HEAD", "OPTIONS"}
    for name, value in ({"Allow": ", ".join(sorted(methods))} | PREFLIGHT).items():
        response.headers[name] = value
