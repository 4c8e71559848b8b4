"""What in a program cannot take place as planned, and what somebody should look at.

An **error** is what cannot be: two sessions in one room at once. A **warning** is what may be
meant: a session published before its time is known. What concerns a draft is a warning, as nobody
relies on it yet, and a draft need not be complete; what is cancelled breaks no rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sessions.schedule.bookings import Booking, Pair, Program, Span, Status

TIME_TO_CHANGE_ROOMS = timedelta(minutes=5)
LATE_NIGHT = timedelta(hours=6)  # a banquet may go on after midnight of the last day

CONTRIBUTORS = {"speaker", "panelist", "author"}
CONTRIBUTIONS = {"keynote", "panel", "talk", "paper", "tutorial"}
CONTAINERS = {"workshop", "paper-session"}  # whose people may be in what is inside
ELSEWHERE = {"poster", "social", "break"}  # may leave the room of what they are part of


class Rule(StrEnum):
    """What is asked of a program, in the order in which people are told."""

    ROOM_TWICE = "room-twice"
    PERSON_TWICE = "person-twice"
    PERSON_AWAY = "person-away"
    OUTSIDE_DAYS = "outside-days"
    OUTSIDE_PARENT = "outside-parent"
    OTHER_ROOM = "other-room"
    NO_BREAK = "no-break"
    TOO_SMALL = "too-small"
    NO_TIME = "no-time"
    NO_ROOM = "no-room"
    NO_SPEAKER = "no-speaker"
    NO_TRANSLATION = "no-translation"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule broken: by which sessions, for which people, in which room, from when to when."""

    rule: Rule
    severity: Severity
    sessions: tuple[int, ...]
    people: tuple[int, ...] = ()
    room: int | None = None
    start: datetime | None = None
    end: datetime | None = None

    @property
    def subject(self) -> tuple[Rule, frozenset[int], tuple[int, ...]]:
        """What it is about, whenever and wherever that is: by this it is the same after a move."""
        return (self.rule, frozenset(self.sessions), self.people)


def conflicts(program: Program) -> list[Conflict]:
    """Return everything that is amiss, by rule and then by time.

    For what would be after some moves: `conflicts(program.with_changes(moved))`. The time it takes
    grows with the number of sessions, and a little faster: they are sorted.
    """
    order = {rule: place for place, rule in enumerate(Rule)}
    return sorted(
        (conflict for rule in RULES for conflict in rule(program)),
        key=lambda each: (
            order[each.rule],
            each.start is None,
            each.start.timestamp() if each.start else 0,
            each.sessions,
        ),
    )


def conflicts_of(program: Program, session: int) -> list[Conflict]:
    """Return what is amiss with one session, by itself or together with others."""
    return [each for each in conflicts(program) if session in each.sessions]


def room_twice(program: Program) -> Iterator[Conflict]:
    for room, bookings in program.by_room.items():
        for pair in program.clashes(bookings):
            yield conflict(
                Rule.ROOM_TWICE, Severity.ERROR, pair, room=room, span=meanwhile(*spans(pair))
            )


def person_twice(program: Program) -> Iterator[Conflict]:
    """Call it an error unless another author or chair can stand in for each of them."""
    pairs: defaultdict[Pair, list[int]] = defaultdict(list)
    for person, bookings in program.by_person.items():
        for pair in program.clashes(bookings):
            pairs[pair].append(person)
    for pair, people in pairs.items():
        must = any(all(each.needs(person) for each in pair) for person in people)
        severity = Severity.ERROR if must else Severity.WARNING
        span = meanwhile(*spans(pair))
        yield conflict(Rule.PERSON_TWICE, severity, pair, people=people, span=span)


def person_away(program: Program) -> Iterator[Conflict]:
    for person, absences in program.away.items():
        for each in program.by_person.get(person, []):
            severity = Severity.ERROR if each.needs(person) else Severity.WARNING
            for absence in absences:
                span = meanwhile(each.span, absence) if each.span else None
                if span:
                    yield conflict(Rule.PERSON_AWAY, severity, [each], people=[person], span=span)


def outside_days(program: Program) -> Iterator[Conflict]:
    for each in program.held:
        opening, closing = program.days[each.event]
        if each.span:
            start, end = each.span
            fits = opening <= start < closing and end <= closing + LATE_NIGHT
        else:
            fits = not each.day or opening.date() <= each.day < closing.date()
        if not fits:
            yield conflict(Rule.OUTSIDE_DAYS, Severity.ERROR, [each])


