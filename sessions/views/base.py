"""What the pages of an event have in common."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic.base import ContextMixin, View

from sessions.models import Event, Session
from sessions.querysets import SessionQuerySet


class EventPage(ContextMixin, View):
    """A page inside an event, found by the `event` slug in its address; 404 if there is none."""

    event: Event

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.event = get_object_or_404(Event.objects.for_pages(), slug=kwargs["event"])

    @property
    def user(self) -> AbstractBaseUser | AnonymousUser:
        return self.request.user

    def sessions(self) -> SessionQuerySet:
        """Return the sessions of the event's program that the visitor may see."""
        return Session.objects.of(self.event).visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs | {"event": self.event})
