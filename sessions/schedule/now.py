"""What is on at a moment, and what comes next on the same day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sessions.schedule.days import Scheduled, in_order

UNKNOWN_LENGTH = timedelta(hours=1)


class Held(Scheduled, Protocol):
    """What must be known of a session; its times are local to the venue."""

    room_id: int | None

    @property
    def local_end(self) -> datetime | None: ...

    @property
    def is_cancelled(self) -> bool: ...


@dataclass
class Place:
    """What is on in a room and what comes later that day, both in order of time."""

    now: list[Held] = field(default_factory=list)
    later: list[Held] = field(default_factory=list)

    @property
    def next(self) -> list[Held]:
        """What comes next: what takes place, after what was to come before it but is cancelled."""
        takes_place = (number for number, each in enumerate(self.later, 1) if not each.is_cancelled)
        return self.later[: next(takes_place, None)]


def now_and_next(sessions: Iterable[Held], at: datetime) -> dict[int | None, Place]:
    """Return what is on at `at`, an aware time, and later that day, by the room's key.

    The key None stands for what has no room. Of a workshop that is on, what is on inside it counts
    in its place, if anything is; of one that comes later, its talks do not count. What has no room
    is where the session is that it is part of. What is cancelled comes after what takes place.
    """
    at = at.astimezone(UTC)  # clocks at the venue may show the same time twice
    by_pk = {session.pk: session for session in in_order(sessions) if session.local_start}
    ends = {pk: end(session, by_pk) for pk, session in by_pk.items()}
    on = {pk for pk, each in by_pk.items() if each.local_start <= at < ends[pk]}  # type: ignore[operator]
    later = {pk for pk, each in by_pk.items() if is_later_that_day(each, at)}
    filled = {by_pk[pk].parent_id for pk in on if not by_pk[pk].is_cancelled}
    places: defaultdict[int | None, Place] = defaultdict(Place)
    for pk, session in by_pk.items():
        place = room(session, by_pk)
        if pk in on - filled:
            places[place].now.append(session)
        elif pk in later and session.parent_id not in later:
            places[place].later.append(session)
    for each in places.values():
        each.now.sort(key=lambda session: session.is_cancelled)
    return dict(places)


def end(session: Held, by_pk: dict[int, Held]) -> datetime:
    """Return when a session is over: with the last inside it, or after an hour, if not known."""
    assert session.local_start  # noqa: S101 - only those with a start are asked about
    if session.local_end:
        return session.local_end
    inside = [each.local_end for each in by_pk.values() if each.parent_id == session.pk]
    return max((each for each in inside if each), default=session.local_start + UNKNOWN_LENGTH)


def is_later_that_day(session: Held, at: datetime) -> bool:
    start = session.local_start
    return bool(start and start > at and start.date() == at.astimezone(start.tzinfo).date())


def room(session: Held, by_pk: dict[int, Held]) -> int | None:
    """Return the key of the room a session is in, its own or that of what it is part of."""
    seen: set[int] = set()
    outer: Held | None = session
    while outer and outer.room_id is None and outer.pk not in seen:
        seen.add(outer.pk)
        outer = by_pk.get(outer.parent_id) if outer.parent_id else None
    return outer.room_id if outer else None
