"""A program as bookings: which session takes up which room and people, and when.

A session takes place in its own room, else in that of the session it is part of. One without a
known end is taken to last a minute: it clashes with what it begins in. What is cancelled takes up
nothing.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice

from sessions.schedule.agenda import lineage, related

Span = tuple[datetime, datetime]
Pair = tuple["Booking", "Booking"]

UNKNOWN_LENGTH = timedelta(minutes=1)
MOST_AT_ONCE = 20  # clashes named for a session that begins amid many others
STAND_INS = {"author", "chair"}  # of several, one is enough


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in a session."""

    person: int
    role: str


@dataclass(frozen=True, slots=True)
class Booking:
    """A session: when it is, and which room and people it takes up.

    `start` and `end` know their zone; `day`, local to the venue, counts while there is no start.
    `kind` and the roles of `people` are the values that sessions and participations have.
    """

    pk: int
    event: int
    kind: str = "talk"
    status: str = Status.PUBLISHED
    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    room: int | None = None
    parent: int | None = None
    people: tuple[Part, ...] = ()
    audience: int | None = None
    is_translated: bool = True

    @property
    def span(self) -> Span | None:
        """From when to when it takes up its room and people, None if no start is known."""
        return (self.start, self.end or self.start + UNKNOWN_LENGTH) if self.start else None

    def needs(self, person: int) -> bool:
        """Say whether nobody else can do this person's part."""
        roles = [part.role for part in self.people]
        return any(
            part.role not in STAND_INS or roles.count(part.role) == 1
            for part in self.people
            if part.person == person
        )


@dataclass(frozen=True)
class Program:
    """Sessions, by their number, with what they are held against; nothing in it changes.

    `days` are each event's midnights before its first and after its last day, in its zone;
    `capacities` the seats of rooms, where known; `away` when people have said they cannot come.
    """

    bookings: dict[int, Booking]
    days: dict[int, Span]
    capacities: dict[int, int] = field(default_factory=dict)
    away: dict[int, list[Span]] = field(default_factory=dict)

    def with_changes(self, changed: Iterable[Booking]) -> "Program":
        """Return the program as it would be with these sessions changed or added."""
        return replace(self, bookings=self.bookings | {each.pk: each for each in changed})

    @cached_property
    def held(self) -> list[Booking]:
        """What is not cancelled."""
        return [each for each in self.bookings.values() if each.status != Status.CANCELLED]

    @cached_property
    def published(self) -> list[Booking]:
        return [each for each in self.held if each.status == Status.PUBLISHED]

    @cached_property
    def parents(self) -> dict[int, int | None]:
        return {each.pk: each.parent for each in self.bookings.values()}

    @cached_property
    def places(self) -> dict[int, int | None]:
        """The room in which each session takes place, None where it is not known."""
        return {
            pk: next((room for one in self.lineage(pk) if (room := one.room)), None)
            for pk in self.bookings
        }

    @cached_property
    def by_room(self) -> dict[int, list[Booking]]:
        """What takes place in each room; posters among posters are one booking, their session's."""
        found: defaultdict[int, list[Booking]] = defaultdict(list)
        for each in self.held:
            room = self.places[each.pk]
            if room and not self.is_among_posters(each):
                found[room].append(each)
        return found

    @cached_property
    def by_person(self) -> dict[int, list[Booking]]:
        """What each person takes part in, once for each session, whatever the roles."""
        found: defaultdict[int, list[Booking]] = defaultdict(list)
        for each in self.held:
            for person in dict.fromkeys(part.person for part in each.people):
                found[person].append(each)
        return found

    def lineage(self, pk: int) -> list[Booking]:
        """Return a session and those it is part of, innermost first."""
        return [self.bookings[each] for each in lineage(pk, self.parents) if each in self.bookings]

    def inside_others(self) -> Iterator[Pair]:
        """Yield what is inside another session, with that one; neither is cancelled."""
        for each in self.held:
            parent = self.bookings.get(each.parent or 0)
            if parent and parent.status != Status.CANCELLED:
                yield each, parent

    def local_day(self, booking: Booking) -> date | None:
        """Return the day, local to the venue, None if it is not known."""
        zone = self.days[booking.event][0].tzinfo
        return booking.start.astimezone(zone).date() if booking.start else booking.day

    def together(self, one: Booking, other: Booking) -> bool:
        """Say whether two may share room and people: one inside the other, or posters."""
        return related(one.pk, other.pk, self.parents) or (
            one.parent == other.parent and all(map(self.is_among_posters, (one, other)))
        )

    def is_among_posters(self, booking: Booking) -> bool:
        """Say whether it is part of a poster session, in the room of that session."""
        parent = self.bookings.get(booking.parent or 0)
        return (
            parent is not None
            and parent.kind == "poster"
            and self.places[booking.pk] == self.places[parent.pk]
        )

    def clashes(self, bookings: Iterable[Booking]) -> Iterator[Pair]:
        """Yield each two that are on at the same time, the earlier first.

        Of what begins amid more than `MOST_AT_ONCE` others, only so many are named.
        """
        running: list[tuple[datetime, int, Booking]] = []
        for start, pk, each in in_time(bookings):
            while running and running[0][0] <= start:
                heappop(running)
            others = (other for _, _, other in running if not self.together(other, each))
            yield from ((other, each) for other in islice(others, MOST_AT_ONCE))
            heappush(running, (each.end or start + UNKNOWN_LENGTH, pk, each))

    def back_to_back(self, bookings: Iterable[Booking], pause: timedelta) -> Iterator[Pair]:
        """Yield each two in different rooms of which the second begins less than `pause` later."""
        ordered = in_time(bookings)
        for _, _, first in ordered:
            room = self.places[first.pk]
            if not first.end or not room:
                continue
            latest = first.end + pause
            following = ordered[bisect_left(ordered, (first.end,)) :]
            for start, pk, second in following:
                if start >= latest:
                    break
                if self.places[pk] not in (None, room) and not self.together(first, second):
                    yield first, second


def in_time(bookings: Iterable[Booking]) -> list[tuple[datetime, int, Booking]]:
    """Return those with a start, in the order of time: start, number, booking."""
    return sorted((each.start, each.pk, each) for each in bookings if each.start)