def outside_parent(program: Program) -> Iterator[Conflict]:
    for each, parent in program.inside_others():
        if each.start and parent.start:
            end = each.end or each.start
            fits = parent.start <= each.start and (not parent.end or end <= parent.end)
        else:
            day, usual = program.local_day(each), program.local_day(parent)
            fits = not day or not usual or day == usual
        if not fits:
            yield conflict(Rule.OUTSIDE_PARENT, Severity.ERROR, [each, parent])


def other_room(program: Program) -> Iterator[Conflict]:
    """Call it an error among papers, which share a room; parts of a workshop may be next door."""
    for each, parent in program.inside_others():
        room, usual = program.places[each.pk], program.places[parent.pk]
        if room and usual and room != usual and each.kind not in ELSEWHERE:
            severity = Severity.ERROR if parent.kind == "paper-session" else Severity.WARNING
            yield conflict(Rule.OTHER_ROOM, severity, [each, parent], room=room)


def no_break(program: Program) -> Iterator[Conflict]:
    """Ask it of those whom both sessions need: another author may be there in time."""
    pairs: defaultdict[Pair, list[int]] = defaultdict(list)
    for person, bookings in program.by_person.items():
        needed = [each for each in bookings if each.needs(person)]
        for pair in program.back_to_back(needed, TIME_TO_CHANGE_ROOMS):
            pairs[pair].append(person)
    for pair, people in pairs.items():
        span = pair[0].end, pair[1].start
        yield conflict(Rule.NO_BREAK, Severity.WARNING, pair, people=people, span=span)


def too_small(program: Program) -> Iterator[Conflict]:
    for each in program.held:
        room = program.places[each.pk]
        capacity = program.capacities.get(room) if room else None
        if capacity is not None and each.audience and each.audience > capacity:
            yield conflict(Rule.TOO_SMALL, Severity.WARNING, [each], room=room)


def no_time(program: Program) -> Iterator[Conflict]:
    for each in outermost_published(program):
        if not each.start:
            yield conflict(Rule.NO_TIME, Severity.WARNING, [each])


def no_room(program: Program) -> Iterator[Conflict]:
    """Ask for none of a break, which is wherever people stand."""
    for each in outermost_published(program):
        if not program.places[each.pk] and each.kind != "break":
            yield conflict(Rule.NO_ROOM, Severity.WARNING, [each])


def no_speaker(program: Program) -> Iterator[Conflict]:
    """Count in the people of what is inside; but a talk wants more than a chair."""
    peopled = {one.pk for each in program.held if each.people for one in program.lineage(each.pk)}
    for each in program.published:
        if each.kind in CONTRIBUTIONS:
            fits = any(part.role in CONTRIBUTORS for part in each.people)
        else:
            fits = each.kind not in CONTAINERS or each.pk in peopled
        if not fits:
            yield conflict(Rule.NO_SPEAKER, Severity.WARNING, [each])


def no_translation(program: Program) -> Iterator[Conflict]:
    for each in program.published:
        if not each.is_translated:
            yield conflict(Rule.NO_TRANSLATION, Severity.WARNING, [each])


def outermost_published(program: Program) -> list[Booking]:
    """Return what is published and not inside of what is: a part has time and room from that."""
    shown = {each.pk for each in program.published}
    return [each for each in program.published if each.parent not in shown]


RULES = (
    room_twice,
    person_twice,
    person_away,
    outside_days,
    outside_parent,
    other_room,
    no_break,
    too_small,
    no_time,
    no_room,
    no_speaker,
    no_translation,
)


def conflict(  # noqa: PLR0913 - what makes up a conflict
    rule: Rule,
    severity: Severity,
    bookings: Sequence[Booking],
    *,
    people: Iterable[int] = (),
    room: int | None = None,
    span: tuple[datetime | None, datetime | None] | None = None,
) -> Conflict:
    """Return a conflict; its time is that of the first session unless `span` is given."""
    start, end = span or (bookings[0].start, bookings[0].end)
    if any(each.status == Status.DRAFT for each in bookings):
        severity = Severity.WARNING
    sessions = tuple(each.pk for each in bookings)
    return Conflict(rule, severity, sessions, tuple(sorted(people)), room, start, end)


def spans(bookings: Iterable[Booking]) -> list[Span]:
    return [each.span for each in bookings if each.span]


def meanwhile(one: Span, other: Span) -> Span | None:
    """Return from when to when both last, None if they have no moment in common."""
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None
