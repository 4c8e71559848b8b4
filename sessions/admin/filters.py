"""Filters of the list of sessions."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sessions.models import Event, Session
from speakers.bilingual import MissingTextFilter

EVENT_PARAMETER = "event__id__exact"


def chosen_event(request: HttpRequest) -> Event | None:
    """Return the event that the list is filtered by."""
    chosen = request.GET.get(EVENT_PARAMETER, "")
    return Event.objects.filter(pk=chosen).first() if chosen.isdecimal() else None


class DayFilter(admin.SimpleListFilter):
    """The days of the event the list is filtered by, else of the latest one."""

    title = _("day")
    parameter_name = "day"

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: type[Model], model_admin: Any
    ) -> None:
        self.event = chosen_event(request) or Event.objects.top_level().first()
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        days = self.event.days if self.event else []
        return [(f"{day}", f"{date_format(day, 'D')}, {date_format(day)}") for day in days]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if value not in dict(self.lookup_choices):
            return queryset
        day = date.fromisoformat(value)
        morning = datetime.combine(day, time.min, self.event.zone)
        night = datetime.combine(day + timedelta(days=1), time.min, self.event.zone)
        return queryset.filter(Q(day=day) | Q(start__gte=morning, start__lt=night))


class RoomFilter(admin.RelatedFieldListFilter):
    """The rooms in use, or those in use by the event the list is filtered by."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, Any]]:
        sessions = Session.objects.exclude(room=None)
        if event := chosen_event(request):
            sessions = sessions.of(event)
        return field.get_choices(
            include_blank=False,
            ordering=("event", "position", "slug"),
            limit_choices_to={"pk__in": sessions.values("room")},
        )


class MissingFilter(MissingTextFilter):
    """What is yet to be filled in."""

    LACKS = {
        "time": Q(start=None),
        "room": Q(room=None),
        "people": Q(participations=None),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("time", _("Time")),
            ("room", _("Room")),
            ("people", _("People")),
            *super().lookups(request, model_admin),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if value in self.LACKS:
            return queryset.filter(self.LACKS[value])
        return super().queryset(request, queryset)
