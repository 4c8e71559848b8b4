"""People and organizations in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from speakers.bilingual import bilingual
from speakers.desk import ProgramAdmin
from speakers.models import Organization, Speaker

MOST_CHOSEN = 1000  # people in an address


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
    actions = ("print_badges",)
    fieldsets = (
        (None, {"fields": (bilingual("name"), "slug", "photo")}),
        (
            _("Today"),
            {"fields": ("organization", bilingual("position"), bilingual("honors"))},
        ),
        (_("Biography"), {"fields": (bilingual("biography"),)}),
        (_("Elsewhere"), {"fields": ("homepage", ("orcid", "dblp"))}),
    )

    @admin.action(
        description=_("Print badges or name tents of the selected people"), permissions=["view"]
    )
    def print_badges(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Lead to where they are printed, which the program knows."""
        keys = [str(pk) for pk in queryset.values_list("pk", flat=True)[: MOST_CHOSEN + 1]]
        if len(keys) > MOST_CHOSEN:
            message = gettext("Choose at most %d people.") % MOST_CHOSEN
            self.message_user(request, message, messages.ERROR)
            return None
        return redirect(f"{reverse('admin:program_event_paper_of_people')}?people={'.'.join(keys)}")

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
