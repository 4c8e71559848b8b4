"""What differs between two releases, or between a release and the program as it is now."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sessions.models import Release, Session
from sessions.releases import between, changes_since
from sessions.schedule.changes import Change, Key

TABLE = "admin/program/release/changes.html"


class ReleaseChoice(forms.ModelChoiceField):
    """Releases, each with the day on which it was made, at the venue."""

    def label_from_instance(self, release: Any) -> str:
        day = timezone.localtime(release.made_at, release.event.zone)
        return f"{release} ({date_format(day)})"


class DifferenceForm(forms.Form):
    """Takes two of `releases`; without `after`, `before` is compared with the program as it is."""

    before = ReleaseChoice(Release.objects.none(), label=_("From"), empty_label=None)
    after = ReleaseChoice(
        Release.objects.none(),
        label=_("To"),
        required=False,
        empty_label=_("The program as it is now"),
    )

    def __init__(self, releases: QuerySet[Release], *args: Any) -> None:
        super().__init__(*args)
        for each in ("before", "after"):
            field: Any = self.fields[each]
            field.queryset = releases.select_related("event").defer("snapshot", "changes")

    def clean(self) -> dict[str, Any]:
        before, after = self.cleaned_data.get("before"), self.cleaned_data.get("after")
        if before and after and before.event_id != after.event_id:
            self.add_error("after", _("Choose two releases of the same event."))
        return self.cleaned_data

    def changes(self) -> list[Change]:
        """Return what differs between the two that were chosen; the form is valid."""
        before, after = self.cleaned_data["before"], self.cleaned_data["after"]
        return between(before, after) if after else changes_since(before)


class DifferenceAdmin(admin.ModelAdmin):
    """The admin of releases, with what has changed in them."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.difference_view)
        return [
            path("difference/", view, name="program_release_difference"),
            *super().get_urls(),
        ]

    def difference_view(self, request: HttpRequest) -> HttpResponse:
        """Show what differs between `?before=` and `?after=`; first, since the last release."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        releases = self.get_queryset(request)
        last = releases.order_by("-event__start_date", "event", "-number").first()
        asked: Any = request.GET if "before" in request.GET else {"before": last and last.pk}
        form = DifferenceForm(releases, asked) if last else None
        changes = form.changes() if form and form.is_valid() else None
        return TemplateResponse(
            request,
            "admin/program/release/difference.html",
            self.admin_site.each_context(request)
            | {
                "title": _("Compare releases"),
                "opts": self.opts,
                "form": form,
                "changes": changes,
                "links": links_to_sessions() if changes else {},
            },
        )

    @admin.display(description=_("changes"))
    def number_of_changes(self, release: Release) -> int | None:
        return None if release.changes is None else len(release.changes)

    @admin.display(description=_("What has changed"))
    def what_has_changed(self, release: Release) -> SafeString:
        """Return the changes since the release before, as a table."""
        return render_to_string(TABLE, {"changes": release.told, "links": links_to_sessions()})


def links_to_sessions() -> dict[Key, str]:
    """Return where each session is edited."""
    keys = Session.objects.values_list("event__slug", "slug", "pk")
    return {
        (event, slug): reverse("admin:program_session_change", args=[pk])
        for event, slug, pk in keys
    }
