"""The objects that an address can name, for somebody: what they may see, with all that is told."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from sessions.models import Event, Participation, Room, Session, Sponsorship, Track
from sessions.querysets import SessionQuerySet
from speakers.models import Organization, Speaker


def events() -> QuerySet[Event]:
    return Event.objects.select_related("parent")


def event_called(slug: str) -> Event:
    """Return an event, or raise `Http404`."""
    return get_object_or_404(events(), slug=slug)


def sessions_in(event: Event, user: Any) -> SessionQuerySet:
    """Return the event's own sessions, without those of events inside it."""
    return Session.objects.visible_to(user).filter(event=event).for_detail()


def rooms_in(event: Event) -> QuerySet[Room]:
    return Room.objects.filter(event=event).select_related("event")


def tracks_in(event: Event) -> QuerySet[Track]:
    return Track.objects.filter(event=event).select_related("event")


def speakers_for(user: Any) -> QuerySet[Speaker]:
    parts = Participation.objects.visible_to(user)
    return (
        Speaker.objects.visible_to(user)
        .select_related("organization")
        .prefetch_related(Prefetch("participations", parts.with_sessions(), "shown"))
    )


def organizations_for(user: Any) -> QuerySet[Organization]:
    sponsorships = Sponsorship.objects.select_related("event")
    return Organization.objects.visible_to(user).prefetch_related(
        Prefetch("sponsorships", sponsorships)
    )
