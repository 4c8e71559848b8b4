"""Which pages of an event a browser keeps, to be read without a network."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from sessions.models import Event, Participation, Resource, Room, Session, TaggedSession, Track
from sessions.querysets import SessionQuerySet
from sessions.schedule.days import Day, by_day, in_order
from sessions.views.base import EventPage
from speakers.addresses import address
from speakers.models import Speaker

MOST_PAGES = 2000  # what a phone fetches for an event in a hall full of phones
SECTIONS = ("event", "schedule", "keynotes", "panels", "sessions", "speakers")
Rows = list[dict[str, Any]]


@method_decorator([conditional_page, cache_control(no_cache=True)], name="dispatch")
class Offline(EventPage):
    """The addresses of an event's public pages in the page's language, those needed most first.

    `{"version": …, "pages": […]}`; the version changes whenever what the pages say may change.
    """

    def get(self, _request: HttpRequest, **_kwargs: str) -> JsonResponse:
        sessions = in_order(self.sessions().select_related("event").order_by("slug"))
        program = self.program()
        slugs = [speaker["slug"] for speaker in program["speakers"]]
        pages = list(islice(addresses(self.event, program["events"], sessions, slugs), MOST_PAGES))
        made_of = [pages, self.event.last_release, *program.values()]
        return JsonResponse({"version": fingerprint(made_of), "pages": pages})

    def sessions(self) -> SessionQuerySet:
        """Leave out drafts, whoever asks: browsers keep the list, and fetch its pages as nobody."""
        return super().sessions().public()

    def program(self) -> dict[str, Rows]:
        """Return what the pages are made of, as rows in the order of their keys."""
        sessions = self.sessions()
        participations = Participation.objects.of(self.event).visible_to(AnonymousUser())
        querysets: dict[str, Any] = {
            "events": Event.objects.family(self.event),
            "sessions": sessions,
            "participations": participations,
            "speakers": Speaker.objects.filter(pk__in=participations.values("speaker")),
            "rooms": Room.objects.filter(event=self.event),
            "tracks": Track.objects.filter(event=self.event),
            "resources": Resource.objects.filter(session__in=sessions),
            "topics": TaggedSession.objects.filter(content_object__in=sessions),
        }
        return {name: list(each.order_by("pk").values()) for name, each in querysets.items()}


def addresses(
    event: Event, family: Rows, sessions: list[Session], speakers: Iterable[str]
) -> Iterator[str]:
    """Yield the paths of an event's own pages and days, then of its sessions and its people.

    What is inside another session comes after those that are not.
    """
    yield reverse("home")
    yield address("program:agenda", event.slug)
    if event.last_release:
        yield address("program:changes", event.slug)
    for each in sorted(family, key=lambda each: each["id"] != event.pk):
        for section in SECTIONS:
            yield address(f"program:{section}", each["slug"])
        of_event = (
            sessions
            if each["id"] == event.pk
            else [session for session in sessions if session.event_id == each["id"]]
        )
        schedule = address("program:schedule", each["slug"])
        for day in by_day(of_event):
            yield f"{schedule}?day={name(day)}"
    for session in sorted(sessions, key=lambda each: each.parent_id is not None):
        yield session.get_absolute_url()
    for slug in speakers:
        yield address("speakers:detail", slug)


def name(day: Day) -> str:
    return day.date.isoformat() if day.date else "tba"


def fingerprint(things: Iterable[Any]) -> str:
    """Return a short hash that is the same as long as the things are."""
    digest = sha256()
    for thing in things:
        digest.update(repr(thing).encode())
    return digest.hexdigest()[:16]
