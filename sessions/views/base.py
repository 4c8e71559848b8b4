"""What the pages of an event have in common."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin, View

from sessions.drafts import viewer
from sessions.models import Event, Session
from sessions.querysets import SessionQuerySet


class EventPage(ContextMixin, View):
    """A page inside an event, found by the `event` slug in its address; 404 if there is none."""

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(Event.objects.for_pages(), slug=self.kwargs["event"])

    @property
    def user(self) -> AbstractBaseUser | AnonymousUser:
        """As whom the page is looked at."""
        return viewer(self.request)

    def sessions(self) -> SessionQuerySet:
        """Return the sessions of the event's program that the visitor may see."""
        return Session.objects.of(self.event).visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs | {"event": self.event})
