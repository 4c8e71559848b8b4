"""What the store needs inside of Django."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sessions.version import snapshot

VERSION = "program.version"  # in the WSGI environment: where the store finds what a page shows


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
