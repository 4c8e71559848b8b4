"""What has changed in a program, release by release: a page, and a feed to subscribe to."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.generic import TemplateView

from sessions.exchange.atom import Entry, feed
from sessions.models import Event, Release
from sessions.querysets import SessionQuerySet
from sessions.schedule.changes import Change, Key
from sessions.views.base import EventPage
from sessions.views.machine import MachineFormat
from speakers.addresses import address

Told = list[tuple[Release, list[Change]]]


class Changes(EventPage, TemplateView):
    """All releases of the program with what each changed, the latest first."""

    template_name = "program/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            releases=told(self.event), links=links_to(self.sessions()), **kwargs
        )


class ChangesFeed(MachineFormat):
    """The same for feed readers (Atom)."""

    def get(self, _request: Any, **_kwargs: str) -> HttpResponse:
        absolute = self.request.build_absolute_uri
        links = {key: absolute(path) for key, path in links_to(self.sessions()).items()}
        entries = [
            Entry(release, self.as_html(release, changes, links))
            for release, changes in told(self.event)
        ]
        content = feed(self.event, entries, absolute)
        return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")

    def as_html(self, release: Release, changes: list[Change], links: dict[Key, str]) -> str:
        context = {"release": release, "changes": changes, "links": links}
        return render_to_string("includes/release.html", context)


def told(event: Event) -> Told:
    """Return the releases of an event's program, each with what it changed for the event.

    A special day is told only of releases that changed something in it.
    """
    releases = Release.objects.filter(event=event.root).told()
    if not event.parent:
        return [(release, release.told) for release in releases]
    own = (
        (each, [one for one in each.told if one.session.event == event.slug]) for each in releases
    )
    return [(release, changes) for release, changes in own if changes]


def links_to(sessions: SessionQuerySet) -> dict[Key, str]:
    """Return the paths of the sessions' pages: what has no page any more is not linked."""
    keys = sessions.values_list("event__slug", "slug")
    return {key: address("program:session", *key) for key in keys}
