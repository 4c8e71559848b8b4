"""Pages of events as a whole: all of them, one, and its schedule."""

from typing import Any

from django.db.models import Count, QuerySet
from django.views.generic import ListView, TemplateView

from sessions.drafts import viewer
from sessions.models import Event, Keynote, Panel, Participation
from sessions.querysets import SessionQuerySet
from sessions.schedule.days import in_order
from sessions.views.base import EventPage
from speakers.models import Organization


class EventList(ListView):
    """All events, the current or latest one first and in full."""

    template_name = "program/event_list.html"
    context_object_name = "events"

    def get_queryset(self) -> QuerySet[Event]:
        events = Event.objects.visible_to(viewer(self.request))
        return events.top_level().prefetch_related("children")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keynotes = Keynote.objects.visible_to(viewer(self.request)).top_level().for_lists()
        latest = next(iter(self.object_list), None)
        return super().get_context_data(
            keynotes=in_order(keynotes.of(latest).by_room()) if latest else [], **kwargs
        )


class EventDetail(EventPage, TemplateView):
    """What, when, where and who: keynotes, special days, sponsors."""

    template_name = "program/event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = Participation.objects.of(self.event).visible_to(self.user)
        sponsorships = self.event.sponsorships.select_related("organization")
        return super().get_context_data(
            keynotes=in_order(self.visible(Keynote).top_level().by_room()),
            panels=in_order(self.visible(Panel).top_level().by_room()),
            special_days=self.event.children.order_by("start_date", "slug"),
            sponsorships=sorted(sponsorships, key=lambda each: each.rank),
            organizers=Organization.objects.filter(organized_events=self.event).alphabetical(),
            totals=self.sessions().aggregate(sessions=Count("pk"))
            | people.aggregate(
                people=Count("speaker", distinct=True),
                organizations=Count("organization", distinct=True),
            ),
            **kwargs,
        )

    def visible(self, kind: type[Keynote | Panel]) -> SessionQuerySet:
        return kind.objects.of(self.event).visible_to(self.user).for_lists()
