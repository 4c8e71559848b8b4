"""The objects that an address can name, all or those that somebody sees, with all that is told."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from sessions.models import Event, Participation, Room, Session, Sponsorship, Track
from sessions.querysets import SessionQuerySet
from speakers.models import Organization, Speaker
from speakers.querysets import OrganizationQuerySet, SpeakerQuerySet


def events() -> QuerySet[Event]:
    return Event.objects.select_related("parent")


def event_called(slug: str) -> Event:
    """Return an event, or raise `Http404`."""
    return get_object_or_404(events(), slug=slug)


def all_sessions_in(event: Event) -> SessionQuerySet:
    """Return the event's own sessions, without those of events inside it."""
    return Session.objects.filter(event=event).for_detail()


def sessions_in(event: Event, user: Any) -> SessionQuerySet:
    """Return those of the event's own sessions that somebody sees."""
    return all_sessions_in(event).visible_to(user)


def rooms_in(event: Event) -> QuerySet[Room]:
    return Room.objects.filter(event=event).select_related("event")


def tracks_in(event: Event) -> QuerySet[Track]:
    return Track.objects.filter(event=event).select_related("event")


def all_speakers(user: Any) -> SpeakerQuerySet:
    """Return everybody, with the parts in sessions that somebody sees."""
    parts = Participation.objects.visible_to(user)
    return Speaker.objects.select_related("organization").prefetch_related(
        Prefetch("participations", parts.with_sessions(), "shown")
    )


def speakers_for(user: Any) -> SpeakerQuerySet:
    """Return the people that somebody sees."""
    return all_speakers(user).visible_to(user)


def all_organizations() -> OrganizationQuerySet:
    """Return every organization, with what it sponsors."""
    sponsorships = Sponsorship.objects.select_related("event")
    return Organization.objects.prefetch_related(Prefetch("sponsorships", sponsorships))


def organizations_for(user: Any) -> OrganizationQuerySet:
    """Return the organizations that somebody sees."""
    return all_organizations().visible_to(user)
