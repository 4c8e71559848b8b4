"""An agenda: what overlaps in it, and what else is on in its gaps."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Protocol

from sessions.schedule.days import Scheduled, in_order

SHORTEST_GAP = timedelta(minutes=10)
OFFERED = 3


class Attended(Scheduled, Protocol):
    """What an agenda needs to know of a session; times are local to the venue."""

    @property
    def local_end(self) -> datetime | None: ...

    @property
    def is_cancelled(self) -> bool: ...


@dataclass
class Overlap:
    """Two sessions nobody can sit through both, and from when to when they collide."""

    first: Attended
    second: Attended
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return round((self.end.timestamp() - self.start.timestamp()) / 60)


@dataclass
class Gap:
    """Free time, with the sessions offered for it and how many more there are."""

    start: datetime
    end: datetime
    offers: list[Attended]
    more: int


@dataclass
class Step:
    """A line of an agenda: a session, or a gap."""

    session: Attended | None = None
    gap: Gap | None = None


@dataclass
class AgendaDay:
    """A day of an agenda in order of time; `date` is None for what has no day yet."""

    date: date | None
    steps: list[Step] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)


Span = tuple[datetime, datetime]


def agenda(mine: Iterable[Attended], program: Iterable[Attended]) -> list[AgendaDay]:
    """Return the days of an agenda of the sessions `mine`, which are part of `program`.

    Each day holds its sessions and gaps in order, and the overlaps that begin on it.
    """
    program = in_order(program)
    mine = in_order(mine)
    days: defaultdict[date | None, list[Attended]] = defaultdict(list)
    for session in mine:
        days[session.local_day].append(session)
    overlapping = overlaps(mine, program)
    return [
        AgendaDay(
            day,
            with_gaps(sessions, gaps(sessions, mine, [s for s in program if s.local_day == day])),
            [each for each in overlapping if each.start.date() == day],
        )
        for day, sessions in days.items()
    ]


def overlaps(mine: Sequence[Attended], program: Iterable[Attended]) -> list[Overlap]:
    """Return each two of `mine`, which are in order, that run at the same time.

    A session and one inside it do not overlap, nor does what is cancelled or has no known end.
    """
    parents = {session.pk: session.parent_id for session in program}
    timed = [(session, lasting) for session in mine if (lasting := span(session))]
    found = [
        Overlap(first, second, start, min(first_end, end))
        for place, (first, (_, first_end)) in enumerate(timed)
        for second, (start, end) in takewhile(begins_before(first_end), timed[place + 1 :])
        if not related(first.pk, second.pk, parents)
    ]
    return sorted(found, key=lambda each: each.start)


def span(session: Attended) -> Span | None:
    """Return from when to when a session takes an attendee's time, or None if it does not."""
    start, end = session.local_start, session.local_end
    return (start, end) if start and end and not session.is_cancelled else None


def begins_before(moment: datetime) -> Callable[[tuple[Attended, Span]], bool]:
    return lambda timed: timed[1][0] < moment


def related(one: int, other: int, parents: dict[int, int | None]) -> bool:
    """Say whether one of two sessions takes place inside the other."""
    return other in lineage(one, parents) or one in lineage(other, parents)


def lineage(pk: int | None, parents: dict[int, int | None]) -> list[int]:
    found: list[int] = []
    while pk is not None and pk not in found:
        found.append(pk)
        pk = parents.get(pk)
    return found


def gaps(
    sessions: Iterable[Attended], mine: Iterable[Attended], of_day: Sequence[Attended]
) -> list[Gap]:
    """Return the free times of a day in which something else begins.

    `sessions` are those of the agenda on that day, `of_day` all that the program has on it. Free
    time lies between two sessions, and before the first and after the last of them as long as the
    program of the day lasts. Where an end is not known, nothing is said of the time after it.
    """
    if not any(span(session) for session in sessions):
        return []
    chosen = {session.pk for session in mine}
    others = [each for each in of_day if each.pk not in chosen and span(each)]
    opening = min(each.local_start for each in of_day if each.local_start)
    closing = max(each.local_end for each in of_day if each.local_end)
    found = [offer(start, end, others) for start, end in free_time(mine, opening, closing)]
    return [gap for gap in found if gap.offers]


def free_time(mine: Iterable[Attended], opening: datetime, closing: datetime) -> list[Span]:
    """Return from when to when nothing of `mine`, which are in order, is on."""
    free: list[Span] = []
    busy_until, end_known = opening, True
    for session in mine:
        if session.local_start and not session.is_cancelled:
            if end_known:
                free.append((busy_until, min(session.local_start, closing)))
            busy_until = max(busy_until, session.local_end or busy_until)
            end_known = session.local_end is not None or session.local_start < opening
    if end_known:
        free.append((busy_until, closing))
    return [(start, end) for start, end in free if end - start >= SHORTEST_GAP]


def offer(start: datetime, end: datetime, sessions: Iterable[Attended]) -> Gap:
    """Return a gap with what begins in it.

    Best is what ends in it too, then what is not inside another session, then what lasts longest.
    """
    fitting = [each for each in sessions if (lasting := span(each)) and start <= lasting[0] < end]
    fitting.sort(key=lambda each: preference(each, end))
    return Gap(start, end, in_order(fitting[:OFFERED]), len(fitting[OFFERED:]))


def preference(session: Attended, end: datetime) -> tuple[bool, bool, timedelta]:
    starts, ends = span(session) or (end, end)
    return (ends > end, session.parent_id is not None, starts - ends)


def with_gaps(sessions: Iterable[Attended], free: Iterable[Gap]) -> list[Step]:
    """Return a day's sessions with its gaps between them; what has no time comes last."""
    waiting = list(free)
    steps = []
    for session in sessions:
        while waiting and (not session.local_start or waiting[0].start < session.local_start):
            steps.append(Step(gap=waiting.pop(0)))
        steps.append(Step(session=session))
    return steps + [Step(gap=gap) for gap in waiting]
