"""What the store needs inside of Django, and what no store may keep."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sessions.version import snapshot

VERSION = "program.version"  # in the WSGI environment: where the store finds what a page shows


def kept_by_nobody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Let no cache keep what those who are signed in are shown: drafts may be among it.

    Neither a cache on the way nor the service worker nor the browser, which others may use later.
    What a view calls `public` is the same for everyone, drafts never in it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = response.headers.get("Cache-Control", "")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "public" not in policy:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


def one_version(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Let a view that is asked by the store see a single version of the program, and say which."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if VERSION not in request.META:
            return get_response(request)
        with snapshot() as version:
            response = get_response(request)
        request.META[VERSION] = version
        return response

    return middleware
