"""The program in pages of other sites: parts of pages, the script that shows them, and how to.

They hold what the public may see, whoever asks, and any site's script may read them.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from sessions.markup import with_full_addresses
from sessions.models import Participation
from sessions.people import people_of
from sessions.querysets import SessionQuerySet
from sessions.schedule.days import by_day, chosen_day
from sessions.views.base import EventPage

SCRIPT = settings.BASE_DIR / "static" / "embed" / "kdd-schedule.js"
# To be read by any site (Fetch, CORS), and shown in pages that isolate themselves from others.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@require_safe
@cache_control(public=True, max_age=3600)
def script(_request: HttpRequest) -> HttpResponse:
    """Return the element's script, at an address that stays, whatever it holds."""
    content_type = "text/javascript; charset=utf-8"
    return HttpResponse(SCRIPT.read_bytes(), content_type, headers=OPEN)


class Embed(EventPage, TemplateView):
    """What to copy to show the program of an event elsewhere, and what it then looks like."""

    template_name = "program/embed.html"


class Fragment(EventPage):
    """Part of a page, with full addresses, for the element or another site's server."""

    template_name: str

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        html = render_to_string(self.template_name, self.get_context_data(**kwargs), request)
        content = with_full_addresses(html, request.build_absolute_uri)
        return HttpResponse(content, headers=OPEN | {"X-Robots-Tag": "noindex"})


class EmbeddedSchedule(Fragment):
    """The sessions day by day; one day, `?day=2023-08-08` or `?day=tba`, or a `?track=`."""

    template_name = "embed/schedule.html"

    def sessions(self) -> SessionQuerySet:
        sessions = super().sessions().public()
        track = self.request.GET.get("track")
        paths = ("track", "parent__track", "parent__parent__track")
        of_track = Q(*((f"{path}__slug", track) for path in paths), _connector=Q.OR)
        return sessions.filter(of_track) if track else sessions

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = by_day(self.sessions().for_lists().by_room())
        asked = self.request.GET.get("day")
        today = timezone.now().astimezone(self.event.zone).date()
        day = chosen_day(days, asked, today)
        return super().get_context_data(days=[day] if asked and day else days, day=day, **kwargs)


class EmbeddedSpeakers(Fragment):
    """Who speaks: everyone in the program but the authors of papers, who are many."""

    template_name = "embed/speakers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = Participation.objects.visible_to(AnonymousUser()).of(self.event)
        speaking = parts.exclude(role=Participation.Role.AUTHOR)
        return super().get_context_data(people=people_of(speaking), **kwargs)
