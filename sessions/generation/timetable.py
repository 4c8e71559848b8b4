"""What takes place when and where in a made-up program, without texts and people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

FIRST_DAY = date(2026, 6, 1)
ZONE = ZoneInfo("Asia/Shanghai")
BLOCKS = [(time(10, 30), time(12)), (time(13, 30), time(15)), (time(15, 30), time(17))]
BREAKS = {
    "coffee": (time(10), time(10, 30)),
    "lunch": (time(12), time(13, 30)),
    "tea": (time(15), time(15, 30)),
}
PAPERS_A_SESSION = 4
OTHER_KINDS = ["talk"] * 9 + ["tutorial"] * 4 + ["panel", "poster"]
HOLDERS = {"paper-session": "paper", "workshop": "talk"}  # and what is inside
WORKSHOP = (time(13, 30), time(17))
WORKSHOP_ROOMS = slice(3, None, 4)  # every fourth has a workshop in the afternoon
SPECIAL_DAY = ["talk", "panel", "talk"]  # a kind a block


@dataclass
class Plan:
    """A session to be: its kind, where (the room's number) and when (local to the venue)."""

    kind: str
    room: int | None
    start: datetime | None
    end: datetime | None
    name: str = ""  # of what is no contribution: "lunch", "opening"
    special: bool = False  # belongs to the special day
    day: date | None = None
    children: list["Plan"] = field(default_factory=list)


def at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, ZONE)


def timetable(random: Random, *, sessions: int, rooms: int, days: int) -> list[Plan]:
    """Return `sessions` sessions on `days` days; papers and workshop talks are inside others.

    Room 0 is the plenary hall. The special day has the last room of the middle day to itself.
    """
    dates = [FIRST_DAY + timedelta(days=number) for number in range(days)]
    fixed = [plan for number, day in enumerate(dates) for plan in _common(number, day)]
    fixed += _special_day(dates[days // 2], rooms - 1)
    wanted = sessions - len(fixed)
    if wanted < 1:
        raise ValueError(f"{days} days need more than {len(fixed)} sessions.")
    slots = [
        plan
        for number, day in enumerate(dates)
        for plan in _slots(day, rooms, special=number == days // 2)
    ]
    outer = min(len(slots), max(1, wanted * 5 // 8))
    plans = [slots[place] for place in sorted(random.sample(range(len(slots)), outer))]
    _give_kinds(random, plans, inner=wanted - outer)
    _fill([plan for plan in plans if plan.kind in HOLDERS], wanted - outer)
    return fixed + plans


def _slots(day: date, rooms: int, *, special: bool) -> Iterator[Plan]:
    """Yield a session for every room in every block, but for the room of the special day."""
    free = list(range(rooms - special))
    workshops = free[WORKSHOP_ROOMS]
    for block, (start, end) in enumerate(BLOCKS):
        for room in free:
            if room not in workshops or block == 0:
                yield Plan("talk", room, at(day, start), at(day, end))
            elif block == 1:
                yield Plan("workshop", room, at(day, WORKSHOP[0]), at(day, WORKSHOP[1]))


def _common(number: int, day: date) -> Iterator[Plan]:
    """Yield what everybody attends on a day: keynote, breaks, the evening."""
    if number == 0:
        yield Plan("ceremony", 0, at(day, time(8, 30)), at(day, time(9)), "opening")
        yield Plan("social", 0, at(day, time(18)), at(day, time(20)), "reception")
    if number == 1:
        midnight = at(day + timedelta(days=1), time(0, 30))
        yield Plan("social", 0, at(day, time(19, 30)), midnight, "banquet")
    yield Plan("keynote", 0, at(day, time(9)), at(day, time(10)))
    for name, (start, end) in BREAKS.items():
        yield Plan("break", None, at(day, start), at(day, end), name)


def _special_day(day: date, room: int) -> Iterator[Plan]:
    for kind, (start, end) in zip(SPECIAL_DAY, BLOCKS, strict=True):
        yield Plan(kind, room, at(day, start), at(day, end), special=True)


def _give_kinds(random: Random, plans: list[Plan], inner: int) -> None:
    """Make enough of the plans paper sessions for `inner` papers, and the others this and that."""
    short = [plan for plan in plans if plan.kind != "workshop"]
    random.shuffle(short)
    most = len(short) * 2 // 3
    of_papers = max(1, len(short) // 5, min(most, inner // PAPERS_A_SESSION))
    for plan in short[:of_papers]:
        plan.kind = "paper-session"
    for plan in short[of_papers:]:
        plan.kind = random.choice(OTHER_KINDS)
    _leave_open(random, [plan for plan in short if plan.kind == "talk"])


def _leave_open(random: Random, talks: list[Plan]) -> None:
    """Take room, time or day from a few, as if they were not settled yet."""
    few = max(1, len(talks) // 40)
    chosen = random.sample(talks, min(len(talks), 2 * few + 1))
    for plan in chosen[:few]:
        plan.room = None
    for plan in chosen[few:]:
        plan.day, plan.start, plan.end = plan.start and plan.start.date(), None, None
    for plan in chosen[2 * few :]:
        plan.day = plan.room = None


def _fill(holders: list[Plan], number: int) -> None:
    """Put `number` papers and talks into the sessions that hold such, evenly, in whole minutes."""
    for turn in range(number):
        holder = holders[turn % len(holders)]
        kind = HOLDERS[holder.kind]
        holder.children.append(Plan(kind, holder.room, holder.start, holder.end))
    for holder in holders:
        if holder.start and holder.end and holder.children:
            share = (holder.end - holder.start) // len(holder.children)
            share -= share % timedelta(minutes=1)
            for place, child in enumerate(holder.children):
                child.start = holder.start + place * share
                child.end = child.start + share
