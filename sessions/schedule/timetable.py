"""The schedule as a grid: a column a room, a row between each two moments of the day.

Rows and columns count from 1, as CSS grids do; column 1 is that of the times.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol, cast

from sessions.schedule.days import Day, Entry, Scheduled

FIRST_COLUMN = 2
MOST_COLUMNS, MOST_ROWS = 120, 300  # that `static/css/places.css` has places for


class Place(Protocol):
    """What the timetable needs to know of a room."""

    position: int
    slug: str


class Placed(Scheduled, Protocol):
    """What the timetable needs to know of a session; its end is local to the venue."""

    kind: str
    room: Place | None

    @property
    def local_end(self) -> datetime | None: ...


@dataclass(frozen=True)
class Column:
    """A room, as wide as the most sessions that overlap in it; None for what has no room."""

    room: Place | None
    column: int
    width: int


@dataclass(frozen=True)
class Cell:
    """A session's place in the grid; `until` is the later day on which it ends, if it does."""

    entry: Entry
    row: int
    height: int
    column: int
    width: int
    until: date | None

    @property
    def place(self) -> str:
        """The classes of `static/css/places.css` that put the session there."""
        return f"row-{self.row} span-{self.height} col-{self.column} wide-{self.width}"


@dataclass(frozen=True)
class Row:
    """What starts at one moment, local to the venue; it is as high as the time to the next one."""

    start: datetime
    row: int
    height: int
    cells: list[Cell]


@dataclass(frozen=True)
class Timetable:
    """One day: its grid, and as `unplaced` what has no time yet."""

    columns: list[Column]
    rows: list[Row]
    unplaced: list[Entry]

    @property
    def width(self) -> int:
        """How many columns the rooms take together."""
        return sum(column.width for column in self.columns)

    @property
    def is_grid(self) -> bool:
        """Whether there is a place for all of it; else it is a list in the order of time."""
        foot = max((row.row + row.height for row in self.rows), default=0)
        return self.width <= MOST_COLUMNS and foot <= MOST_ROWS + 1


@dataclass(frozen=True)
class Stretch:
    """The rows a session takes, from `first` up to and without `last`."""

    entry: Entry
    first: int
    last: int
    until: date | None

    @property
    def session(self) -> Placed:
        return cast("Placed", self.entry.session)

    @property
    def is_common_break(self) -> bool:
        return self.session.kind == "break" and self.session.room is None

    def meets(self, other: "Stretch") -> bool:
        return self is not other and self.first < other.last and other.first < self.last

    def cell(self, column: int, width: int) -> Cell:
        return Cell(self.entry, self.first, self.last - self.first, column, width, self.until)


def lay_out(day: Day) -> Timetable:
    """Return the timetable of a day: rooms by position, times and sessions in the order given.

    Sessions that overlap in one room stand side by side, in lanes. One that ends after midnight
    reaches to the foot of the day it starts on. One whose end is unknown takes the time up to the
    next moment at which anything starts or ends. A break without a room goes across the rooms that
    are free then. What is inside another session is not placed; it stands in that one.
    """
    timed = [entry for slot in day.slots if slot.start for entry in slot.entries]
    stretches = list(stretched(timed))
    breaks = [each for each in stretches if each.is_common_break]
    columns, cells = in_columns([each for each in stretches if not each.is_common_break])
    for each in breaks:
        end = FIRST_COLUMN + sum(column.width for column in columns)
        first, width = widest_gap(each, cells, end)
        if not width:
            columns.append(Column(None, end, 1))
            first, width = end, 1
        cells.append(each.cell(first, width))
    return Timetable(
        columns=columns,
        rows=in_rows(cells),
        unplaced=[entry for slot in day.slots if not slot.start for entry in slot.entries],
    )


