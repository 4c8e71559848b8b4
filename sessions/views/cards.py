"""Pictures of the pages, for where their addresses are shared.

They show what the public may see, to everyone alike, so that anyone's cache may keep them.
"""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sessions.exchange.card import Card, draw, event_card, session_card, site_card, speaker_card
from sessions.exchange.typeset import has_cjk
from sessions.models import Event, Participation, Session
from sessions.views.people import by_event

public_for_an_hour = cache_control(public=True, max_age=3600)


def legible_language() -> translation.override:
    """Stay in the page's language, but change to English where Chinese cannot be typeset."""
    return translation.override(translation.get_language() if has_cjk() else "en")


def picture(request: HttpRequest, card: Card) -> HttpResponse:
    """Return the drawn card, or 304 if the visitor has it already."""
    response = HttpResponse(draw(card), content_type="image/png")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # shown by other sites
    set_response_etag(response)
    unchanged = get_conditional_response(request, response.headers["ETag"])
    return unchanged or response


@require_safe
@public_for_an_hour
def site(request: HttpRequest) -> HttpResponse:
    with legible_language():
        return picture(request, site_card())


@require_safe
@public_for_an_hour
def event(request: HttpRequest, event: str) -> HttpResponse:
    with legible_language():
        return picture(request, event_card(get_object_or_404(Event, slug=event)))


@require_safe
@public_for_an_hour
def session(request: HttpRequest, event: str, slug: str) -> HttpResponse:
    sessions = Session.objects.public().for_lists()
    with legible_language():
        card = session_card(get_object_or_404(sessions, event__slug=event, slug=slug))
        return picture(request, card)


@require_safe
@public_for_an_hour
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    shown = Participation.objects.visible_to(AnonymousUser()).filter(speaker__slug=slug)
    events = by_event(shown.with_sessions())
    if not events:
        raise Http404
    with legible_language():
        return picture(request, speaker_card(*events[0]))
