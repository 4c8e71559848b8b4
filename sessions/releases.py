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
from sessions.models import Event, Release, Session
from sessions.querysets import SessionQuerySet
from sessions.schedule.changes import FIELDS, Announced, Change, Key, difference, read_snapshot


class Revision(NamedTuple):
    """How often releases have changed a session, and when one last did (UTC)."""

    number: int
    made_at: datetime


def record_release(
    event: Event, user: User | None, note_en: str | None, note_zh_hans: str | None
) -> Release:
    """Record the program of `event` as it stands, under the number after the last, and return it.

    The snapshot is the event's fixture: a list of records. Two calls at once get two numbers.
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


def revisions(event: Event) -> dict[Key, Revision]:
    """Return how the sessions that releases have brought or changed stand, in one query."""
    found: dict[Key, Revision] = {}
    releases = event.root.releases.order_by("number").values_list("made_at", "changes")
    for made_at, changes in releases:
        for change in changes or ():
            session = change["after"] or change["before"]
            key = (session["event"], session["slug"])
            before = found[key].number if key in found else -1 if change["before"] is None else 0
            found[key] = Revision(before + 1, made_at)
    return found


def changes_since(release: Release) -> list[Change]:
    """Return what differs between a release and the program as it is now."""
    now = [announced(each) for each in sessions_of(release.event.root)]
    return difference(read_snapshot(release.snapshot), now)


def sessions_of(event: Event) -> SessionQuerySet:
    """Return the sessions of a whole program with what `announced` reads."""
    return Session.objects.of(event).select_related("event", "room__event").order_by("pk")


def announced(session: Session) -> Announced:
    """Return a session as a snapshot of now would hold it."""
    room = session.room
    return Announced(
        **{name: getattr(session, name) for name in FIELDS},
        event=session.event.slug,
        time_zone=session.event.time_zone,
        room="/".join(room.natural_key()) if room else None,
        room_en=getattr(room, "name_en", None),
        room_zh_hans=getattr(room, "name_zh_hans", None),
    )