def in_rows(cells: list[Cell]) -> list[Row]:
    """Return the cells by the moment at which they start, in the order of the columns."""
    starting: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        starting[cell.row].append(cell)
    foot = max((cell.row + cell.height for cell in cells), default=1)
    return [
        Row(cast("datetime", group[0].entry.session.local_start), row, below - row, group)
        for (row, group), below in zip(starting.items(), [*starting, foot][1:], strict=True)
    ]


def still_on(days: list[Day], day: Day) -> list[Scheduled]:
    """Return what started on an earlier day and goes on after the midnight before `day`."""
    if day.date is None:
        return []
    midnight = datetime.combine(day.date, time.min)
    return [
        entry.session
        for other in days
        if other.date and other.date < day.date
        for slot in other.slots
        for entry in slot.entries
        if (end := cast("Placed", entry.session).local_end) and end.replace(tzinfo=None) > midnight
    ]


def stretched(entries: list[Entry]) -> Iterator[Stretch]:
    """Yield for each session of a day the rows it takes; all of them have a start."""
    spans = [span(cast("Placed", entry.session)) for entry in entries]
    moments = sorted({moment for each in spans for moment in each if moment})
    rows = {moment: number for number, moment in enumerate(moments, start=1)}
    for entry, (start, end) in zip(entries, spans, strict=True):
        local_end = cast("Placed", entry.session).local_end
        goes_on = local_end and end and end < local_end
        first = rows[start]
        last = rows[end] if end else first + 1
        yield Stretch(entry, first, last, local_end.date() if local_end and goes_on else None)


def span(session: Placed) -> tuple[datetime, datetime | None]:
    """Return a session's start and end in UTC, cut at the midnight after its start.

    The end is None if it is unknown, or not after the start.
    """
    local = cast("datetime", session.local_start)
    midnight = datetime.combine(local.date() + timedelta(days=1), time.min, local.tzinfo)
    start = local.astimezone(UTC)
    end = session.local_end.astimezone(UTC) if session.local_end else None
    return start, min(end, midnight.astimezone(UTC)) if end and end > start else None


def widest_gap(stretch: Stretch, cells: list[Cell], end: int) -> tuple[int, int]:
    """Return where the most columns side by side are free meanwhile, and how many they are.

    The columns looked at are those before `end`; of two such places the first one counts.
    """
    taken = {
        column
        for cell in cells
        if cell.row < stretch.last and stretch.first < cell.row + cell.height
        for column in range(cell.column, cell.column + cell.width)
    }
    edges = [FIRST_COLUMN - 1, *sorted(taken), end]
    gaps = [(left + 1, right - left - 1) for left, right in pairwise(edges)]
    return max(gaps, key=lambda gap: gap[1])


def in_columns(stretches: list[Stretch]) -> tuple[list[Column], list[Cell]]:
    """Return the rooms as columns, what has no room last, and the cells of the sessions in them.

    A session that overlaps no other of its room is as wide as the room.
    """
    rooms: defaultdict[tuple[bool, int, str], list[Stretch]] = defaultdict(list)
    for each in stretches:
        room = each.session.room
        rooms[(room is None, room.position if room else 0, room.slug if room else "")].append(each)
    columns: list[Column] = []
    cells: list[Cell] = []
    column = FIRST_COLUMN
    for _place, inside in sorted(rooms.items()):
        lanes = in_lanes(inside)
        columns.append(Column(inside[0].session.room, column, len(lanes)))
        for number, lane in enumerate(lanes):
            for each in lane:
                alone = not any(each.meets(other) for other in inside)
                cells.append(each.cell(column + number, len(lanes) if alone else 1))
        column += len(lanes)
    return columns, cells


def in_lanes(stretches: list[Stretch]) -> list[list[Stretch]]:
    """Return the fewest lanes in which no two sessions overlap, each filled from the first on."""
    lanes: list[list[Stretch]] = []
    for each in sorted(stretches, key=lambda each: each.first):
        free = (lane for lane in lanes if lane[-1].last <= each.first)
        lane = next(free, None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(each)
    return lanes
