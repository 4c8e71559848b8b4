"""People in the admin, with what concerns the program, of which `speakers` knows nothing."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from sessions.models import PreviewLink
from sessions.rights import events_with
from speakers.admin import SpeakerAdmin
from speakers.models import Speaker

admin.site.unregister(Speaker)


@admin.register(Speaker)
class ProgramSpeakerAdmin(SpeakerAdmin):
    """Also the way to preview links, for those who may edit sessions of some event."""

    actions = ("make_preview_links",)

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
