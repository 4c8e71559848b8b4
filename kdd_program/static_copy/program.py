"""What a copy's modules read: the program as data, and the words that all is found by."""

import json
from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kdd_program.static_copy.addresses import INDEX, file_name, safe, target
from sessions.facets import KEYS
from sessions.filters import Filters
from sessions.models import Event, Session
from sessions.querysets import topics
from sessions.schedule.days import moment
from sessions.templatetags.program import short_weekday, weekday
from sessions.views.people import (
    EventOrganizationList,
    EventSpeakerList,
    OrganizationList,
    SearchableList,
    SpeakerList,
)
from speakers.addresses import address


class Number(int):
    """A number that stands for all that have its plural, to be filled in by a module."""

    def __str__(self) -> str:
        return "{n}"


NUMBERS = {"singular": Number(1), "plural": Number(2)}


def program(event: Event, language: str, rewritten: Callable[[str], str]) -> bytes:
    """Return the public sessions of an event for the modules, in time, as JSON in a language.

    `{"zone": …, "days": {…}, "parts": HTML, "sessions": {code: {…}}}`. A session has its `html` as
    in a list, its times with the venue's offset, what filters go by, and where it belongs.
    `rewritten` makes the site's HTML that of the copy, with links as from its top.
    """
    with translation.override(language):
        public = Session.objects.of(event).public()
        facets = Filters(public, QueryDict()).catalog.facets
        sessions = list(public.for_lists().prefetch_related(topics()))
        codes = {each.pk: each.code for each in sessions}
        sessions.sort(key=lambda each: (*moment(each), *each.rank))
        days = sorted({each.local_day for each in sessions if each.local_day})
        content = {
            "zone": event.time_zone,
            "opening": event.opening.isoformat(),
            "closing": event.closing.isoformat(),
            "days": {day.isoformat(): [short_weekday(day), weekday(day)] for day in days},
            "rooms": {room.slug: str(room) for room in event.root.rooms.all()},
            "schedule": file_name(address("program:schedule", event.slug)).removesuffix(INDEX),
            "parts": rewritten(render_to_string("copy/parts.html", NUMBERS | {"event": event})),
            "sessions": {
                each.code: {
                    "start": each.local_start.isoformat() if each.local_start else None,
                    "end": each.local_end.isoformat() if each.local_end else None,
                    "parent": codes.get(each.parent_id),
                    "cancelled": each.is_cancelled,
                    "room": each.room.slug if each.room else None,
                    "calendar": calendar_of(each, language) if each.start else None,
                    "facets": {key: sorted(facets[each.pk][key]) for key in KEYS},
                    "html": rewritten(listed(each, event)),
                }
                for each in sessions
            },
        }
    return as_json(content)


def listed(session: Session, event: Event) -> str:
    """Return a session as it stands among those that a search has found."""
    context = {"session": session, "event": event, "terms": []}
    return render_to_string("includes/result.html", context)


def calendar_of(session: Session, language: str) -> str:
    """Return the file of a session's calendar in a language."""
    path = reverse("session-calendar", args=session.natural_key())
    return file_name(target(f"{path}?lang={language}").address)


def words(event: Event | None, request: Any) -> bytes:
    """Return what all is found by, in normal form, as JSON: of an event, or of the whole site.

    `{"sessions": {code: …}, "speakers": {slug: …}, "organizations": {slug: …}}`; slugs are as they
    stand in the addresses of the copy.
    """
    found: dict[str, dict[str, str]] = {}
    lists: tuple[type[SearchableList], type[SearchableList]] = SpeakerList, OrganizationList
    if event:
        lists = EventSpeakerList, EventOrganizationList
        public = Session.objects.of(event).public().select_related("event").order_by("slug")
        found["sessions"] = {each.code: each.search_text for each in public}
    for name, view in zip(("speakers", "organizations"), lists, strict=True):
        page = view()
        page.setup(request, event=event.slug if event else "")
        listed = sorted(page.listed(), key=slug_of)
        found[name] = {safe(slug_of(each)): page.words(each) for each in listed}
    return as_json(found)


def slug_of(listed: Any) -> str:
    """Return the slug of a person or an organization in a list."""
    slug: str = getattr(listed, "speaker", listed).slug
    return slug


def as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
