"""Filters of the lists."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sessions.models import Event, Session
from sessions.querysets import UNSCHEDULED, shown_to
from sessions.texts import missing, outdated
from speakers.bilingual import LANGUAGES
from speakers.figures import is_number

EVENT_PARAMETER = "event__id__exact"
TAKES_PART = "participations__session__event"  # from a person to the events


def chosen_event(request: HttpRequest) -> Event | None:
    """Return the event that the list is filtered by."""
    chosen = request.GET.get(EVENT_PARAMETER, "")
    return Event.objects.filter(pk=chosen).first() if is_number(chosen) else None


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


class ProgramFilter(admin.RelatedOnlyFieldListFilter):
    """Events; one that others are inside of stands for its whole program."""

    def has_output(self) -> bool:
        """Django leaves out, and does not apply, a filter with a single choice."""
        return super().has_output() or self.lookup_kwarg in self.used_parameters

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        chosen = self.used_parameters.get(self.lookup_kwarg)
        if not chosen:
            return super().queryset(request, queryset)
        path = f"{self.field_path}__"
        try:
            inside = Q(**{f"{path}in": chosen}) | Q(**{f"{path}parent__in": chosen})
            found = queryset.model._base_manager.filter(inside & self.seen(request))  # noqa: SLF001 - a documented API
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error
        return queryset.filter(pk__in=found.values("pk"))

    def seen(self, request: HttpRequest) -> Q:
        """Return the condition that the user sees what has brought something into an event."""
        return Q()


class TakesPartFilter(ProgramFilter):
    """Events in which people take part, as far as the user sees their sessions there."""

    def seen(self, request: HttpRequest) -> Q:
        return shown_to(request.user, "participations__session__")


class MissingFilter(admin.SimpleListFilter):
    """What is yet to be filled in."""

    title = _("missing")
    parameter_name = "missing"
    LACKS = {
        "time": (_("Time"), UNSCHEDULED),
        "room": (_("Room"), Q(room=None)),
        "people": (_("People"), Q(participations=None)),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, label) for value, (label, _condition) in self.LACKS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.LACKS.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


class TranslationFilter(admin.SimpleListFilter):
    """What has a text that is missing or outdated in a language."""

    title = _("translation")
    parameter_name = "translation"
    STATES = {
        "missing": (_("missing in %(language)s"), missing),
        "outdated": (_("outdated in %(language)s"), outdated),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            (f"{state}-{code}", label % {"language": language})
            for state, (label, _condition) in self.STATES.items()
            for code, language in LANGUAGES.items()
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        state, _dash, language = (self.value() or "").partition("-")
        if state not in self.STATES or language not in LANGUAGES:
            return queryset
        return queryset.filter(self.STATES[state][1](queryset.model, language))
