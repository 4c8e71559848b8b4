"""Reading: what the public may see, and with a token also the drafts that its owner sees."""

from typing import Any

from django.db import models
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Query, Schema
from pydantic import create_model

from sessions.api import found, schemas
from sessions.api.answering import one, telling, viewer
from sessions.api.asking import Filtered, InLanguage, Paged, Searched, page
from sessions.api.fields import said
from sessions.api.router import reads
from sessions.api.telling import release, topic
from sessions.facets import KEYS
from sessions.filters import Filters
from sessions.models import Event, Participation, Room, Session, Sponsorship, Tag, Track
from sessions.people import filing, has_part_in, matching, people_of, words_of, words_of_person
from sessions.querysets import ParticipationQuerySet
from sessions.views.changes import told
from sessions.views.limits import rate_limited

EVENTS, SESSIONS, PEOPLE = _("Events"), _("Sessions"), _("People and organizations")
PLACES = _("Rooms, tracks, topics, releases")
IN_EVENT = "/events/{slug:event}"


def list_of(schema: type[Schema]) -> type[Schema]:
    """Return the schema of a part of a list."""
    fields: Any = {"items": (list[schema], said(_("Those asked for, in order.")))}  # type: ignore[valid-type]
    return create_model(f"{schema.__name__}List", __base__=schemas.Page, **fields)


@reads("/events/", list_of(schemas.Event), "events", _("All events, the latest first"), EVENTS)
def events(request: HttpRequest, asked: Query[Paged]) -> HttpResponse:
    everything = found.events().order_by("-start_date", "slug")
    return some(request, asked, everything)


@reads(f"{IN_EVENT}/", schemas.Event, "event", _("An event"), EVENTS)
def event(request: HttpRequest, event: str, asked: Query[InLanguage]) -> HttpResponse:
    to = telling(request, viewer(request), asked.lang)
    return one(request, found.event_called(event), to)


@reads(
    f"{IN_EVENT}/sessions/",
    list_of(schemas.Session),
    "sessions",
    _("The sessions of an event and of those inside it, in time; of a search the best first"),
    SESSIONS,
)
@rate_limited("search", "q")
def sessions(request: HttpRequest, event: str, asked: Query[Filtered]) -> HttpResponse:
    user = viewer(request)
    visible = Session.objects.of(found.event_called(event)).visible_to(user)
    keys = remaining(Filters(visible, request.GET), asked)
    shown = keys[asked.offset : asked.offset + asked.limit]
    loaded = visible.for_detail().in_bulk(shown)
    to = telling(request, user, asked.lang)
    return page(request, asked, len(keys), [to.thing(loaded[key]) for key in shown])


def remaining(filters: Filters, asked: Filtered) -> list[int]:
    """Return the keys of the sessions that the filters leave.

    A filter of which no value is known leaves nothing, where the page ignores it: a program does
    not see what it was shown instead.
    """
    unknown = any(any(getattr(asked, key)) and key not in filters.chosen for key in KEYS)
    return [] if unknown else filters.matches


@reads(f"{IN_EVENT}/sessions/{{slug:slug}}/", schemas.Session, "session", _("A session"), SESSIONS)
def session(request: HttpRequest, event: str, slug: str, asked: Query[InLanguage]) -> HttpResponse:
    user = viewer(request)
    visible = found.sessions_in(found.event_called(event), user)
    to = telling(request, user, asked.lang)
    return one(request, get_object_or_404(visible, slug=slug), to)


@reads("/speakers/", list_of(schemas.Speaker), "speakers", _("Everyone in any event"), PEOPLE)
@rate_limited("search", "q")
def speakers(request: HttpRequest, asked: Query[Searched]) -> HttpResponse:
    user = viewer(request)
    return people(request, asked, user, Participation.objects.visible_to(user))


@reads(
    f"{IN_EVENT}/speakers/",
    list_of(schemas.Speaker),
    "event_speakers",
    _("Everyone who takes part in an event"),
    PEOPLE,
)
@rate_limited("search", "q")
def event_speakers(request: HttpRequest, event: str, asked: Query[Searched]) -> HttpResponse:
    user = viewer(request)
    parts = Participation.objects.visible_to(user).of(found.event_called(event))
    return people(request, asked, user, parts)


def people(
    request: HttpRequest, asked: Searched, user: Any, parts: ParticipationQuerySet
) -> HttpResponse:
    """Answer with those who have these parts, alphabetically."""
    listed = matching(asked.q.strip(), people_of(parts), words_of_person)
    shown = [each.speaker.pk for each in listed[asked.offset : asked.offset + asked.limit]]
    loaded = found.speakers_for(user).in_bulk(shown)
    to = telling(request, user, asked.lang)
    return page(request, asked, len(listed), [to.thing(loaded[key]) for key in shown])


@reads("/speakers/{slug:slug}/", schemas.Speaker, "speaker", _("A person"), PEOPLE)
def speaker(request: HttpRequest, slug: str, asked: Query[InLanguage]) -> HttpResponse:
    user = viewer(request)
    to = telling(request, user, asked.lang)
    return one(request, get_object_or_404(found.speakers_for(user), slug=slug), to)


