"""Conflicts of an event's program: a page of its own, and warnings where a session is saved."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sessions.checking import Finding, check
from sessions.models import Event, Session
from sessions.rights import allowed_in, drafts_of
from sessions.rule_words import WORDS
from sessions.schedule.conflicts import Rule

SHOWN_OF_A_RULE = 200
SHOWN_AFTER_SAVING = 5


@dataclass
class Group:
    """What is found by one rule."""

    rule: Rule
    findings: list[Finding]

    @property
    def name(self) -> str:
        return str(WORDS[self.rule].name)

    @property
    def shown(self) -> list[Finding]:
        return self.findings[:SHOWN_OF_A_RULE]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.findings) - len(self.shown)


class ConflictsAdmin(admin.ModelAdmin):
    """The admin of events, with the conflicts of each."""

    @admin.display(description=_("conflicts"))
    def conflicts(self, event: Event) -> SafeString:
        address = reverse("admin:program_event_conflicts", args=[event.pk])
        return format_html('<a href="{}">{}</a>', address, _("Show"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.conflicts_view)
        return [
            path("<int:pk>/conflicts/", view, name="program_event_conflicts"),
            *super().get_urls(),
        ]

    def conflicts_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what is amiss in an event, by rule; with `?severity=error` only the errors."""
        event: Event = get_object_or_404(Event.objects.select_related("parent"), pk=pk)
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        findings = check(event, drafts_of(request.user)).findings()
        asked = request.GET.get("severity")
        shown = [each for each in findings if asked in (None, each.conflict.severity)]
        by_rule = groupby(shown, lambda each: each.conflict.rule)
        errors = sum(each.is_error for each in findings)
        return TemplateResponse(
            request,
            "admin/program/event/conflicts.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Conflicts"),
                "subtitle": str(event),
                "opts": self.opts,
                "event": event,
                "groups": [Group(rule, list(found)) for rule, found in by_rule],
                "errors": errors,
                "warnings": len(findings) - errors,
                "asked": asked,
                "may_open_sessions": may_open_sessions(request, event),
            },
        )


class ConflictWarnings(admin.ModelAdmin):
    """The admin of sessions, which says after saving one what it is now in conflict with."""

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        warn_of_conflicts(request, form.instance)


def warn_of_conflicts(request: HttpRequest, session: Session) -> None:
    """Add a message for each conflict `session` is part of; of many, for the first few."""
    findings = check(session.event, drafts_of(request.user)).findings_of(session)
    for each in findings[:SHOWN_AFTER_SAVING]:
        messages.warning(request, str(each))
    more = len(findings) - SHOWN_AFTER_SAVING
    if more > 0:
        text = ngettext(
            "%d more conflict of this session", "%d more conflicts of this session", more
        )
        address = reverse("admin:program_event_conflicts", args=[session.event_id])
        messages.warning(request, format_html('<a href="{}">{}</a>', address, text % more))


def may_open_sessions(request: HttpRequest, event: Event) -> bool:
    permissions = ("program.view_session", "program.change_session")
    return any(allowed_in(request.user, event, each) for each in permissions)
