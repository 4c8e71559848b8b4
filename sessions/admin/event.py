"""Events, with their rooms, tracks and sponsors."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from sessions.admin.board import BoardAdmin
from sessions.admin.common import InEventChoices, NumberedInline
from sessions.admin.conflicts import ConflictsAdmin
from sessions.admin.filters import TranslationFilter
from sessions.admin.fixtures import FixtureAdmin
from sessions.admin.paper import PaperAdmin
from sessions.admin.rights import OfEventsAdmin
from sessions.admin.schedules import ScheduleAdmin
from sessions.admin.translations import TranslationsAdmin
from sessions.admin.unavailability import UnavailabilityInline
from sessions.models import Event, Room, Sponsorship, Track
from sessions.rights import allowed_in
from speakers.bilingual import bilingual
from speakers.desk import ProgramInline


class RoomInline(NumberedInline):
    model = Room
    number_field = "position"
    fields = ("position", *bilingual("name"), "slug", *bilingual("floor"), "capacity")
    prepopulated_fields = {"slug": ("name_en",)}


class TrackInline(NumberedInline):
    model = Track
    number_field = "position"
    fields = ("position", *bilingual("name"), "slug", "color")
    prepopulated_fields = {"slug": ("name_en",)}


class SponsorshipInline(NumberedInline):
    model = Sponsorship
    fields = ("order", "organization", "tier")
    autocomplete_fields = ("organization",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("organization")


class SubEventInline(ProgramInline):
    """Special days and workshops of an event, to look at and to go to."""

    model = Event
    fields = readonly_fields = (*bilingual("name"), "start_date", "end_date")
    show_change_link = True
    can_delete = False
    verbose_name_plural = _("events inside this one")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(
    BoardAdmin,
    ConflictsAdmin,
    FixtureAdmin,
    PaperAdmin,
    ScheduleAdmin,
    TranslationsAdmin,
    OfEventsAdmin,
):
    list_display = (
        "both_names",
        "parent",
        "start_date",
        "end_date",
        "time_zone",
        "place",
        "session_count",
        "conflicts",
    )
    event_path = "pk"
    list_filter = (TranslationFilter,)
    list_select_related = ("parent",)
    date_hierarchy = "start_date"
    search_fields = (
        *bilingual("name"),
        *bilingual("short_name"),
        *bilingual("city"),
        *bilingual("venue"),
        "slug",
    )
    search_help_text = _("Names, venues and cities, in either language.")
    autocomplete_fields = ("parent", "organizers")
    prepopulated_fields = {"slug": ("short_name_en",)}
    inlines = (RoomInline, TrackInline, SponsorshipInline, UnavailabilityInline, SubEventInline)
    fieldsets = (
        (None, {"fields": (bilingual("name"), bilingual("short_name"), "slug")}),
        (
            _("When and where"),
            {
                "fields": (
                    ("start_date", "end_date"),
                    "time_zone",
                    bilingual("venue"),
                    bilingual("city"),
                    "country",
                    ("latitude", "longitude"),
                )
            },
        ),
        (
            _("For visitors"),
            {"fields": (bilingual("tagline"), bilingual("description"), "website", "organizers")},
        ),
        (_("Inside another event"), {"fields": ("parent",)}),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever helps with one event does not add another."""
        return request.user.has_perm("program.add_event")

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> Any:
        """Leave it to those who may change all events which one is inside which."""
        own = super().get_readonly_fields(request, obj)
        return own if request.user.has_perm("program.change_event") else (*own, "parent")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        event: Event | None = kwargs.get("obj")
        context["may_see_webhooks"] = event and allowed_in(
            request.user, event.root, "program.view_webhook"
        )
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("place"), ordering="city_en")
    def place(self, event: Event) -> str:
        return _(", ").join(part for part in (event.venue, event.city, event.country) if part)

    @admin.display(description=_("sessions"), ordering="session_count")
    def session_count(self, event: Any) -> int:
        return event.session_count

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(session_count=Count("sessions"))

    def get_urls(self) -> list[URLPattern]:
        choices = InEventChoices.as_view(admin_site=self.admin_site)
        return [
            path("choices/", self.admin_site.admin_view(choices), name="program_event_choices"),
            *super().get_urls(),
        ]
