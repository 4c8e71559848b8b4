"""The API as django-ninja has it: its operations, how bodies are read, what errors become."""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from sessions.api import operations  # noqa: F401 - declares what writes
from sessions.api.complaints import complaints
from sessions.api.filling import FieldsError
from sessions.api.problems import ProblemError
from sessions.api.router import router


class StrictParser(Parser):
    """Takes JSON (RFC 8259) alone, and only what calls itself so."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise ProblemError(415)
        return json.loads(request.body, parse_constant=self.refuse)

    def refuse(self, constant: str) -> Any:
        raise ValueError(constant)  # NaN and Infinity are no JSON


api = NinjaAPI(
    title="Program",
    version="1",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
)
api.add_router("", router)


def unreadable(error: Exception) -> ProblemError:
    """Return why the body cannot be read; ninja tells it as the cause."""
    if isinstance(error.__cause__, ProblemError):
        return error.__cause__
    return ProblemError(400, _("The body is no JSON in UTF-8."))


def refused(error: Any) -> ProblemError:
    return ProblemError(422, errors=error.errors)


def in_the_way(_error: Exception) -> ProblemError:
    """Tell of what only the database could see, such as two who add the same at once."""
    return ProblemError(409, _("The database refuses this: something else has come in between."))


ERRORS: dict[type[Exception], Callable[[Any], ProblemError]] = {
    ProblemError: lambda error: error,
    HttpError: unreadable,
    UnreadablePostError: unreadable,
    RequestDataTooBig: lambda _error: ProblemError(413),
    ValidationError: lambda error: ProblemError(422, errors=complaints(error.errors)),
    FieldsError: refused,
    Http404: lambda _error: ProblemError(404),
    PermissionDenied: lambda _error: ProblemError(403),
    IntegrityError: in_the_way,
    DataError: in_the_way,
}


def answer_to(_request: HttpRequest, error: Any) -> HttpResponse:
    return next(tell for kind, tell in ERRORS.items() if isinstance(error, kind))(error).answer()


for kind in ERRORS:
    api.add_exception_handler(kind, answer_to)
