"""The schedule of an event."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from sessions.schedule.days import by_day, chosen_day
from sessions.views.base import EventPage


class Schedule(EventPage, TemplateView):
    """The program of one day, `?day=2023-08-08`, or of what has no day yet, `?day=tba`."""

    template_name = "program/schedule.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = by_day(self.sessions().for_lists())
        today = timezone.now().astimezone(self.event.zone).date()
        day = chosen_day(days, self.request.GET.get("day"), today)
        return super().get_context_data(days=days, day=day, **kwargs)
