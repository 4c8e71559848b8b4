"""The page to try the API, and its OpenAPI document."""

from django.http import HttpRequest, HttpResponse

from sessions.api.conditions import answer
from sessions.api.document import document


def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API, in the language `?lang=` or that of the visitor (OpenAPI 3.1)."""
    return answer(request, document(request.build_absolute_uri("/").rstrip("/")))
