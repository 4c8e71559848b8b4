"""The schedule as a list: days, the moments at which something starts, and what is nested."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Protocol, TypeVar


class Timed(Protocol):
    """What has its place in time, local to the venue."""

    @property
    def local_start(self) -> datetime | None: ...

    @property
    def local_day(self) -> date | None: ...


class Spanning(Timed, Protocol):
    """What starts and perhaps ends."""

    @property
    def local_end(self) -> datetime | None: ...


class Scheduled(Timed, Protocol):
    """What the schedule needs to know of a session."""

    pk: int
    parent_id: int | None


AnySession = TypeVar("AnySession", bound=Scheduled)


@dataclass
class Entry:
    """A session in the schedule, with the sessions that take place inside it."""

    session: Scheduled
    children: list["Entry"] = field(default_factory=list)

    @property
    def sessions(self) -> Iterator[Scheduled]:
        yield self.session
        for child in self.children:
            yield from child.sessions


@dataclass
class Slot:
    """What starts at one moment; `start` is None for what has no time yet."""

    start: datetime | None
    entries: list[Entry]


@dataclass
class Day:
    """One day's slots in order; `date` is None for what has no day yet."""

    date: date | None
    slots: list[Slot]

    @property
    def has_times(self) -> bool:
        return any(slot.start for slot in self.slots)

    @property
    def sessions(self) -> Iterator[Scheduled]:
        """All sessions of the day, those inside others too."""
        return chain.from_iterable(entry.sessions for slot in self.slots for entry in slot.entries)


def moment(session: Timed) -> tuple[bool, date, bool, float]:
    """Return the key that sorts sessions by day and time; the unknown comes after the known."""
    day, start = session.local_day, session.local_start
    return (day is None, day or date.max, start is None, start.timestamp() if start else 0)


def in_order(sessions: Iterable[AnySession]) -> list[AnySession]:
    """Return the sessions by day and time; those at the same moment keep the order given."""
    return sorted(sessions, key=moment)


def nest(sessions: Iterable[Scheduled]) -> list[Entry]:
    """Return the outermost sessions, each with its children inside, in the order given.

    A session whose parent is not among `sessions` counts as outermost.
    """
    entries = {session.pk: Entry(session) for session in sessions}
    outermost: list[Entry] = []
    for entry in entries.values():
        parent = entries.get(entry.session.parent_id) if entry.session.parent_id else None
        (parent.children if parent else outermost).append(entry)
    return outermost


def spread(entries: Iterable[Entry], most: int) -> Iterator[Entry]:
    """Yield each session by itself, but what is inside one with more than `most` in that one."""
    for entry in entries:
        if len(entry.children) > most:
            yield entry
        else:
            yield Entry(entry.session)
            yield from spread(entry.children, most)


def by_day(sessions: Iterable[Scheduled]) -> list[Day]:
    """Return the days on which something takes place, and last the day None if need be.

    Within a day the slots follow in time; what has no time yet comes last. Sessions that start at
    the same moment keep the order given.
    """
    days: defaultdict[date | None, defaultdict[datetime | None, list[Entry]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for entry in nest(in_order(sessions)):
        days[entry.session.local_day][entry.session.local_start].append(entry)
    return [
        Day(day, [Slot(start, entries) for start, entries in slots.items()])
        for day, slots in days.items()
    ]


def chosen_day(days: list[Day], asked: str | None, today: date) -> Day | None:
    """Return the day to show: the one asked for, else today, else the first with times.

    `asked` is an ISO date, or "tba" for what has no day yet; a day that is not there counts as not
    asked. Returns None only if there are no days.
    """
    for day in days:
        if asked == (day.date.isoformat() if day.date else "tba"):
            return day
    for day in days:
        if day.date == today:
            return day
    return next((day for day in days if day.has_times), days[0] if days else None)
