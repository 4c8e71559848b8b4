"""Figures for Prometheus at `/metrics`, for whoever knows `METRICS_TOKEN`.

Each worker process writes its figures into a folder (`PROMETHEUS_MULTIPROC_DIR`), and each can
answer for all of them.
"""

import time
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from kdd_program.logs import route

SECONDS = Histogram(
    "kdd_request_seconds",
    "Time until the answer to a request, in seconds, by route and status.",
    ["route", "status"],
    buckets=(0.005, 0.02, 0.1, 0.5, 2),
)
REQUESTS = Counter("kdd_requests", "Requests, with those that the page store answers by itself.")


def counted(application: WSGIApplication) -> WSGIApplication:
    """Return a WSGI application that counts the requests to another, such as the page store."""

    def count(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        REQUESTS.inc()
        return application(environ, start_response)

    return count


class Measured:
    """Middleware: measures every request, and answers `/metrics`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/metrics":
            return figures(request)
        began = time.perf_counter()
        response = self.get_response(request)
        SECONDS.labels(route(request), response.status_code).observe(time.perf_counter() - began)
        return response


def figures(request: HttpRequest) -> HttpResponse:
    """Return the figures of all workers in Prometheus's text format; 404 without the token."""
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not constant_time_compare(request.headers.get("Authorization", ""), wanted):
        raise Http404
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return HttpResponse(
        generate_latest(registry),
        content_type=CONTENT_TYPE_LATEST,
        headers={"Cache-Control": "no-store"},
    )
