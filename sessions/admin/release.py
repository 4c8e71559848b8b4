"""Releases: recorded once, then only their note changes."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse

from sessions.admin.differences import DifferenceAdmin
from sessions.admin.filters import TranslationFilter
from sessions.admin.restoring import RestoringAdmin
from sessions.admin.rights import OfEventsAdmin
from sessions.models import Event, Release
from sessions.releases import record_release, write_changes
from sessions.rights import may_publish
from speakers.bilingual import bilingual

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@admin.register(Release)
class ReleaseAdmin(DifferenceAdmin, RestoringAdmin, OfEventsAdmin):
    list_display = ("__str__", "event", "number", "number_of_changes", "made_at", "made_by", "note")
    list_filter = (("event", admin.RelatedOnlyFieldListFilter), TranslationFilter)
    list_select_related = ("event", "made_by")
    date_hierarchy = "made_at"
    search_fields = (*bilingual("note"), *bilingual("event__name"), "made_by__username")

    def get_fieldsets(self, request: HttpRequest, obj: Release | None = None) -> Any:
        if not obj:
            return ((None, {"fields": ("event", bilingual("note"))}),)
        facts = (("event", "number"), ("made_at", "made_by"), bilingual("note"))
        return ((None, {"fields": (*facts, "what_has_changed")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Release | None = None) -> Any:
        facts = ("event", "number", "made_at", "made_by", "what_has_changed")
        return facts if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("snapshot")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Offer whole programs: what is inside an event is released with it."""
        if db_field.name == "event":
            kwargs["queryset"] = Event.objects.top_level()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        release: Release | None = kwargs.get("obj")
        context["may_restore_schedule"] = release and may_publish(request.user, release.event)
        return super().render_change_form(request, context, *args, **kwargs)

    def restored(self, request: HttpRequest, key: int, after: int) -> Release | None:
        """Restore a release; what follows on it has changed since that one again."""
        with transaction.atomic():
            release = cast("Release | None", super().restored(request, key, after))
            if release:
                release.event.releases.update(changes=None)
                write_changes(release.event)
        return release

    def delete_model(self, request: HttpRequest, obj: Release) -> None:
        self.delete_queryset(request, Release.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete releases; what follows on them has changed since the ones before them."""
        with transaction.atomic():
            events = list(Event.objects.filter(releases__in=queryset).distinct())
            super().delete_queryset(request, queryset)
            for event in events:
                event.releases.update(changes=None)
                write_changes(event)

    def save_model(self, request: HttpRequest, obj: Release, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        notes = (form.cleaned_data[name] for name in bilingual("note"))
        release = record_release(obj.event, cast("User", request.user), *notes)
        obj.pk = release.pk
        obj.refresh_from_db()
