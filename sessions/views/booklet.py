"""The program as a PDF to print."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from sessions.exchange.booklet import booklet
from sessions.views.base import EventPage


class Booklet(EventPage):
    """The booklet in both languages, the page's language first."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        name = f"{self.event.slug}-{get_language()}.pdf"
        return HttpResponse(
            booklet(self.event),
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{name}"'},
        )
