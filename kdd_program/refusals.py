"""What the database cannot be asked is a mistake of whoever asks, not an error of the site."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_LARGE = "too large to convert to SQLite"


class Refusals:
    """Middleware: answers 400 (Bad Request) to numbers that no column can hold.

    Such as a key of twenty figures in a form of Django's own admin, which takes it to the database:
    SQLite's driver fails at it, while PostgreSQL compares numbers of any size.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OverflowError) and TOO_LARGE in str(error):
            return render(request, "400_value.html", status=400)
        return None