@reads(
    "/organizations/",
    list_of(schemas.Organization),
    "organizations",
    _("All organizations"),
    PEOPLE,
)
@rate_limited("search", "q")
def organizations(request: HttpRequest, asked: Query[Searched]) -> HttpResponse:
    return some_named(request, asked, found.organizations_for(viewer(request)))


@reads(
    f"{IN_EVENT}/organizations/",
    list_of(schemas.Organization),
    "event_organizations",
    _("Organizations that people of an event came from, that run it or sponsor it"),
    PEOPLE,
)
@rate_limited("search", "q")
def event_organizations(request: HttpRequest, event: str, asked: Query[Searched]) -> HttpResponse:
    of, user = found.event_called(event), viewer(request)
    parts = Participation.objects.visible_to(user).of(of)
    sponsorships = Sponsorship.objects.filter(event=of)
    part = has_part_in(of, parts, sponsorships)
    return some_named(request, asked, found.organizations_for(user).filter(part).distinct())


@reads(
    "/organizations/{slug:slug}/",
    schemas.Organization,
    "organization",
    _("An organization"),
    PEOPLE,
)
def organization(request: HttpRequest, slug: str, asked: Query[InLanguage]) -> HttpResponse:
    user = viewer(request)
    to = telling(request, user, asked.lang)
    return one(request, get_object_or_404(found.organizations_for(user), slug=slug), to)


@reads(
    f"{IN_EVENT}/rooms/",
    list_of(schemas.Room),
    "rooms",
    _("The rooms of an event and of the one around it"),
    PLACES,
)
def rooms(request: HttpRequest, event: str, asked: Query[Paged]) -> HttpResponse:
    return places(request, asked, found.event_called(event), Room)


@reads(f"{IN_EVENT}/rooms/{{slug:slug}}/", schemas.Room, "room", _("A room"), PLACES)
def room(request: HttpRequest, event: str, slug: str, asked: Query[InLanguage]) -> HttpResponse:
    to = telling(request, viewer(request), asked.lang)
    rooms = found.rooms_in(found.event_called(event))
    return one(request, get_object_or_404(rooms, slug=slug), to)


@reads(
    f"{IN_EVENT}/tracks/",
    list_of(schemas.Track),
    "tracks",
    _("The tracks of an event and of the one around it"),
    PLACES,
)
def tracks(request: HttpRequest, event: str, asked: Query[Paged]) -> HttpResponse:
    return places(request, asked, found.event_called(event), Track)


@reads(f"{IN_EVENT}/tracks/{{slug:slug}}/", schemas.Track, "track", _("A track"), PLACES)
def track(request: HttpRequest, event: str, slug: str, asked: Query[InLanguage]) -> HttpResponse:
    to = telling(request, viewer(request), asked.lang)
    tracks = found.tracks_in(found.event_called(event))
    return one(request, get_object_or_404(tracks, slug=slug), to)


@reads(
    f"{IN_EVENT}/topics/",
    list_of(schemas.Topic),
    "topics",
    _("The topics of an event's sessions, alphabetically"),
    PLACES,
)
def topics(request: HttpRequest, event: str, asked: Query[Paged]) -> HttpResponse:
    of, user = found.event_called(event), viewer(request)
    visible = Session.objects.of(of).visible_to(user)
    tagged = Tag.objects.filter(tagged_sessions__content_object__in=visible)
    counted = sorted(tagged.annotate(sessions=Count("tagged_sessions")), key=filing)
    to = telling(request, user, asked.lang)
    items = [topic(each, of, to) for each in part(counted, asked)]
    return page(request, asked, len(counted), items)


@reads(
    f"{IN_EVENT}/releases/",
    list_of(schemas.Release),
    "releases",
    _("The releases of an event's program with what each changed, the latest first"),
    PLACES,
)
def releases(request: HttpRequest, event: str, asked: Query[Paged]) -> HttpResponse:
    everything = told(found.event_called(event))
    to = telling(request, viewer(request), asked.lang)
    items = [release(each, changes, to) for each, changes in part(everything, asked)]
    return page(request, asked, len(everything), items)


def part(everything: Any, asked: Paged) -> Any:
    """Return the part of a list or queryset that is asked for."""
    return everything[asked.offset : asked.offset + asked.limit]


def some(request: HttpRequest, asked: Paged, everything: models.QuerySet) -> HttpResponse:
    """Answer with a part of what there is."""
    to = telling(request, viewer(request), asked.lang)
    items = [to.thing(each) for each in part(everything, asked)]
    return page(request, asked, everything.count(), items)


def some_named(request: HttpRequest, asked: Searched, everything: Any) -> HttpResponse:
    """Answer with a part of what a search by name finds, alphabetically."""
    listed = sorted(matching(asked.q.strip(), everything, words_of), key=filing)
    to = telling(request, viewer(request), asked.lang)
    return page(request, asked, len(listed), [to.thing(each) for each in part(listed, asked)])


def places(
    request: HttpRequest, asked: Paged, event: Event, kind: type[Room | Track]
) -> HttpResponse:
    """Answer with rooms or tracks, in their order."""
    usable = kind.objects.filter(event__in=[event, event.root]).select_related("event")
    return some(request, asked, usable.order_by("position", "slug", "pk"))
