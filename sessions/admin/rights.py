"""Pages of what belongs to events: people who help with one event see that one's only."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext_lazy as _

from sessions.admin.roles import NamesRolesMixin, RoleFilter, name_of
from sessions.models import Event, Membership
from sessions.rights import events_with, restricted
from speakers.choosing import ChoosingMixin
from speakers.desk import ProgramAdmin
from speakers.figures import is_number
from speakers.rights import TRANSLATE


class OfEventsAdmin(ProgramAdmin):
    """Shows what stands in the user's events, and lets nothing be moved to another."""

    event_path = "event"

    def events(self, request: HttpRequest, *actions: str) -> set[int] | None:
        """Return the events in which the user may do any of these; None stands for all."""
        app, name = self.opts.app_label, self.opts.model_name
        return events_with(request.user, *(f"{app}.{action}_{name}" for action in actions))

    def seen(self, request: HttpRequest) -> set[int] | None:
        """Return the events of which the user sees such objects here; None stands for all."""
        events = self.events(request, "view", "change")
        translated = events_with(request.user, TRANSLATE)
        return None if events is None or translated is None else events | translated

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return restricted(super().get_queryset(request), self.event_path, self.seen(request))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Start in the event by which the list was filtered."""
        listed = QueryDict(request.GET.get("_changelist_filters", ""))
        event = listed.get(f"{self.event_path}__id__exact", "")
        start = {"event": event} if is_number(event) else {}
        return start | super().get_changeform_initial_data(request)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        return self.staying_in_event(request, obj, super().response_add(request, obj, *args))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.staying_in_event(request, obj, super().response_change(request, obj))

    def staying_in_event(self, request: HttpRequest, obj: Any, answer: Any) -> HttpResponse:
        """Let who saves and adds another start in the same event."""
        if "_addanother" in request.POST and "_popup" not in request.POST:
            separator = "&" if "?" in answer.url else "?"
            return HttpResponseRedirect(f"{answer.url}{separator}event={obj.event_id}")
        return answer

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Offer, and take, only events in which the user may have such objects."""
        if db_field.related_model is Event:
            offered = kwargs.get("queryset", Event.objects.all())
            match = request.resolver_match
            action = "change" if match and "object_id" in match.kwargs else "add"
            kwargs["queryset"] = restricted(offered, "pk", self.events(request, action))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Membership)
class MembershipAdmin(NamesRolesMixin, ChoosingMixin, admin.ModelAdmin):
    """Only for those who may give rights: no role holds the permission to this.

    A role is given and taken, never turned into another, so that the journal names both.
    """

    list_display = ("user", "event", "role_name")
    list_filter = ("event", ("role", RoleFilter))
    list_select_related = ("user", "event", "role")
    autocomplete_fields = ("user", "event")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("role"), ordering="role__name")
    def role_name(self, membership: Membership) -> str:
        return name_of(membership.role)
