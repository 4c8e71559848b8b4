"""Checking an event's program: read in a fixed number of queries, told in sentences.

The rules themselves are in `sessions/schedule/conflicts.py`; here they get the program from the
database, and words.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from sessions.models import Event, Participation, Room, Session, Unavailability
from sessions.moments import spoken, spoken_day, spoken_days
from sessions.querysets import SessionQuerySet
from sessions.rule_words import SEVERITIES, WORDS
from sessions.schedule.bookings import Booking, Part, Program, Span
from sessions.schedule.conflicts import (
    TIME_TO_CHANGE_ROOMS,
    Conflict,
    Severity,
    conflicts,
    conflicts_of,
)
from speakers.bilingual import bilingual, labels, translations
from speakers.models import Speaker


@dataclass(frozen=True)
class Finding:
    """A conflict in the current language: its sessions, when, what is the matter and the mend."""

    conflict: Conflict
    sessions: tuple[Session, ...]
    time: str
    text: str
    mend: str

    @property
    def severity(self) -> str:
        return str(SEVERITIES[self.conflict.severity])

    @property
    def is_error(self) -> bool:
        return self.conflict.severity is Severity.ERROR

    @property
    def matter(self) -> str:
        """When and what, in one sentence."""
        if not self.time:
            return self.text
        return _("%(time)s: %(matter)s") % {"time": self.time, "matter": self.text}

    def __str__(self) -> str:
        return f"{self.matter} {self.mend}"


class Effect(NamedTuple):
    """What moves do to the conflicts of a program: of those that remain, what is moved is in."""

    brought: list[Finding]
    ended: list[Finding]
    remaining: list[Finding]


@dataclass(frozen=True)
class Check:
    """An event's program as the rules see it, and the things they speak of by number.

    Drafts are named of the events `seen` only; None stands for all.
    """

    event: Event
    program: Program
    sessions: dict[int, Session]
    people: dict[int, Speaker]
    rooms: dict[int, Room]
    seen: set[int] | None = None

    def findings(self) -> list[Finding]:
        """Return what is amiss in the event, by rule and then by time.

        A sub-event is held against the whole program, and told what concerns its own sessions.
        """
        return [self.told(each, self.program) for each in self.conflicts(self.program)]

    def effect(self, moved: Collection[Session]) -> Effect:
        """Return what it would do if sessions were when and where they are in `moved`, unsaved."""
        old = self.program.bookings
        program = self.program.with_changes(
            replace(old[each.pk], day=each.day, start=each.start, end=each.end, room=each.room_id)
            for each in moved
        )
        keys = {each.pk for each in moved}
        before = {each.subject: each for each in self.conflicts(self.program)}
        after = {each.subject: each for each in self.conflicts(program)}
        remaining = [after[each] for each in after if each in before and keys & each[1]]
        return Effect(
            [self.told(after[each], program) for each in after if each not in before],
            [self.told(before[each], self.program) for each in before if each not in after],
            [self.told(each, program) for each in remaining],
        )

    def conflicts(self, program: Program) -> list[Conflict]:
        """Return what is amiss in the event, as `program` has it, without words."""
        return [each for each in conflicts(program) if self.concerns(each, self.event)]

    def concerns(self, conflict: Conflict, event: Event) -> bool:
        """Say whether people of an event are told: of an event inside another, its own only."""
        events = {self.sessions[pk].event_id for pk in conflict.sessions}
        return not event.parent_id or event.pk in events

    def findings_of(self, session: Session) -> list[Finding]:
        """Return what is amiss with one session, by itself or together with others."""
        return [self.told(each, self.program) for each in conflicts_of(self.program, session.pk)]

    def told(self, conflict: Conflict, program: Program) -> Finding:
        """Put a conflict of `program` into the current language."""
        words = WORDS[conflict.rule]
        facts = self.facts(conflict, program)
        return Finding(
            conflict,
            tuple(self.sessions[pk] for pk in conflict.sessions if self.may_name(pk)),
            self.time(program.bookings[conflict.sessions[0]], conflict.start, conflict.end),
            words.matter % facts,
            words.mend % facts,
        )

    def may_name(self, pk: int) -> bool:
        """Say whether a session is public, or of an event whose drafts are seen."""
        session = self.sessions[pk]
        return not session.is_draft or self.seen is None or session.event_id in self.seen

    def called(self, pk: int) -> str:
        session = self.sessions[pk]
        unnamed = _("a draft of %(event)s") % {"event": session.event}
        return str(session) if self.may_name(pk) else unnamed

    def facts(self, conflict: Conflict, program: Program) -> dict[str, Any]:
        """Return what the sentences about a conflict may name."""
        bookings = [program.bookings[pk] for pk in conflict.sessions]
        first, last = bookings[0], bookings[-1]
        session = self.sessions[first.pk]
        rooms = [self.rooms.get(program.places[each.pk] or 0) for each in (first, last)]
        return {
            "first": self.called(first.pk),
            "second": self.called(last.pk),
            "room": rooms[0],
            "other_room": rooms[1],
            "capacity": rooms[0].capacity if rooms[0] else None,
            "people": _(", ").join(str(self.people[pk]) for pk in conflict.people),
            "event": session.event,
            "days": spoken_days(session.event.start_date, session.event.end_date),
            "other": self.time(last, last.start, last.end),
            "minutes": TIME_TO_CHANGE_ROOMS // timedelta(minutes=1),
            "audience": first.audience,
            "texts": _(", ").join(labels(Session)[column] for column in lacking(session)),
        }

    def time(self, booking: Booking, start: datetime | None, end: datetime | None) -> str:
        """Return from when to when in the zone of a session's event; without a start its day."""
        if start:
            return spoken(start.astimezone(self.sessions[booking.pk].event.zone), end)
        return spoken_day(booking.day) if booking.day else ""


