"""Putting back the schedule of an earlier release, as a new release.

Times, rooms and statuses are put back; titles, texts, people and topics stay as they are. What was
made since then stays as it is, what was deleted since then stays deleted.
"""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.utils.translation import gettext_noop, override

from sessions.models import Event, Release, Room, Session
from sessions.querysets import SessionQuerySet
from sessions.releases import record_release
from sessions.schedule.changes import Announced, read_snapshot
from sessions.search import rebuilt_at_the_end
from speakers.history import recorded

SCHEDULE = ("day", "start", "end", "room", "status")


class ProgramChangedError(Exception):
    """The program is no longer what it was when the plan was looked at."""


@dataclass(frozen=True)
class Step:
    """A session as it is now and as it will be, and the fields in which these differ."""

    now: Session
    then: Session
    fields: tuple[str, ...]


@dataclass
class Plan:
    """What putting a schedule back would do.

    `roomless` will stand without a room, since theirs has been deleted; `newer` were made since,
    `deleted` are in the release and in the program no more: nothing is done to these two.
    """

    steps: list[Step] = field(default_factory=list)
    roomless: list[Session] = field(default_factory=list)
    newer: list[Session] = field(default_factory=list)
    deleted: list[Announced] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """A short text that is the same as long as the plan is."""
        names = ("pk", "day", "start", "end", "room_id", "status")
        values = [
            str(getattr(each, name))
            for step in self.steps
            for each in (step.now, step.then)
            for name in names
        ]
        others = [each.pk for each in self.newer], [each.key for each in self.deleted]
        return sha256(repr((values, others)).encode()).hexdigest()[:16]


def plan(release: Release, sessions: SessionQuerySet | None = None) -> Plan:
    """Return what putting back the schedule of `release` would do, without doing it.

    `sessions` are those of the program, if they have been asked for in a way of their own.
    """
    event = release.event.root
    earlier = {each.key: each for each in read_snapshot(release.snapshot)}
    rooms = {
        "/".join(room.natural_key()): room
        for room in Room.objects.filter(event__in=Event.objects.family(event)).select_related(
            "event"
        )
    }
    found = Plan()
    for session in sessions_of(event) if sessions is None else sessions:
        announced = earlier.pop(session.natural_key(), None)
        if not announced:
            found.newer.append(session)
            continue
        step = step_back(session, announced, rooms)
        if step.fields:
            found.steps.append(step)
        if announced.room and not step.then.room:
            found.roomless.append(session)
    found.deleted = list(earlier.values())
    return found


def sessions_of(event: Event) -> SessionQuerySet:
    """Return the sessions of a whole program with what a schedule consists of."""
    return Session.objects.of(event).select_related("event", "room__event").order_by("pk")


def step_back(session: Session, announced: Announced, rooms: dict[str, Room]) -> Step:
    """Return the step that gives a session the schedule it had been announced with."""
    then = copy(session)
    then.day, then.start, then.end = announced.times
    then.room = rooms.get(announced.room or "")
    then.status = announced.status
    differing = (name for name in SCHEDULE if getattr(session, name) != getattr(then, name))
    return Step(session, then, tuple(differing))


def restore(
    release: Release, user: User, note_en: str | None, note_zh_hans: str | None, expected: str
) -> Release:
    """Put back the schedule of `release` in one transaction; return the new release it makes.

    `expected` is the fingerprint of the plan that was agreed to. Raises `ProgramChangedError` where
    the program has changed since, and has then changed nothing.
    """
    event = release.event.root
    with recorded(user, gettext_noop("Put back an earlier schedule")), rebuilt_at_the_end():
        Event.objects.select_for_update().get(pk=event.pk)
        agreed = plan(release, sessions_of(event).select_for_update(of=("self",)))
        if agreed.fingerprint != expected:
            raise ProgramChangedError
        put_back(agreed.steps, user)
        return record_release(event, user, note_en, note_zh_hans)


def put_back(steps: list[Step], user: User) -> None:
    """Save each step's session, and write into the journal which of its fields have changed."""
    changed: defaultdict[tuple[str, ...], list[Session]] = defaultdict(list)
    with override(settings.LANGUAGE_CODE):
        for step in steps:
            step.then.save(update_fields=step.fields)
            changed[step.fields].append(step.then)
        for fields, sessions in changed.items():
            names = [str(Session._meta.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]  # noqa: SLF001
            note = [{"changed": {"fields": names}}]
            LogEntry.objects.log_actions(user.pk, sessions, CHANGE, change_message=note)
