"""Rooms and tracks."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sessions.admin.filters import TranslationFilter
from sessions.admin.rights import OfEventsAdmin
from sessions.models import Room, Track
from sessions.querysets import shown_to
from speakers.bilingual import bilingual


class PlaceAdmin(OfEventsAdmin):
    """What has a name, a slug and a position in an event."""

    list_filter = (("event", admin.RelatedOnlyFieldListFilter), TranslationFilter)
    list_select_related = ("event",)
    search_fields = (*bilingual("name"), "slug", *bilingual("event__short_name"))
    autocomplete_fields = ("event",)
    prepopulated_fields = {"slug": ("name_en",)}

    @admin.display(description=_("sessions"), ordering="session_count")
    def session_count(self, place: Any) -> int:
        return place.session_count

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count the sessions that the user sees."""
        count = Count("sessions", shown_to(request.user, "sessions__"))
        return super().get_queryset(request).annotate(session_count=count)


@admin.register(Room)
class RoomAdmin(PlaceAdmin):
    list_display = ("both_names", "event", "floor", "capacity", "position", "session_count")
    fieldsets = (
        (None, {"fields": ("event", bilingual("name"), "slug", "position")}),
        (_("Finding it"), {"fields": (bilingual("floor"), "capacity")}),
    )


@admin.register(Track)
class TrackAdmin(PlaceAdmin):
    list_display = ("both_names", "event", "color", "position", "session_count")
    fieldsets = ((None, {"fields": ("event", bilingual("name"), "slug", "color", "position")}),)
