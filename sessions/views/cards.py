"""Pictures of the pages, for where their addresses are shared.

They show what the public may see, to everyone alike, so that anyone's cache may keep them.
"""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sessions.exchange.card import Card, draw, event_card, session_card, site_card, speaker_card
from sessions.exchange.typeset import has_cjk
from sessions.models import Event, Participation, Session
from sessions.views.people import by_event


@method_decorator([require_safe, cache_control(public=True, max_age=3600)], name="dispatch")
class CardView(View):
    """The picture of a page, drawn of the words on its card."""

    def card(self) -> Card:
        """Return the card of what the address names. Raises `Http404` if the public sees none."""
        raise NotImplementedError

    def legible(self) -> Card:
        """Return the card in the page's language, in English where Chinese cannot be typeset."""
        with translation.override(translation.get_language() if has_cjk() else "en"):
            return self.card()

    def get(self, request: HttpRequest, **_names: str) -> HttpResponse:
        """Return the drawn card, or 304 if the visitor has it already."""
        [drawn] = draw([self.legible()])
        response = HttpResponse(drawn, content_type="image/png")
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # shown by other sites
        set_response_etag(response)
        unchanged = get_conditional_response(request, response.headers["ETag"])
        return unchanged or response


class SiteCard(CardView):
    def card(self) -> Card:
        return site_card()


class EventCard(CardView):
    def card(self) -> Card:
        return event_card(get_object_or_404(Event, slug=self.kwargs["event"]))


class SessionCard(CardView):
    def card(self) -> Card:
        sessions = Session.objects.public().for_lists().filter(event__slug=self.kwargs["event"])
        return session_card(get_object_or_404(sessions, slug=self.kwargs["slug"]))


class SpeakerCard(CardView):
    def card(self) -> Card:
        shown = Participation.objects.visible_to(AnonymousUser()).with_sessions()
        events = by_event(shown.filter(speaker__slug=self.kwargs["slug"]))
        if not events:
            raise Http404
        return speaker_card(*events[0])
