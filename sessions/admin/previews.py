"""Preview links: making, renewing and revoking them, and deciding on what speakers propose."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from sessions.admin.corrections import CorrectionsAdmin
from sessions.models import Event, Participation, PreviewLink
from sessions.rights import events_with, restricted
from speakers.bilingual import DateInput, bilingual
from speakers.figures import is_number
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.contrib.auth.models import User

USUAL, LONGEST = timedelta(days=30), timedelta(days=366)


class LinkForm(forms.Form):
    """For whom, for which event and until when; people are named by their keys."""

    speakers = forms.CharField(widget=forms.HiddenInput)
    event: forms.ModelChoiceField = forms.ModelChoiceField(
        Event.objects.none(), label=gettext_lazy("Event")
    )
    until = forms.DateField(
        label=gettext_lazy("Valid until"),
        widget=DateInput,
        help_text=gettext_lazy("The last day on which it works, in the time zone of the event."),
    )
    renew = forms.BooleanField(
        label=gettext_lazy("Replace links that still work"),
        required=False,
        help_text=gettext_lazy("Without this, whoever has one keeps it."),
    )

    def __init__(self, events: QuerySet[Event], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        field = cast("forms.ModelChoiceField", self.fields["event"])
        field.queryset = events

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        today = timezone.now().date()
        if not today <= until <= today + LONGEST:
            raise ValidationError(_("Choose a day from today on, at most a year ahead."))
        return until


class WaitingFilter(admin.SimpleListFilter):
    """Whose proposals wait for a decision."""

    title = gettext_lazy("proposals")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("waiting"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(waiting__gt=0) if self.value() == "yes" else queryset


@admin.register(PreviewLink)
class PreviewLinkAdmin(CorrectionsAdmin, admin.ModelAdmin):
    """For those who may edit sessions; of the events in which they may."""

    list_display = ("speaker", "event", "validity", "waiting", "last_sent")
    list_filter = (WaitingFilter, ("event", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("speaker", "event")
    search_fields = (*bilingual("speaker__name"), "speaker__slug")
    actions = ("revoke",)

    def events(self, request: HttpRequest) -> QuerySet[Event]:
        """Return the events whose sessions the user may edit."""
        return restricted(Event.objects.all(), "pk", events_with(request.user, *self.takes))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        waiting = Count("corrections", Q(corrections__state="waiting"))
        links = PreviewLink.objects.filter(event__in=self.events(request))
        found = links.annotate(waiting=waiting, last_sent=Max("corrections__sent_at"))
        return found.order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Put first what waits, the latest first."""
        return ["-waiting", F("last_sent").desc(nulls_last=True), "event", "speaker__slug"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        events = events_with(request.user, *self.takes)
        return events is None or (bool(events) if obj is None else obj.event_id in events)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Links are made from the pages of people."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Links go with their event or speaker; else they are revoked, and stay on record."""
        at = request.resolver_match
        return bool(at and at.url_name and "previewlink" not in at.url_name)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description=gettext_lazy("link"), ordering="until")
    def validity(self, link: PreviewLink) -> str:
        if link.token_hash is None:
            return _("revoked")
        words = _("valid until %(day)s") if link.is_valid else _("expired on %(day)s")
        return words % {"day": link.until.isoformat()}

    @admin.display(description=gettext_lazy("proposals waiting"), ordering="waiting")
    def waiting(self, link: Any) -> int:
        return link.waiting

    @admin.display(description=gettext_lazy("last proposal"), ordering="last_sent")
    def last_sent(self, link: Any) -> Any:
        return link.last_sent

    @admin.action(description=gettext_lazy("Revoke the selected links"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[PreviewLink]) -> None:
        links = list(queryset.exclude(token_hash=None))
        for link in links:
            link.revoke()
            said = {"deleted": {"name": gettext_noop("preview link"), "object": str(link)}}
            self.log(request, [link], said)
        message = ngettext("%d link revoked.", "%d links revoked.", len(links)) % len(links)
        self.message_user(request, message, messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("make/", view(self.make_view), name="program_previewlink_make"),
            *super().get_urls(),
        ]

    def make_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for which event and until when; make the links, and show them this once."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        keys = str(request.POST.get("speakers") or request.GET.get("speakers") or "").split(",")
        found = Speaker.objects.filter(pk__in=[key for key in keys if is_number(key)])
        speakers = list(found.order_by("slug"))
        if not speakers:
            return redirect("admin:speakers_speaker_changelist")
        if request.method != "POST":
            return self.links_page(request, speakers)
        form = LinkForm(self.events(request), data=request.POST)
        if not form.is_valid():
            return self.links_page(request, speakers, form)
        event, until, renew = (form.cleaned_data[name] for name in ("event", "until", "renew"))
        parts = Participation.objects.of(event).filter(speaker__in=speakers)
        inside = set(parts.values_list("speaker", flat=True))
        made = PreviewLink.objects.make_for(
            [each for each in speakers if each.pk in inside],
            event=event,
            until=until,
            renew=renew,
            made_by=request.user,
        )
        links = PreviewLink.objects.filter(event=event, speaker__in=made)
        self.log(request, links.select_related("event", "speaker"), {"added": {}})
        return self.links_page(
            request,
            speakers,
            form,
            made=[
                (speaker, request.build_absolute_uri(reverse("preview", args=[token])))
                for speaker, token in made.items()
            ],
            made_for=event,
            outside=[each for each in speakers if each.pk not in inside],
            kept=[each for each in speakers if each.pk in inside and each not in made],
        )

    def links_page(
        self,
        request: HttpRequest,
        speakers: list[Speaker],
        form: LinkForm | None = None,
        **made: Any,
    ) -> HttpResponse:
        """Show the form, the links that there are already, and those that were just made."""
        events = self.events(request)
        if form is None:
            keys = ",".join(str(each.pk) for each in speakers)
            theirs = events.filter(
                Q(sessions__participations__speaker__in=speakers)
                | Q(children__sessions__participations__speaker__in=speakers)
            )
            initial = {
                "speakers": keys,
                "event": theirs.filter(parent=None).first() or theirs.first(),
                "until": timezone.now().date() + USUAL,
            }
            form = LinkForm(events, initial=initial)
        context = {
            "title": _("Preview links"),
            "opts": self.opts,
            "speakers": speakers,
            "form": form,
            "links": [
                (link, self.validity(link))
                for link in self.get_queryset(request).filter(speaker__in=speakers)
            ],
        }
        context = self.admin_site.each_context(request) | context | made
        return TemplateResponse(request, "admin/program/previewlink/make.html", context)

    def log(self, request: HttpRequest, links: Any, said: dict[str, Any]) -> None:
        user = cast("User", request.user).pk
        LogEntry.objects.log_actions(user, links, CHANGE, change_message=[said])
