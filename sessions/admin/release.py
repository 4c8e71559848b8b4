"""Releases: recorded once, then only their note changes."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest

from sessions.models import Event, Release
from sessions.releases import record_release
from speakers.bilingual import BilingualAdmin, MissingTextFilter, bilingual

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@admin.register(Release)
class ReleaseAdmin(BilingualAdmin):
    list_display = ("__str__", "event", "number", "made_at", "made_by", "note")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), MissingTextFilter)
    list_select_related = ("event", "made_by")
    date_hierarchy = "made_at"
    search_fields = (*bilingual("note"), *bilingual("event__name"), "made_by__username")

    def get_fieldsets(self, request: HttpRequest, obj: Release | None = None) -> Any:
        facts = (("event", "number"), ("made_at", "made_by")) if obj else ("event",)
        return ((None, {"fields": (*facts, bilingual("note"))}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Release | None = None) -> Any:
        return ("event", "number", "made_at", "made_by") if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("snapshot")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Offer whole programs: what is inside an event is released with it."""
        if db_field.name == "event":
            kwargs["queryset"] = Event.objects.top_level()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Release, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        notes = (form.cleaned_data[name] for name in bilingual("note"))
        release = record_release(obj.event, cast("User", request.user), *notes)
        obj.pk = release.pk
        obj.refresh_from_db()
