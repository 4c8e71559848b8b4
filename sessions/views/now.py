"""What is on now and what comes next: in all rooms, and at the door of one."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView

from sessions.models import Session
from sessions.schedule.now import Place, now_and_next
from sessions.views.base import EventPage

YEARS = range(1900, 2200)


def asked_moment(request: HttpRequest) -> datetime:
    """Return the time of `?at=`, ISO 8601 with an offset, or else the current time, in seconds."""
    try:
        asked = parse_datetime(request.GET.get("at", "").replace(" ", "+"))
    except ValueError:
        asked = None
    moment = asked if asked and asked.tzinfo and asked.year in YEARS else timezone.now()
    return moment.replace(microsecond=0)


@method_decorator(cache_control(no_cache=True), name="dispatch")
class NowPage(EventPage, TemplateView):
    """A page about one moment, which `at` in its context names in the event's zone."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.at = asked_moment(request).astimezone(self.event.zone)

    def places(self) -> dict[int | None, Place]:
        return now_and_next(self.sessions().around(self.at).for_lists().by_room(), self.at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(at=self.at, **kwargs)


class Now(NowPage):
    """All rooms in which something is on or comes later today; last, what has no room."""

    template_name = "program/now.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = self.places()
        rooms = [room for room in self.event.root.rooms.all() if room.pk in places]
        return super().get_context_data(
            places=[(room, places[room.pk]) for room in rooms]
            + [(None, places[None]) for _ in range(None in places)],
            before=self.at.date() < self.event.start_date,
            after=self.at.date() > self.event.end_date,
            **kwargs,
        )


class RoomNow(NowPage):
    """One room, in full screen for a monitor at its door."""

    template_name = "program/room_now.html"

    def sessions(self) -> Any:
        return Session.objects.of(self.event.root).visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        room = get_object_or_404(self.event.root.rooms, slug=self.kwargs["room"])
        place = self.places().get(room.pk, Place())
        return super().get_context_data(**kwargs | {"room": room, "place": place})
