"""The page to try the API, and its OpenAPI document."""

from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from sessions.api.conditions import answer
from sessions.api.document import document
from sessions.api.page import Operation, filled, operations, things
from sessions.models import Event


def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API, in the language `?lang=` or that of the visitor (OpenAPI 3.1)."""
    return answer(request, described(request))


def described(request: HttpRequest) -> dict[str, Any]:
    return document(request.build_absolute_uri("/").rstrip("/"))


class ApiPage(TemplateView):
    """Every operation with a form to try it, and the fields of all that it answers."""

    template_name = "program/api.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole = described(self.request)
        events = Event.objects.order_by(F("parent").asc(nulls_first=True), "-start_date", "slug")
        return super().get_context_data(
            operations=operations(whole), things=things(whole), events=events, **kwargs
        )


def try_it(request: HttpRequest, operation: str) -> HttpResponse:
    """Lead from a form of the page to the address that it asks for."""
    everything = (each for some in operations(described(request)).values() for each in some)
    chosen: Operation | None = next(
        (each for each in everything if each.name == operation and each.is_reading), None
    )
    address = chosen and filled(chosen.path, chosen.in_path, chosen.in_query, request.GET)
    if not address:
        raise Http404
    return redirect(address)
