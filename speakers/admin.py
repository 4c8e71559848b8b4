"""People and organizations in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from speakers.bilingual import bilingual
from speakers.desk import ProgramAdmin
from speakers.models import Organization, Speaker


@admin.register(Speaker)
class SpeakerAdmin(ProgramAdmin):
    list_display = ("both_names", "organization", "position", "session_count")
    list_filter = (
        ("photo", admin.EmptyFieldListFilter),
        ("organization", admin.EmptyFieldListFilter),
    )
    list_select_related = ("organization",)
    search_fields = (*bilingual("name"), "slug", *bilingual("organization__name"))
    search_help_text = _("Names of people and their organizations, in either language.")
    autocomplete_fields = ("organization",)
    prepopulated_fields = {"slug": ("name_en",)}
    fieldsets = (
        (None, {"fields": (bilingual("name"), "slug", "photo")}),
        (
            _("Today"),
            {"fields": ("organization", bilingual("position"), bilingual("honors"))},
        ),
        (_("Biography"), {"fields": (bilingual("biography"),)}),
        (_("Elsewhere"), {"fields": ("homepage", ("orcid", "dblp"))}),
    )

    @admin.display(description=_("sessions"), ordering="session_count")
    def session_count(self, speaker: Any) -> int:
        return speaker.session_count

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        sessions = Count("participations__session", distinct=True)
        return super().get_queryset(request).annotate(session_count=sessions)


@admin.register(Organization)
class OrganizationAdmin(ProgramAdmin):
    list_display = ("both_names", "kind", "country", "website", "speaker_count")
    list_filter = ("kind", ("logo", admin.EmptyFieldListFilter))
    search_fields = (*bilingual("name"), "slug")
    search_help_text = _("Names in either language.")
    prepopulated_fields = {"slug": ("name_en",)}
    fieldsets = (
        (None, {"fields": (bilingual("name"), "slug", "logo")}),
        (_("About it"), {"fields": (("kind", "country"), "website")}),
    )

    @admin.display(description=_("people today"), ordering="speaker_count")
    def speaker_count(self, organization: Any) -> int:
        return organization.speaker_count

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return super().get_queryset(request).annotate(speaker_count=Count("speakers"))
