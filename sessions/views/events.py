"""Pages of events as a whole: all of them, one, and its schedule."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.views.generic import ListView, TemplateView

from sessions.dashboard import in_turn
from sessions.drafts import viewer
from sessions.models import Event, Keynote, Panel, Participation
from sessions.querysets import SessionQuerySet
from sessions.schedule.days import in_order
from sessions.views.base import EventPage
from speakers.models import Organization


class EventList(ListView):
    """All events: the current or next one first and in full, what is over last."""

    template_name = "program/event_list.html"
    context_object_name = "events"

    def get_queryset(self) -> Any:
        events = Event.objects.visible_to(viewer(self.request)).top_level()
        return in_turn(events.prefetch_related("children"), timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keynotes = Keynote.objects.visible_to(viewer(self.request)).top_level().for_lists()
        first = next(iter(self.object_list), None)
        return super().get_context_data(
            keynotes=in_order(keynotes.of(first).by_room()) if first else [], **kwargs
        )


class EventDetail(EventPage, TemplateView):
    """What, when, where and who: keynotes, special days, sponsors."""

    template_name = "program/event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sponsorships = self.event.sponsorships.select_related("organization")
        organizers = Organization.objects.filter(organized_events=self.event).alphabetical()
        helping = {each.organization_id for each in sponsorships} | {each.pk for each in organizers}
        return super().get_context_data(
            keynotes=in_order(self.visible(Keynote).top_level().by_room()),
            panels=in_order(self.visible(Panel).top_level().by_room()),
            special_days=self.event.children.order_by("start_date", "slug"),
            sponsorships=sorted(sponsorships, key=lambda each: each.rank),
            organizers=organizers,
            totals=self.totals(helping),
            **kwargs,
        )

    def totals(self, helping: set[int]) -> dict[str, int]:
        """Return how many there are of what has a list; `helping` are organizations by key."""
        people = Participation.objects.of(self.event).visible_to(self.user)
        others = Count("organization", ~Q(organization__in=helping), distinct=True)
        totals = self.sessions().aggregate(sessions=Count("pk")) | people.aggregate(
            people=Count("speaker", distinct=True), organizations=others
        )
        return totals | {"organizations": totals["organizations"] + len(helping)}

    def visible(self, kind: type[Keynote | Panel]) -> SessionQuerySet:
        return kind.objects.of(self.event).visible_to(self.user).for_lists()
