"""Fixtures out of and into the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from sessions.exchange import fixture
from sessions.models import Event
from sessions.rights import allowed_in


def everything(request: HttpRequest, *actions: str) -> bool:
    """Say whether the user may do this to all that a fixture can hold, in all events."""
    return request.user.has_perms(
        f"{label.replace('.', f'.{action}_')}" for label in fixture.MODELS for action in actions
    )


def may_export(user: Any, event: Event | None = None) -> bool:
    """Say whether the user sees all that the fixture of an event's whole program holds."""
    seen = ("program.view_event", "program.view_session")
    return allowed_in(user, event.root, *seen) if event else user.has_perms(seen)


class FixtureForm(forms.Form):
    """Takes a fixture file; its `text` is what the file says."""

    file = forms.FileField(
        label=_("Fixture"),
        help_text=_("A JSON file, such as “Export fixture” gives."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        try:
            self.cleaned_data["text"] = file.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValidationError(_("This is not a text file in UTF-8.")) from error
        return file


class FixtureAdmin(admin.ModelAdmin):
    """The admin of events, with their fixtures."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_view), name="program_event_export_all"),
            path("load/", view(self.load_view), name="program_event_load"),
            path("<int:pk>/export/", view(self.export_view), name="program_event_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the buttons for all events to those who may use them."""
        may = {
            "may_export_all": may_export(request.user),
            "may_load": everything(request, "add", "change"),
        }
        return super().changelist_view(request, may | (extra_context or {}))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        event: Event | None = kwargs.get("obj")
        context["may_export"] = event and may_export(request.user, event)
        return super().render_change_form(request, context, *args, **kwargs)

    def export_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Answer with the fixture of one event's program, or of everything, as a file."""
        events = Event.objects.select_related("parent")
        event = get_object_or_404(events, pk=pk) if pk is not None else None
        if not may_export(request.user, event):
            raise PermissionDenied
        name = event.slug if event else "program"
        headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
        return HttpResponse(fixture.export(event), content_type="application/json", headers=headers)

    def load_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a fixture, load it whole or not at all, and say what changed or what is wrong."""
        if not everything(request, "add", "change"):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = FixtureForm(*sent)
        found: dict[str, Any] = {}
        if form.is_valid():
            try:
                found["report"] = fixture.load(form.cleaned_data["text"], request.user)
            except fixture.FixtureError as error:
                found["problems"] = error.problems
        return TemplateResponse(
            request,
            "admin/program/event/load_fixture.html",
            self.admin_site.each_context(request)
            | {"title": _("Load fixture"), "opts": self.opts, "form": form, **found},
        )
