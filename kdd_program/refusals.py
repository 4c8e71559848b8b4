"""What the database cannot be asked is a mistake of whoever asks, not an error of the site."""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What drivers say of a number beyond eight bytes, and of a text with a NUL
REFUSED = ("too large to convert to SQLite", "cannot contain NUL")


class Refusals:
    """Middleware: answers 400 (Bad Request) to values that no column can hold.

    Such as a key of twenty figures in a form of Django's own admin, at which SQLite's driver fails,
    or an address with `%00`, at which PostgreSQL's does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_refused = any(said in str(error) for said in REFUSED)
        if is_refused and isinstance(error, (DataError, OverflowError)):
            return render(request, "400_value.html", status=400)
        return None
