"""The schedule board: rooms × time in the browser, reviewed and published on the server."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sessions.admin.board_data import board_data, load
from sessions.admin.board_form import ReviewForm, slot_data, text_of, written
from sessions.admin.times import when
from sessions.checking import check
from sessions.models import Event, Session
from sessions.publishing import (
    Change,
    Key,
    Meanwhile,
    NotPublishedError,
    Plan,
    decided,
    plan,
    publish,
    slot_of,
)
from sessions.rights import allowed_in, may_publish

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CONFLICTS_SHOWN = 50  # of those that changes bring, end or leave


class BoardAdmin(admin.ModelAdmin):
    """The admin of events, with a schedule board for each whole program."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        review = require_POST(self.board_review_view)
        return [
            path("<int:pk>/board/", view(self.board_view), name="program_event_board"),
            path("<int:pk>/board/review/", view(review), name="program_event_board_review"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        event: Event | None = kwargs.get("obj")
        context["may_see_board"] = event and may_see_board(request.user, event.root)
        return super().render_change_form(request, context, *args, **kwargs)

    def board_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the program as a board, and as a table to browsers without JavaScript."""
        event: Event = get_object_or_404(Event.objects.select_related("parent"), pk=pk)
        if not may_see_board(request.user, event.root):
            raise PermissionDenied
        if event.parent:
            return redirect("admin:program_event_board", event.parent.pk)
        sessions = load(event)
        data = board_data(event, sessions, cast("User", request.user))
        data |= {
            "editable": may_publish(request.user, event),
            "sessionUrl": reverse("admin:program_session_change", args=[0]),
        }
        return self.board_page(
            request, "board", event, data=data, rows=[in_words(s) for s in sessions]
        )

    def board_review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show in words what the board's moves come to; publish them if that is asked for."""
        event = get_object_or_404(Event.objects.top_level(), pk=pk)
        if not may_publish(request.user, event):
            raise PermissionDenied
        form = ReviewForm(request.POST)
        if not form.is_valid():
            problems = [str(text) for texts in form.errors.values() for text in texts]
            return self.board_review(request, event, form, [], Plan(problems=problems))
        sent = form.cleaned_data
        moves = decided(sent["moves"], sent["mine"], sent["theirs"])
        notes = [sent[name] or None for name in ("note_en", "note_zh_hans")]
        if "publish" not in request.POST:
            return self.board_review(request, event, form, moves, plan(event, moves))
        try:
            release = publish(event, moves, cast("User", request.user), *notes)
        except NotPublishedError as error:
            return self.board_review(request, event, form, moves, error.plan)
        messages.success(request, _("Published as release %d.") % release.number)
        return redirect(f"{reverse('admin:program_event_board', args=[pk])}?published")

    def board_review(
        self, request: HttpRequest, event: Event, form: ReviewForm, moves: list[Any], planned: Plan
    ) -> HttpResponse:
        """Answer with the page that shows the plan."""
        return self.board_page(
            request,
            "board_review",
            event,
            form=form,
            moves=written(moves),
            plan=planned,
            changes=in_groups(planned.changes),
            meanwhile=to_decide(planned.meanwhile),
            conflicts=effect_in_words(event, planned.changes),
            may_open_sessions=True,
            given_up=given_up(event, request.user, form.cleaned_data.get("theirs", ())),
            refused="publish" in request.POST,
        )

    def board_page(
        self, request: HttpRequest, name: str, event: Event, **context: Any
    ) -> HttpResponse:
        title = {"board": _("Schedule board"), "board_review": _("Review the changes")}[name]
        return TemplateResponse(
            request,
            f"admin/program/event/{name}.html",
            self.admin_site.each_context(request)
            | {"title": title, "opts": self.opts, "event": event}
            | context,
        )


def may_see_board(user: Any, event: Event) -> bool:
    return allowed_in(user, event, "program.view_session") or may_publish(user, event)


def in_words(session: Session) -> dict[str, Any]:
    """Return where a session is, for templates: day and time, and room."""
    return {
        "session": session,
        "when": when(session) or _("Not scheduled"),
        "where": session.room or _("No room"),
    }


def in_groups(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return the changes in words; what follows a session stands in the `followers` of its line."""
    lines: dict[int, dict[str, Any]] = {
        each.before.pk: {
            "session": each.before,
            "was": in_words(each.before),
            "will_be": in_words(each.after),
            "follows": each.follows,
            "followers": [],
        }
        for each in changes
    }
    for line in lines.values():
        outer = line
        while outer["follows"]:
            outer = lines[outer["session"].parent_id]
        if outer is not line:
            outer["followers"].append(line)
    return [line for line in lines.values() if not line["follows"]]


def given_up(event: Event, user: Any, theirs: Iterable[Key]) -> dict[str, Any]:
    """Return whose moves the browser is to forget: those decided as others moved the session."""
    return {
        "event": event.slug,
        "user": user.pk,
        "sessions": [text_of(key) for key in sorted(theirs)],
    }


def effect_in_words(event: Event, changes: list[Change]) -> list[dict[str, Any]]:
    """Return the conflicts that changes bring, end and leave, for a template, as far as any."""
    if not changes:
        return []
    effect = check(event).effect([each.after for each in changes])
    titles = {
        "brought": _("New conflicts"),
        "remaining": _("Conflicts that remain"),
        "ended": _("Conflicts that end"),
    }
    return [
        {
            "name": name,
            "title": title,
            "count": len(found),
            "findings": found[:CONFLICTS_SHOWN],
            "more": len(found) - len(found[:CONFLICTS_SHOWN]),
        }
        for name, title in titles.items()
        if (found := getattr(effect, name))
    ]


def to_decide(meanwhile: list[Meanwhile]) -> list[dict[str, Any]]:
    """Return both values of sessions that others have moved, who last did, and the fields sent."""
    keys = [str(each.current.pk) for each in meanwhile]
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Session), object_id__in=keys
    ).select_related("user")
    last = {entry.object_id: entry for entry in entries.order_by("action_time", "pk")}
    return [
        {
            "session": each.current,
            "last": last.get(str(each.current.pk)),
            "seen": in_words(each.seen),
            "theirs": in_words(each.current),
            "mine": in_words(each.wanted),
            "field": f"decision:{text_of(each.current.natural_key())}",
            "shown": json.dumps(slot_data(slot_of(each.current))),
        }
        for each in meanwhile
    ]
