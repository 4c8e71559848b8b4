"""The operations that write, each a line of what may be written where."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from sessions.api import changes as incoming
from sessions.api import found, schemas
from sessions.api.reading import EVENTS, IN_EVENT, PEOPLE, PLACES, SESSIONS
from sessions.api.router import changes, creates, deletes
from sessions.api.writing import change, create, delete
from sessions.models import Room, Session, Track
from speakers.models import Organization, Speaker

ONE = "{slug:slug}/"


@changes(f"{IN_EVENT}/", schemas.Event, "event", _("Change an event"), EVENTS)
def change_event(request: HttpRequest, event: str, data: incoming.EventChange) -> HttpResponse:
    return change(request, event, data, found.events)


@creates(f"{IN_EVENT}/sessions/", schemas.Session, "session", _("Add a session"), SESSIONS)
def create_session(request: HttpRequest, event: str, data: incoming.NewSession) -> HttpResponse:
    of = found.event_called(event)
    load = partial(found.all_sessions_in, of)
    return create(request, partial(Session, event=of), data, load, of)


@changes(f"{IN_EVENT}/sessions/{ONE}", schemas.Session, "session", _("Change a session"), SESSIONS)
def change_session(
    request: HttpRequest, event: str, slug: str, data: incoming.SessionChange
) -> HttpResponse:
    of = found.event_called(event)
    load = partial(found.sessions_in, of, request.auth)  # type: ignore[attr-defined]
    return change(request, slug, data, load)


@deletes(f"{IN_EVENT}/sessions/{ONE}", "session", _("Delete a session"), SESSIONS)
def delete_session(request: HttpRequest, event: str, slug: str) -> HttpResponse:
    of = found.event_called(event)
    load = partial(found.sessions_in, of, request.auth)  # type: ignore[attr-defined]
    return delete(request, slug, load)


@creates("/speakers/", schemas.Speaker, "speaker", _("Add a person"), PEOPLE)
def create_speaker(request: HttpRequest, data: incoming.NewSpeaker) -> HttpResponse:
    load = partial(found.all_speakers, request.auth)  # type: ignore[attr-defined]
    return create(request, Speaker, data, load, Speaker)


@changes(f"/speakers/{ONE}", schemas.Speaker, "speaker", _("Change a person"), PEOPLE)
def change_speaker(request: HttpRequest, slug: str, data: incoming.SpeakerChange) -> HttpResponse:
    load = partial(found.speakers_for, request.auth)  # type: ignore[attr-defined]
    return change(request, slug, data, load)


@deletes(f"/speakers/{ONE}", "speaker", _("Delete a person"), PEOPLE)
def delete_speaker(request: HttpRequest, slug: str) -> HttpResponse:
    load = partial(found.speakers_for, request.auth)  # type: ignore[attr-defined]
    return delete(request, slug, load)


@creates("/organizations/", schemas.Organization, "organization", _("Add an organization"), PEOPLE)
def create_organization(request: HttpRequest, data: incoming.NewOrganization) -> HttpResponse:
    return create(request, Organization, data, found.all_organizations, Organization)


@changes(
    f"/organizations/{ONE}",
    schemas.Organization,
    "organization",
    _("Change an organization"),
    PEOPLE,
)
def change_organization(
    request: HttpRequest, slug: str, data: incoming.OrganizationChange
) -> HttpResponse:
    load = partial(found.organizations_for, request.auth)  # type: ignore[attr-defined]
    return change(request, slug, data, load)


@deletes(f"/organizations/{ONE}", "organization", _("Delete an organization"), PEOPLE)
def delete_organization(request: HttpRequest, slug: str) -> HttpResponse:
    load = partial(found.organizations_for, request.auth)  # type: ignore[attr-defined]
    return delete(request, slug, load)


@creates(f"{IN_EVENT}/rooms/", schemas.Room, "room", _("Add a room"), PLACES)
def create_room(request: HttpRequest, event: str, data: incoming.NewRoom) -> HttpResponse:
    of = found.event_called(event)
    return create(request, partial(Room, event=of), data, partial(found.rooms_in, of), of)


@changes(f"{IN_EVENT}/rooms/{ONE}", schemas.Room, "room", _("Change a room"), PLACES)
def change_room(
    request: HttpRequest, event: str, slug: str, data: incoming.RoomChange
) -> HttpResponse:
    return change(request, slug, data, partial(found.rooms_in, found.event_called(event)))


@deletes(f"{IN_EVENT}/rooms/{ONE}", "room", _("Delete a room"), PLACES)
def delete_room(request: HttpRequest, event: str, slug: str) -> HttpResponse:
    return delete(request, slug, partial(found.rooms_in, found.event_called(event)))


@creates(f"{IN_EVENT}/tracks/", schemas.Track, "track", _("Add a track"), PLACES)
def create_track(request: HttpRequest, event: str, data: incoming.NewTrack) -> HttpResponse:
    of = found.event_called(event)
    return create(request, partial(Track, event=of), data, partial(found.tracks_in, of), of)


@changes(f"{IN_EVENT}/tracks/{ONE}", schemas.Track, "track", _("Change a track"), PLACES)
def change_track(
    request: HttpRequest, event: str, slug: str, data: incoming.TrackChange
) -> HttpResponse:
    return change(request, slug, data, partial(found.tracks_in, found.event_called(event)))


@deletes(f"{IN_EVENT}/tracks/{ONE}", "track", _("Delete a track"), PLACES)
def delete_track(request: HttpRequest, event: str, slug: str) -> HttpResponse:
    return delete(request, slug, partial(found.tracks_in, found.event_called(event)))
