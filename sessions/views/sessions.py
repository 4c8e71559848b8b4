"""Pages of sessions: lists by kind, and one session."""

from itertools import groupby
from typing import Any

from django.utils.functional import cached_property
from django.views.generic import DetailView, ListView

from sessions.models import Event, Keynote, Panel, Session
from sessions.querysets import SessionQuerySet
from sessions.schedule.days import in_order, nest, spread
from sessions.schedule.neighbours import before_and_after, meanwhile
from sessions.templatetags.parts import MOST_INSIDE
from sessions.views.base import EventPage

RELATED = 4
MEANWHILE = 6


class SessionList(EventPage, ListView):
    """All sessions of an event, by kind; very many inside another are on its page alone."""

    template_name = "program/session_list.html"

    def get_queryset(self) -> Any:
        return self.sessions().for_lists().by_room()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = Session.Kind.values
        entries = {each.session.pk: each for each in spread(nest(self.object_list), MOST_INSIDE)}
        listed = [each for each in in_order(self.object_list) if each.pk in entries]
        kinds = [
            (Session.Kind(kind), [entries[each.pk] for each in group])
            for kind, group in groupby(
                sorted(listed, key=lambda each: order.index(each.kind)), key=lambda each: each.kind
            )
        ]
        return super().get_context_data(kinds=kinds, **kwargs)


class KindList(EventPage, ListView):
    """The sessions of one kind, in the order of the program."""

    model: type[Keynote | Panel]

    def get_queryset(self) -> Any:
        return self.model.objects.of(self.event).visible_to(self.user).for_lists().by_room()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sessions=in_order(self.object_list), **kwargs)


class KeynoteList(KindList):
    model = Keynote
    template_name = "program/keynote_list.html"


class PanelList(KindList):
    model = Panel
    template_name = "program/panel_list.html"


class SessionDetail(EventPage, DetailView):
    """One session: when, where, who, about what, and where to go on from here."""

    template_name = "program/session.html"
    context_object_name = "session"

    def get_queryset(self) -> SessionQuerySet:
        sessions = Session.objects.filter(event__slug=self.kwargs["event"])
        return sessions.visible_to(self.user).for_detail()

    @cached_property
    def event(self) -> Event:
        return self.object.event

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        program = Session.objects.of(self.event.root).visible_to(self.user)
        children = Session.objects.filter(parent=self.object).visible_to(self.user)
        beside = self.beside(program)
        before, after = before_and_after(self.object, beside)
        at_the_same_time = meanwhile(self.object, beside)
        return super().get_context_data(
            inside=nest(in_order(children.for_lists().by_room())),
            before=before,
            after=after,
            meanwhile=at_the_same_time[:MEANWHILE],
            more_meanwhile=len(at_the_same_time[MEANWHILE:]),
            related=program.for_lists().related_to(self.object)[:RELATED],
            **kwargs,
        )

    def beside(self, program: SessionQuerySet) -> list[Session]:
        """Return what may come before or after the session, or be on meanwhile."""
        return program.beside(self.object).with_places().by_room() if self.object.start else []
