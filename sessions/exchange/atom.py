"""Atom (RFC 4287): the releases of a program as a feed to subscribe to."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sessions.models import Event, Release
from sessions.templatetags.program import page_lang
from sessions.words import clean


class Entry(NamedTuple):
    """A release, and as HTML with full addresses what it changed."""

    release: Release
    html: str


class ReleaseFeed(Atom1Feed):
    """Updated when the latest release was made; before the first, when the event begins."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed["opening"])


def feed(event: Event, entries: Iterable[Entry], absolute: Callable[[str], str]) -> bytes:
    """Return the feed in the current language; `absolute` turns a path into a full address.

    The same releases give the same bytes. Feed and entries keep their ids, wherever the site moves.
    """
    page = absolute(reverse("program:changes", args=[event.slug]))
    found: Any = ReleaseFeed(
        title=clean(_("Changes: %(event)s") % {"event": event}),
        link=page,
        description=None,
        language=page_lang(),
        author_name=clean(event.name),
        feed_url=absolute(f"{reverse('changes-feed', args=[event.slug])}?lang={get_language()}"),
        feed_guid=identity(event),
        opening=event.opening,
    )
    for release, html in entries:
        number, made_at = str(release.number), release.made_at
        found.add_item(
            title=_("Release %(number)s") % {"number": number},
            link=f"{page}#release-{number}",
            description=clean(html),
            unique_id=identity(event, number, made_at.isoformat()),
            pubdate=made_at,
            updateddate=made_at,
        )
    return found.writeString("utf-8").encode()


def identity(event: Event, *release: str) -> str:
    """Return what names the event's feed in this language, or one release in it, for ever."""
    name = "/".join([event.slug, "changes", str(get_language()), *release])
    return uuid5(NAMESPACE_URL, name).urn
