"""Topics."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggit_admin

from sessions.admin.filters import TranslationFilter
from sessions.models import Tag
from sessions.querysets import shown_to
from speakers.bilingual import bilingual
from speakers.desk import ProgramAdmin

admin.site.unregister(taggit_admin.Tag)


@admin.register(Tag)
class TopicAdmin(ProgramAdmin):
    list_display = ("both_names", "slug", "session_count")
    list_filter = (TranslationFilter,)
    search_fields = (*bilingual("name"), "slug")
    search_help_text = _("Names in either language.")
    prepopulated_fields = {"slug": ("name_en",)}
    fieldsets = ((None, {"fields": (bilingual("name"), "slug")}),)

    @admin.display(description=_("sessions"), ordering="session_count")
    def session_count(self, topic: Any) -> int:
        return topic.session_count

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count the sessions that the user sees."""
        shown = shown_to(request.user, "tagged_sessions__content_object__")
        count = Count("tagged_sessions", shown)
        return super().get_queryset(request).annotate(session_count=count)
