"""What the store needs inside of Django, and what no store may keep."""

from collections.abc import Callable
from http.client import OK

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kdd_program.store.proof import proof_of, queries_noted
from sessions.version import snapshot

# In the WSGI environment, where the store finds what a page shows, and what proves that it does
VERSION, PROOF = "program.version", "program.proof"


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
    """Let a view that is asked by the store see a single version of the program, and say which.

    It also says what proves that the page would be the same in another version.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if VERSION not in request.META:
            return get_response(request)
        with snapshot() as version:
            with queries_noted() as queries:
                response = get_response(request)
            request.META[PROOF] = proof_of(queries) if response.status_code == OK else None
        request.META[VERSION] = version
        return response

    return middleware
