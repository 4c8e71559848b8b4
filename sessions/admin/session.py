"""Sessions, and the keynotes and panels among them."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import F, ForeignKey, Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sessions.admin.common import InEventSelect, NumberedInline
from sessions.admin.conflicts import ConflictWarnings
from sessions.admin.filters import (
    DayFilter,
    MissingFilter,
    ProgramFilter,
    RoomFilter,
    TranslationFilter,
)
from sessions.admin.paper import PrintedAdmin
from sessions.admin.rights import OfEventsAdmin
from sessions.admin.session_form import SessionForm
from sessions.admin.times import when
from sessions.models import (
    Event,
    Keynote,
    Panel,
    Participation,
    Resource,
    Session,
    TaggedSession,
)
from sessions.rights import restricted
from speakers.bilingual import bilingual, in_both_languages
from speakers.desk import ProgramInline
from speakers.figures import is_number
from speakers.history import recorded

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NAMES_SHOWN = 4


class ParticipationInline(NumberedInline):
    model = Participation
    verbose_name_plural = _("people")
    fields = ("order", "speaker", "role", "organization", *bilingual("position"))
    autocomplete_fields = ("speaker", "organization")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("speaker").order_by("order", "pk")


class TopicInline(ProgramInline):
    model = TaggedSession
    fields = ("tag",)
    autocomplete_fields = ("tag",)
    verbose_name = _("topic")
    verbose_name_plural = _("topics")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("tag", "content_object")


class ResourceInline(NumberedInline):
    model = Resource
    fields = ("order", "kind", "url", "file", *bilingual("label"))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).order_by("order", "kind")


@admin.register(Session)
class SessionAdmin(ConflictWarnings, PrintedAdmin, OfEventsAdmin):
    form = SessionForm
    list_display = ("titles", "kind", "time", "room", "people", "status")
    list_filter = (
        ("event", ProgramFilter),
        DayFilter,
        "status",
        "kind",
        ("room", RoomFilter),
        MissingFilter,
        TranslationFilter,
    )
    list_select_related = ("event", "room")
    ordering = (
        Coalesce("event__parent__start_date", "event__start_date").desc(),
        F("start").asc(nulls_last=True),
        F("day").asc(nulls_last=True),
        "slug",
    )
    search_fields = (
        *bilingual("title"),
        "slug",
        *bilingual("participations__speaker__name"),
        *bilingual("tagged__tag__name"),
        *bilingual("room__name"),
    )
    search_help_text = _("Titles, people, topics and rooms, in either language.")
    actions = ("publish", "set_to_draft", "cancel", "print_paper")
    autocomplete_fields = ("event",)
    prepopulated_fields = {"slug": ("title_en",)}
    radio_fields = {"status": admin.HORIZONTAL}
    inlines = (ParticipationInline, TopicInline, ResourceInline)
    details: ClassVar[tuple[str, ...]] = ("slug", "kind")

    class Media:
        js = [Script("admin-program/session-times.js", type="module")]

    @admin.display(description=_("title"), ordering="title_en")
    def titles(self, session: Session) -> SafeString:
        return in_both_languages(session, "title")

    @admin.display(description=_("time"), ordering="start")
    def time(self, session: Session) -> SafeString | str:
        """Day and time in the event's zone; the zone's full name is the tooltip."""
        return when(session) and format_html(
            '<time title="{}">{}</time>', session.event.time_zone, when(session)
        )

    @admin.display(description=_("people"))
    def people(self, session: Session) -> str:
        names = [str(each.speaker) for each in session.participations.all()]
        shown = _(", ").join(names[:NAMES_SHOWN])
        more = len(names) - NAMES_SHOWN
        return (
            _("%(names)s and %(more)d more") % {"names": shown, "more": more} if more > 0 else shown
        )

    @admin.action(description=_("Publish the selected sessions"), permissions=["edit"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self.set_status(request, queryset, Session.Status.PUBLISHED)
        message = ngettext("%d session published.", "%d sessions published.", count)
        self.message_user(request, message % count)

    @admin.action(description=_("Set the selected sessions to draft"), permissions=["edit"])
    def set_to_draft(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self.set_status(request, queryset, Session.Status.DRAFT)
        message = ngettext("%d session set to draft.", "%d sessions set to draft.", count)
        self.message_user(request, message % count)

    @admin.action(description=_("Cancel the selected sessions"), permissions=["edit"])
    def cancel(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self.set_status(request, queryset, Session.Status.CANCELLED)
        message = ngettext("%d session cancelled.", "%d sessions cancelled.", count)
        self.message_user(request, message % count)

    def set_status(self, request: HttpRequest, queryset: QuerySet, status: Session.Status) -> int:
        """Give the sessions this status, all or none; return how many had another."""
        user = cast("User", request.user).pk
        note = [{"changed": {"fields": ["Status"]}}]
        with recorded(request.user) as recording:
            keys = list(queryset.values_list("pk", flat=True))
            chosen = Session.objects.select_for_update(of=("self",)).select_related("event")
            changed = list(chosen.filter(pk__in=keys).exclude(status=status).order_by("pk"))
            if not all(self.has_edit_permission(request, each) for each in changed):
                raise PermissionDenied
            recording.note(changed)
            Session.objects.filter(pk__in=[each.pk for each in changed]).update(status=status)
            LogEntry.objects.log_actions(user, changed, CHANGE, change_message=note)
        return len(changed)

    def save_model(self, request: HttpRequest, obj: Session, form: Any, change: bool) -> None:
        """Save, and keep in the history what follows a session to another event."""
        with recorded(request.user) as recording:
            if change and "event" in form.changed_data:
                recording.note(obj.inside())
            super().save_model(request, obj, form, change)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        speakers = Participation.objects.select_related("speaker").order_by("order", "pk")
        return super().get_queryset(request).prefetch_related(Prefetch("participations", speakers))

    def get_fieldsets(self, request: HttpRequest, obj: Session | None = None) -> Any:
        """Who may only look sees the time in the event's zone as well."""
        editing = not obj or self.has_edit_permission(request, obj)
        times = ("start", "end") if editing else ("time",)
        where = ("event", times, "day", ("room", "track"), "audience")
        return (
            (None, {"fields": (bilingual("title"), self.details, "status")}),
            (_("When and where"), {"fields": where}),
            (_("What it is about"), {"fields": (bilingual("abstract"), "language")}),
            (_("Recording"), {"fields": (("do_not_record", "recording_license"),)}),
            (_("Inside another session"), {"fields": ("parent",)}),
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Start a new session in the latest event, or in the one that the user helps with."""
        offered = restricted(Event.objects.all(), "pk", self.events(request, "add"))
        latest = offered.filter(parent=None).first() or offered.first()
        return {"event": latest and latest.pk, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name in ("parent", "room", "track"):
            kwargs["widget"] = InEventSelect(db_field, self.admin_site)
        if db_field.name == "parent":  # the form names whatever it is told that is chosen
            kwargs["queryset"] = restricted(Session.objects.all(), "event", self.seen(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Keynote, Panel)
class KindAdmin(SessionAdmin):
    """Sessions of one kind. To give one another kind, change it among all sessions."""

    details = ("slug",)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Find what is being saved also if somebody has given it another kind meanwhile."""
        found = super().get_object(request, object_id, from_field)
        if found is None and request.method == "POST" and is_number(object_id):
            return self.model._base_manager.filter(pk=object_id).first()  # noqa: SLF001
        return found

    def deletions(self) -> QuerySet:
        return super().deletions().filter(before__kind=self.model.KIND)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [name for name in self.list_display if name != "kind"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [each for each in self.list_filter if each != "kind"]
