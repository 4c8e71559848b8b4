"""oEmbed (https://oembed.com): `/oembed/1.0?url=…` says how to embed a page of this site."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from sessions.exchange import oembed
from sessions.exchange.card import Card, event_card, session_card, speaker_card
from sessions.models import Event, Participation, Session
from sessions.views.embed import OPEN
from sessions.views.people import by_event
from speakers.figures import is_number

FORMATS: dict[str, tuple[str, Callable[[oembed.Document], bytes]]] = {
    "json": ("application/json", oembed.as_json),
    "xml": ("text/xml; charset=utf-8", oembed.as_xml),
}


class Subject(NamedTuple):
    """The words for a page, and the paths of the page and of its picture."""

    card: Card
    path: str
    picture: str


@require_safe
def embedding(request: HttpRequest) -> HttpResponse:
    """Answer in JSON or XML (`?format=`), for a page of a session, an event or a person.

    400 without `?url=`, 404 for what is not public or no such page, 501 for other formats.
    """
    url, asked = request.GET.get("url"), request.GET.get("format", "json")
    if asked not in FORMATS:
        return HttpResponse("format: json, xml\n", "text/plain", status=501)
    if not url:
        return HttpResponse("?url=\n", "text/plain", status=400)
    path = own_path(url, request.get_host())
    with translation.override(translation.get_language_from_path(path)):
        found = described(request, subject_at(path))
        spoken = {"Content-Language": translation.get_language()}
    content_type, written = FORMATS[asked]
    response = HttpResponse(written(found), content_type, headers=OPEN | spoken)
    patch_cache_control(response, public=True, max_age=60)
    return response


def own_path(url: str, host: str) -> str:
    """Return the path of an address of this site that has a language; raises `Http404`."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Http404 from error
    path = unquote(parts.path)
    if parts.netloc.lower() != host.lower() or not translation.get_language_from_path(path):
        raise Http404
    return path


def described(request: HttpRequest, subject: Subject) -> oembed.Document:
    absolute = request.build_absolute_uri
    return oembed.document(
        subject.card,
        address=absolute(subject.path),
        site=absolute(reverse("home")),
        picture=absolute(subject.picture),
        room=oembed.Room(pixels(request, "maxwidth"), pixels(request, "maxheight")),
    )


def pixels(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) or None if is_number(value) else None


def subject_at(path: str) -> Subject:
    """Return what a path leads to, in its language; raises `Http404`."""
    match = resolve(path)
    try:
        find = SUBJECTS[match.view_name]
    except KeyError as error:
        raise Http404 from error
    return find(path=path, **match.kwargs)


def session(path: str, event: str, slug: str) -> Subject:
    public = Session.objects.public().for_lists()
    card = session_card(get_object_or_404(public, event__slug=event, slug=slug))
    return Subject(card, path, reverse("program:session_card", args=[event, slug]))


def event(path: str, event: str) -> Subject:
    card = event_card(get_object_or_404(Event, slug=event))
    return Subject(card, path, reverse("program:event_card", args=[event]))


def speaker(path: str, slug: str) -> Subject:
    shown = Participation.objects.visible_to(AnonymousUser()).filter(speaker__slug=slug)
    events = by_event(shown.with_sessions())
    if not events:
        raise Http404
    return Subject(speaker_card(*events[0]), path, reverse("speakers:card", args=[slug]))


SUBJECTS: dict[str, Callable[..., Subject]] = {
    "program:session": session,
    "program:event": event,
    "speakers:detail": speaker,
}