def check(event: Event, seen: set[int] | None = None) -> Check:
    """Read the program that `event` belongs to, in six queries however large it is.

    What is found names drafts of the events `seen` only, for those who see no others.
    """
    root = event.root
    events = {each.pk: each for each in Event.objects.family(root)}
    sessions = {each.pk: each for each in with_texts(Session.objects.of(root))}
    for session in sessions.values():
        session.event = events[session.event_id]
    participations = Participation.objects.of(root)
    parts: defaultdict[int, list[Part]] = defaultdict(list)
    for pk, person, role in participations.values_list("session_id", "speaker_id", "role"):
        parts[pk].append(Part(person, role))
    away: defaultdict[int, list[Span]] = defaultdict(list)
    for each in Unavailability.objects.of(root):
        away[each.speaker_id].append((each.start, each.end))
    rooms = {each.pk: each for each in Room.objects.filter(event__in=events)}
    people = Speaker.objects.filter(pk__in=participations.values("speaker"))
    program = Program(
        {pk: booking(session, tuple(parts[pk])) for pk, session in sessions.items()},
        {pk: (each.opening, each.closing) for pk, each in events.items()},
        {pk: room.capacity for pk, room in rooms.items() if room.capacity is not None},
        away,
    )
    return Check(event, program, sessions, {each.pk: each for each in people}, rooms, seen)


def booking(session: Session, people: tuple[Part, ...]) -> Booking:
    return Booking(
        session.pk,
        session.event_id,
        kind=session.kind,
        status=session.status,
        start=session.start,
        end=session.end,
        day=session.day,
        room=session.room_id,
        parent=session.parent_id,
        people=people,
        audience=session.audience,
        is_translated=not lacking(session),
    )


def with_texts(sessions: SessionQuerySet) -> SessionQuerySet:
    """Load sessions without their long texts, but with whether they are there, as `has_…`."""
    columns = [field.name for field in translations(Session)]
    has = {f"has_{column}": Q(**{f"{column}__gt": ""}) for column in columns}
    return sessions.defer("search_text", "abstract", *bilingual("abstract")).annotate(**has)


def lacking(session: Session) -> list[str]:
    """Return the columns without a text where the other language has one."""
    texts = {field.name: field.translated_field.name for field in translations(Session)}
    there = {name for column, name in texts.items() if getattr(session, f"has_{column}")}
    return [
        column
        for column, name in texts.items()
        if name in there and not getattr(session, f"has_{column}")
    ]
