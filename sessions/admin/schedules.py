"""frab schedules into the admin: a file, a look at what it would do, and doing it."""

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.admin.spreadsheets import SpreadsheetAdmin, done, take_answers
from sessions.exchange import frab
from sessions.exchange.spreadsheet import ChangedError, SpreadsheetError
from sessions.models import Event, Session, Upload

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KIND = "schedule"  # of upload
REVIEW = "review_schedule"


class ScheduleForm(forms.Form):
    """Takes a schedule; its `content` are the bytes."""

    file = forms.FileField(
        label=gettext_lazy("Schedule"),
        help_text=gettext_lazy(
            "XML or JSON, as frab, pentabarf, pretalx and other tools write it, up to 50 MB. "
            "Nothing is written before you have seen what would change."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,.json"}),
    )

    def __init__(self, event: Event, *args: Any) -> None:
        super().__init__(*args)
        self.event = event

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > frab.MOST_BYTES:
            raise ValidationError(_("The file is larger than 50 MB, which no schedule is."))
        self.cleaned_data["content"] = file.read()
        try:
            frab.opened(self.event, self.cleaned_data["content"])
        except frab.ScheduleError as error:
            raise ValidationError(str(error)) from error
        return file


class ScheduleAdmin(SpreadsheetAdmin):
    """The admin of events, with schedules beside the tables of their programs."""

    def get_urls(self) -> list[URLPattern]:
        view, base = self.admin_site.admin_view, "<int:pk>/schedule/"
        return [
            path(base, view(self.schedule_view), name="program_event_schedule"),
            path(
                f"{base}<int:upload>/",
                view(self.schedule_review_view),
                name="program_event_schedule_review",
            ),
            *super().get_urls(),
        ]

    def schedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say where the schedule is read, and take one; what it would do is the next page."""
        event = self.seen_event(request, pk)
        may_write = self.may_write(request, Session)
        if request.method == "POST" and not may_write:
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ScheduleForm(event, *sent)
        if form.is_valid():
            upload = Upload.objects.take(
                event=event,
                table=KIND,
                name=form.cleaned_data["file"].name[:200],
                content=form.cleaned_data["content"],
                made_by=cast("User", request.user),
            )
            return redirect("admin:program_event_schedule_review", event.pk, upload.pk)
        shown = form if may_write else None
        return self.sheet_page(
            request, "schedules", event, title=_("Schedule as a file"), form=shown
        )

    def schedule_review_view(self, request: HttpRequest, pk: int, upload: int) -> HttpResponse:
        """Show what an uploaded schedule would do; take answers; do it when told to."""
        event = self.seen_event(request, pk)
        kept = get_object_or_404(Upload, pk=upload, event=event, made_by=request.user, table=KIND)
        answered = request.method == "POST" and take_answers(kept, request.POST)
        incoming = frab.Incoming(
            event,
            bytes(kept.content),
            kept.answers,
            cancel_vanished="cancel_vanished" in request.POST,
        )
        if request.method == "POST" and "apply" in request.POST:
            try:
                plan = frab.import_file(
                    incoming,
                    shown=request.POST.get("shown", ""),
                    leave_out="leave_out" in request.POST,
                    user=cast("User", request.user),
                    allowed=partial(self.check_permissions, request),
                )
            except ChangedError as changed:
                self.warn_of_change(request, answered=answered)
                return self.sheet_review(request, kept, changed.plan, REVIEW)
            except SpreadsheetError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                kept.delete()
                self.message_user(request, done(plan), messages.SUCCESS)
                if plan.cancel_vanished and plan.vanished:
                    gone = ngettext(
                        "%d session cancelled.", "%d sessions cancelled.", len(plan.vanished)
                    )
                    self.message_user(request, gone % len(plan.vanished), messages.SUCCESS)
                return redirect("admin:program_event_schedule", event.pk)
        return self.sheet_review(request, kept, frab.dry_run(incoming), REVIEW)
