"""What the program adds to the lists of people and organizations: who is in it, and what lacks."""

from typing import Any, ClassVar

from django.contrib import admin

from sessions.admin.filters import TAKES_PART, ProgramFilter, TranslationFilter
from speakers.admin import OrganizationAdmin, SpeakerAdmin
from speakers.models import Organization, Speaker

for model in (Speaker, Organization):
    admin.site.unregister(model)


@admin.register(Speaker)
class ProgramSpeakerAdmin(SpeakerAdmin):
    list_filter: ClassVar[Any] = (
        (TAKES_PART, ProgramFilter),
        TranslationFilter,
        *SpeakerAdmin.list_filter,
    )


@admin.register(Organization)
class ProgramOrganizationAdmin(OrganizationAdmin):
    list_filter: ClassVar[Any] = (TranslationFilter, *OrganizationAdmin.list_filter)
