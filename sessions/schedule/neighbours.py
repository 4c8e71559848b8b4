"""Where to go on from a session: what comes before and after it, and what else is on meanwhile."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from sessions.schedule.days import Scheduled

INSTANT = timedelta(microseconds=1)


class Neighbour(Scheduled, Protocol):
    """What must be known of a session to find those beside it; its end is local to the venue."""

    room_id: int | None

    @property
    def is_cancelled(self) -> bool: ...

    @property
    def local_end(self) -> datetime | None: ...


AnyNeighbour = TypeVar("AnyNeighbour", bound=Neighbour)


def before_and_after(
    session: Neighbour, others: Iterable[AnyNeighbour]
) -> tuple[AnyNeighbour | None, AnyNeighbour | None]:
    """Return the sessions before and after in the same room that day, or None.

    For one inside another session these are its siblings. What is cancelled does not count.
    """
    if not session.local_start:
        return None, None
    start = session.local_start.astimezone(UTC)
    peers = sorted(
        (
            (other.local_start.astimezone(UTC), other.pk, other)
            for other in others
            if other.local_start and other.pk != session.pk and is_peer(session, other)
        ),
        key=lambda peer: peer[:2],
    )
    earlier = [other for moment, _pk, other in peers if moment < start]
    later = [other for moment, _pk, other in peers if moment > start]
    return (earlier[-1] if earlier else None), (later[0] if later else None)


def is_peer(session: Neighbour, other: Neighbour) -> bool:
    same_place = other.room_id == session.room_id and bool(session.room_id or session.parent_id)
    return (
        same_place
        and other.parent_id == session.parent_id
        and other.local_day == session.local_day
        and not other.is_cancelled
    )


def meanwhile(session: Neighbour, others: Iterable[AnyNeighbour]) -> list[AnyNeighbour]:
    """Return the outermost sessions that overlap this one, in the order given.

    One whose end is unknown overlaps what is on when it starts. What is cancelled does not count,
    nor does the session that this one is inside of.
    """
    own = {session.pk, session.parent_id}
    span = instants(session)
    return [
        other
        for other in others
        if other.parent_id is None
        and other.pk not in own
        and not other.is_cancelled
        and overlap(span, instants(other))
    ]


Span = tuple[datetime, datetime] | None


def instants(session: Neighbour) -> Span:
    """Return a session's start and end in UTC; without an end, the instant of its start."""
    if not session.local_start:
        return None
    start = session.local_start.astimezone(UTC)
    end = session.local_end.astimezone(UTC) if session.local_end else start
    return start, max(end, start + INSTANT)


def overlap(one: Span, other: Span) -> bool:
    if not one or not other:
        return False
    return one[0] < other[1] and other[0] < one[1]
