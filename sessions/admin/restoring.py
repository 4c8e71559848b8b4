"""The page on which an earlier schedule is put back."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import override

from sessions.admin.times import when
from sessions.models import Release, Session
from sessions.releases import changes_since
from sessions.restoring import Plan, ProgramChangedError, plan, restore
from sessions.rights import may_publish
from speakers.bilingual import LANGUAGES, bilingual, labels

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class RestoreForm(forms.Form):
    """Takes the note of the new release, in both languages; a suggestion stands there."""

    def __init__(self, release: Release, *args: Any) -> None:
        super().__init__(*args)
        for name, language in zip(bilingual("note"), LANGUAGES, strict=True):
            with override(language):
                suggested = _("The schedule of release %(number)s is restored.")
            self.fields[name] = forms.CharField(
                label=labels(Release)[name],
                required=False,
                initial=suggested % {"number": release.number},
                widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
            )


class RestoringAdmin(admin.ModelAdmin):
    """The admin of releases, with the way back to one."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.restore_schedule_view)
        return [
            path("<int:pk>/restore-schedule/", view, name="program_release_restore_schedule"),
            *super().get_urls(),
        ]

    def restore_schedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what restoring would do; once that is confirmed, do it."""
        release: Release = get_object_or_404(Release.objects.select_related("event__parent"), pk=pk)
        if not may_publish(request.user, release.event):
            raise PermissionDenied
        form = RestoreForm(release, request.POST or None)
        if form.is_valid():
            note_en, note_zh_hans = (form.cleaned_data[name] or None for name in bilingual("note"))
            user, expected = cast("User", request.user), request.POST.get("expected", "")
            try:
                made = restore(release, user, note_en, note_zh_hans, expected)
            except ProgramChangedError:
                text = _("Nothing was restored: the program has changed meanwhile. Look again.")
                form.add_error(None, text)
            else:
                return self.schedule_restored(request, release, made)
        return TemplateResponse(
            request,
            "admin/program/release/restore.html",
            self.admin_site.each_context(request) | self.as_context(release, form),
        )

    def schedule_restored(
        self, request: HttpRequest, release: Release, made: Release
    ) -> HttpResponse:
        """Write the new release into the journal, say that it is done, and show the release."""
        self.log_addition(request, made, [{"added": {}}])
        numbers = {"old": release.number, "new": made.number}
        text = _("The schedule of release %(old)s is restored, as release %(new)s.") % numbers
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:program_release_change", made.pk)

    def as_context(self, release: Release, form: RestoreForm) -> dict[str, Any]:
        """Return what the page says: the plan in words, and what would be left behind."""
        last = release.event.releases.select_related("event__parent").order_by("-number")[0]
        planned = plan(release)
        return {
            "title": _("Restore the schedule of release %(number)s") % {"number": release.number},
            "opts": self.opts,
            "release": release,
            "form": form,
            "plan": planned,
            "steps": in_words(planned),
            "unreleased": len(changes_since(last)),
            "last": last,
            "next": last.number + 1,
        }


def in_words(planned: Plan) -> list[tuple[Session, str, str]]:
    """Return each session with its schedule as it is and as it will be."""
    return [(step.now, schedule(step.now), schedule(step.then)) for step in planned.steps]


def schedule(session: Session) -> str:
    """Return when and where a session takes place, and its status."""
    time = when(session) or _("Day and time to be announced")
    room = session.room.name if session.room else _("Room to be announced")
    return f"{time} · {room} · {session.get_status_display()}"
