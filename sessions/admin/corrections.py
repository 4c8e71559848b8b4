"""The page on which organizers decide on what a speaker proposes, field by field."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.corrections import (
    PHOTO,
    ChangedMeanwhile,
    Decision,
    decide,
    fingerprint,
    label,
    may_decide,
    now_in,
)
from sessions.models import Correction, PreviewLink, Session
from sessions.rights import events_with, restricted
from speakers.figures import is_number
from speakers.history.words import marked

CHOICES = ("accept", "decline")


@dataclass
class Row:
    """A field of the page: what stands there, what is proposed, and what is said to it."""

    correction: Correction
    label: str
    now: str
    proposed: str
    saw: str | None  # what the speaker saw, if it has changed since
    seen: str  # fingerprint of what this page shows
    may_decide: bool
    choice: str = ""


class CorrectionsAdmin(admin.ModelAdmin):
    """The admin of preview links, whose page is that of the proposals made by one."""

    takes = ("program.change_session",)  # the right to see the proposals for an event

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.photo_view)
        return [
            path("photo/<int:pk>/", view, name="program_previewlink_photo"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what waits beside what stands there; write what is accepted, all or nothing."""
        link: Any = self.get_object(request, object_id)
        if link is None:
            raise Http404
        if not self.has_change_permission(request, link):
            raise PermissionDenied
        if request.method != "POST":
            return self.review_page(request, link)
        decisions = decided_in(request)
        try:
            decide(link, decisions, request.user)
        except ChangedMeanwhile:
            problem = _("Something has changed since you opened this page. Please look again.")
            return self.review_page(request, link, problem, status=409)
        except ValidationError as error:
            return self.review_page(request, link, " ".join(error.messages), status=422)
        count = len(decisions)
        message = ngettext("%d proposal decided.", "%d proposals decided.", count) % count
        self.message_user(request, message, messages.SUCCESS)
        if link.corrections.waiting().exists():
            return redirect(request.path)
        return redirect(reverse("admin:program_previewlink_changelist"))

    def review_page(
        self, request: HttpRequest, link: PreviewLink, problem: str = "", status: int = 200
    ) -> HttpResponse:
        events = events_with(request.user, *self.takes)
        seen = link.corrections.about(restricted(Session.objects.all(), "event", events))
        corrections = seen.select_related("session__event", "decided_by")
        told = [(each, label(each)) for each in corrections.exclude(state="waiting")]
        rows = [row(each, request) for each in corrections.waiting().order_by("session", "pk")]
        context = {
            "title": _("Proposals of %(name)s") % {"name": link.speaker},
            "opts": self.opts,
            "link": link,
            "rows": rows,
            "told": told,
            "problem": problem,
        }
        return TemplateResponse(
            request,
            "admin/program/previewlink/review.html",
            self.admin_site.each_context(request) | context,
            status=status,
        )

    def photo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return a photo that waits."""
        links = self.get_queryset(request)
        waiting = Correction.objects.waiting().filter(column=PHOTO, link__in=links)
        correction = get_object_or_404(waiting, pk=pk)
        kind = "png" if correction.text.endswith(".png") else "jpeg"
        response = HttpResponse(bytes(correction.photo or b""), content_type=f"image/{kind}")
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


def decided_in(request: HttpRequest) -> dict[int, Decision]:
    """Return what has been decided in the form: fields without a choice go on waiting."""
    decisions = {}
    for name, choice in request.POST.items():
        key = name.removeprefix("decision-")
        if key != name and is_number(key) and choice in CHOICES:
            seen = str(request.POST.get(f"seen-{key}", ""))
            decisions[int(key)] = Decision(choice == "accept", seen)
    return decisions


def row(correction: Correction, request: HttpRequest) -> Row:
    """Return what the page shows of a correction that waits, what differs marked in its texts."""
    now = now_in(correction.thing, correction.column)
    old, new = marked(now, correction.text) if correction.column != PHOTO else (now, "")
    seen = fingerprint(correction, correction.thing)
    kept = request.POST.get(f"seen-{correction.pk}") == seen
    return Row(
        correction,
        label(correction),
        old,
        new,
        saw=correction.seen if correction.seen != now else None,
        seen=seen,
        may_decide=may_decide(request.user, correction),
        choice=request.POST.get(f"decision-{correction.pk}", "") if kept else "",
    )
