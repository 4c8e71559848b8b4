"""Logs: a JSON object a line, with the request's id and without anything about the person.

No address of a browser, no query and no account stands in them, nor the text of an error, which may
quote what somebody entered: its kind and place do. A page is named by its route, such as
`en/<slug:event>/schedule/`, since a path may hold a secret.
"""

import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
FIELDS = ("method", "route", "status", "ms")

logger = logging.getLogger(__name__)
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class Json(logging.Formatter):
    """Writes a record as JSON: `time` in UTC (ISO 8601), `level`, `logger`, `message` and more."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; after an exception with `error` and `trace` (innermost call last)."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message(record),
            "request_id": request_id.get(),
        }
        said |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and (error := record.exc_info[1]):
            said["error"] = type(error).__name__
            said["trace"] = [place(frame) for frame in traceback.extract_tb(error.__traceback__)]
        return json.dumps(said, ensure_ascii=False, default=str)


def message(record: logging.LogRecord) -> str:
    """Return what is said, with the route instead of the path where Django names a request."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
        told = [route(request) if each == request.path else each for each in record.args]
        return record.msg % tuple(told) if told else record.msg
    return record.getMessage()


def place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    if path.is_relative_to(settings.BASE_DIR):
        path = path.relative_to(settings.BASE_DIR)
    return f"{path}:{frame.lineno} {frame.name}"


def route(request: HttpRequest) -> str:
    """Return the pattern of the request's address, “unmatched” if it has none."""
    return request.resolver_match.route if request.resolver_match else "unmatched"


def accepted(said: str | None) -> str:
    """Return the id a proxy has given the request if it is harmless, else a new one."""
    return said if said and ACCEPTED_ID.fullmatch(said) else uuid.uuid4().hex


class Logged:
    """Middleware: gives a request its id, tells it to whoever asked, and logs the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identity = accepted(request.headers.get("X-Request-ID"))
        request_id.set(identity)
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = identity
        took = round((time.perf_counter() - began) * 1000, 1)
        seen = {"method": request.method, "route": route(request), "status": response.status_code}
        logger.info("request", extra=seen | {"ms": took})
        return response
