"""Recording releases, and what has changed from one to the next."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.translation import override

from sessions.exchange import fixture
from sessions.models import Delivery, Event, Release, Session
from sessions.schedule.changes import FIELDS, Announced, Change, Key, difference, read_snapshot

# Where a session is, by the paths to it from a session.
PLACES = {
    "event__slug": "event",
    "event__time_zone": "time_zone",
    "room__name_en": "room_en",
    "room__name_zh_hans": "room_zh_hans",
}
ROOM = ("room__event__slug", "room__slug")


class Revision(NamedTuple):
    """How often releases have changed a session, and when one last did (UTC)."""

    number: int
    made_at: datetime


def record_release(
    event: Event, user: User | None, note_en: str | None, note_zh_hans: str | None
) -> Release:
    """Record the program of `event` as it stands, under the number after the last, and return it.

    The snapshot is the event's fixture: a list of records. Two calls at once get two numbers. The
    event's webhooks are told of it once this is committed.
    """
    with transaction.atomic():
        locked = Event.objects.select_for_update().get(pk=event.pk)
        last = locked.releases.aggregate(last=Max("number"))["last"] or 0
        release = Release(
            event=locked,
            number=last + 1,
            made_by=user,
            note_en=note_en,
            note_zh_hans=note_zh_hans,
            snapshot=json.loads(fixture.export(locked)),
        )
        with override(settings.LANGUAGE_CODE):
            release.save()
        write_changes(locked)
        release.refresh_from_db(fields=["changes"])
        Delivery.objects.announce(release)
    return release


def write_changes(event: Any) -> None:
    """Find out and keep what has changed in each release of `event` where it is not known yet.

    The first has no changes. Called with the `Event` of a migration as well.
    """
    for release in event.releases.filter(changes__isnull=True).order_by("number"):
        earlier = event.releases.filter(number__lt=release.number)
        before = earlier.order_by("-number").first()
        changes = between(before, release) if before else []
        release.changes = [asdict(change) for change in changes]
        release.save(update_fields=["changes"])


def between(before: Release, after: Release) -> list[Change]:
    """Return what differs between two releases of an event."""
    return difference(read_snapshot(before.snapshot), read_snapshot(after.snapshot))


def revisions(event: Event) -> dict[Key | str, Revision]:
    """Return how the sessions that releases have brought or changed stand, in one query.

    By key, and by guid those that have one: it stays when the slug changes.
    """
    found: dict[Key | str, Revision] = {}
    releases = event.root.releases.order_by("number").values_list("made_at", "changes")
    for made_at, changes in releases:
        for change in changes or ():
            session = change["after"] or change["before"]
            key, guid = (session["event"], session["slug"]), session.get("guid")
            before = found.get(guid) or found.get(key)
            number = before.number + 1 if before else int(change["before"] is not None)
            found[key] = found[guid or key] = Revision(number, made_at)
    return found


def changes_since(release: Release) -> list[Change]:
    """Return what differs between a release and the program as it is now."""
    return difference(read_snapshot(release.snapshot), announced(release.event.root))


def announced(event: Event) -> list[Announced]:
    """Return the sessions of a whole program, drafts too, as a snapshot of now would hold them.

    They are read as values: making objects of thousands takes several times as long.
    """
    rows = Session.objects.of(event).order_by("pk").values(*FIELDS, *PLACES, *ROOM)
    return [
        Announced(
            **{name: row[name] for name in FIELDS},
            **{name: row[path] for path, name in PLACES.items()},
            room="/".join(row[path] for path in ROOM) if row["room__slug"] else None,
        )
        for row in rows
    ]
