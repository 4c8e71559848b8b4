"""People and organizations in the admin, with what concerns the program, unknown to `speakers`."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions.admin.filters import TAKES_PART, TakesPartFilter, TranslationFilter
from sessions.models import PreviewLink
from sessions.querysets import shown_to
from sessions.rights import events_with
from speakers.admin import OrganizationAdmin, SpeakerAdmin
from speakers.models import Organization, Speaker

MOST_CHOSEN = 1000  # people in an address

for model in (Speaker, Organization):
    admin.site.unregister(model)


@admin.register(Speaker)
class ProgramSpeakerAdmin(SpeakerAdmin):
    """Also the way to badges, and to preview links for those who may edit sessions."""

    list_filter: ClassVar[Any] = (
        (TAKES_PART, TakesPartFilter),
        TranslationFilter,
        *SpeakerAdmin.list_filter,
    )
    actions = ("print_badges", "make_preview_links")

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

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Leave the events of people to the filter, which knows what the user sees of them."""
        is_the_filters = lookup == f"{TAKES_PART}__id__exact"
        allowed = super().lookup_allowed(lookup, value, request)
        return allowed and (is_the_filters or not lookup.startswith(TAKES_PART))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Count the sessions that the user sees."""
        shown = shown_to(request.user, "participations__session__")
        count = Count("participations__session", shown, distinct=True)
        return super().get_queryset(request).annotate(session_count=count)

    def has_preview_permission(self, request: HttpRequest) -> bool:
        return events_with(request.user, "program.change_session") != set()

    @admin.action(description=_("Make preview links"), permissions=["preview"])
    def make_preview_links(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        links: Any = self.admin_site.get_model_admin(PreviewLink)
        return links.links_page(request, list(queryset.order_by("slug")))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_preview"] = self.has_preview_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Organization)
class ProgramOrganizationAdmin(OrganizationAdmin):
    list_filter: ClassVar[Any] = (TranslationFilter, *OrganizationAdmin.list_filter)
