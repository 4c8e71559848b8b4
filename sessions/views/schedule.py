"""The schedule of an event."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from sessions.filters import Filters
from sessions.models import Session
from sessions.querysets import topics
from sessions.schedule.days import Day, by_day, chosen_day
from sessions.schedule.timetable import lay_out, still_on
from sessions.views.base import EventPage
from sessions.views.limits import rate_limited
from sessions.views.now import asked_moment


@method_decorator(rate_limited("search", "q"), name="dispatch")
class Schedule(EventPage, TemplateView):
    """The program of one day, `?day=2023-08-08`, or of what has no day yet, `?day=tba`.

    With filters or a search it shows what matches on all days, or on the days asked for.
    """

    template_name = "program/schedule.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = Filters(self.sessions(), self.request.GET)
        shown = self.matches(filters) if filters.is_active else self.one_day(filters)
        return super().get_context_data(filters=filters, **shown, **kwargs)

    def matches(self, filters: Filters) -> dict[str, Any]:
        """Return what the filters leave: the best first for a search, else day by day."""
        sessions = self.sessions().filter(pk__in=filters.shown).for_lists()
        if filters.query:
            found = sessions.prefetch_related(topics()).in_bulk(filters.shown)
            return {"results": [found[key] for key in filters.shown]}
        listed = sessions.by_room()
        for session in listed:
            session.day = session.day_or_outer
        return {"matching_days": by_day(listed)}

    def one_day(self, filters: Filters) -> dict[str, Any]:
        """Return one day's timetable, and the days that there are."""
        days = by_day(filters.catalog.outlines)
        asked = next(iter(filters.chosen.get("day", ())), None)
        today = asked_moment(self.request).astimezone(self.event.zone).date()
        day = chosen_day(days, asked, today)
        if day is None:
            return {}
        return {
            "days": days,
            "day": day,
            "timetable": lay_out(self.loaded(day)),
            "still_on": self.sessions()
            .filter(pk__in=[each.pk for each in still_on(days, day)])
            .exclude(status=Session.Status.CANCELLED)
            .with_places()
            .by_room(),
        }

    def loaded(self, day: Day) -> Day:
        """Return the day with all that its sessions show."""
        sessions = self.sessions().filter(pk__in=[each.pk for each in day.sessions]).for_lists()
        found = (each for each in by_day(sessions.by_room()) if each.date == day.date)
        return next(found, Day(day.date, []))
