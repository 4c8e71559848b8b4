"""The schedule as a grid of rooms and times, as pure logic."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from sessions.schedule.days import by_day
from sessions.schedule.timetable import lay_out, still_on

pytestmark = pytest.mark.any_database

ZONE = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True)
class Hall:
    slug: str
    position: int = 0


@dataclass
class Item:
    pk: int
    local_start: datetime | None = None
    local_end: datetime | None = None
    room: Hall | None = None
    kind: str = "talk"
    parent_id: int | None = None
    status: str = "published"
    local_day: date | None = date(2023, 8, 8)

    def __post_init__(self):
        if self.local_start:
            self.local_day = self.local_start.date()


A, B = Hall("b-first-by-position", 1), Hall("a", 2)


def at(hour, minute=0, day=8):
    return datetime(2023, 8, day, hour, minute, tzinfo=ZONE)


def timetable(*items, day=0):
    return lay_out(by_day(items)[day])


def rooms(laid_out):
    return [(each.room, each.column, each.width) for each in laid_out.columns]


def places(laid_out):
    """Return by session its row, height, column and width."""
    return {
        cell.entry.session.pk: (cell.row, cell.height, cell.column, cell.width)
        for row in laid_out.rows
        for cell in row.cells
    }


def test_rooms_are_columns_by_position_and_what_has_no_room_comes_last():
    laid_out = timetable(
        Item(1, at(9), at(10)), Item(2, at(9), at(10), B), Item(3, at(9), at(10), A)
    )
    assert rooms(laid_out) == [(A, 2, 1), (B, 3, 1), (None, 4, 1)]
    assert laid_out.width == 3
    assert [cell.entry.session.pk for cell in laid_out.rows[0].cells] == [3, 2, 1]


def test_parallel_sessions_start_in_the_same_row():
    laid_out = timetable(Item(1, at(9), at(10), A), Item(2, at(9), at(10), B))
    assert places(laid_out) == {1: (1, 1, 2, 1), 2: (1, 1, 3, 1)}


def test_rows_are_the_moments_at_which_anything_starts_or_ends():
    laid_out = timetable(
        Item(1, at(9), at(11), A), Item(2, at(9), at(9, 30), B), Item(3, at(10), at(11), B)
    )
    assert places(laid_out) == {1: (1, 3, 2, 1), 2: (1, 1, 3, 1), 3: (3, 1, 3, 1)}
    assert [(row.start, row.row, row.height) for row in laid_out.rows] == [
        (at(9), 1, 2),
        (at(10), 3, 1),
    ]


def test_sessions_that_overlap_in_one_room_stand_side_by_side():
    laid_out = timetable(
        Item(1, at(9), at(11), A), Item(2, at(10), at(12), A), Item(3, at(11), at(12), A)
    )
    assert rooms(laid_out) == [(A, 2, 2)]
    assert places(laid_out) == {1: (1, 2, 2, 1), 2: (2, 2, 3, 1), 3: (3, 1, 2, 1)}


def test_session_alone_is_as_wide_as_its_room():
    laid_out = timetable(
        Item(1, at(9), at(10), A), Item(2, at(9), at(10), A), Item(3, at(10), at(11), A)
    )
    assert places(laid_out)[3] == (2, 1, 2, 2)


def test_session_across_midnight_ends_at_the_foot_of_its_day_and_says_when_it_is_over():
    night = Item(1, at(22), at(2, day=9), A)
    laid_out = timetable(night, Item(2, at(22), at(23), B))
    [row] = laid_out.rows
    assert places(laid_out)[1] == (1, 2, 2, 1)
    assert row.cells[0].until == date(2023, 8, 9)
    assert row.cells[1].until is None


def test_session_until_midnight_does_not_go_on():
    laid_out = timetable(Item(1, at(22), at(0, day=9), A))
    assert laid_out.rows[0].cells[0].until is None


def test_session_across_midnight_is_still_on_the_day_after():
    days = by_day(
        [Item(1, at(22), at(2, day=9)), Item(2, at(22), at(0, day=9)), Item(3, at(9, day=9))]
    )
    assert [session.pk for session in still_on(days, days[1])] == [1]
    assert still_on(days, days[0]) == []


def test_session_without_an_end_reaches_to_the_next_moment():
    laid_out = timetable(
        Item(1, at(9), None, A), Item(2, at(9), at(10), B), Item(3, at(11), at(12), B)
    )
    assert places(laid_out)[1] == (1, 1, 2, 1)


def test_last_session_without_an_end_has_a_row():
    laid_out = timetable(Item(1, at(9), at(10), A), Item(2, at(10), None, A))
    assert places(laid_out)[2] == (2, 1, 2, 1)


def test_end_that_is_not_after_the_start_counts_as_unknown():
    assert places(timetable(Item(1, at(9), at(9), A), Item(2, at(9), at(10), B)))[1][:2] == (1, 1)


def test_sessions_inside_another_stay_in_its_cell():
    laid_out = timetable(
        Item(1, at(9), at(12), A), Item(2, at(9), at(10), A, parent_id=1), Item(3, parent_id=1)
    )
    assert list(places(laid_out)) == [1]
    assert [child.session.pk for child in laid_out.rows[0].cells[0].entry.children] == [2, 3]


def test_cancelled_session_keeps_its_place():
    laid_out = timetable(Item(1, at(9), at(10), A, status="cancelled"), Item(2, at(9), at(10), B))
    assert set(places(laid_out)) == {1, 2}


def test_break_without_a_room_goes_across_all_rooms():
    laid_out = timetable(
        Item(1, at(9), at(10), A), Item(2, at(9), at(10), B), Item(3, at(10), at(11), kind="break")
    )
    assert rooms(laid_out) == [(A, 2, 1), (B, 3, 1)]
    assert places(laid_out)[3] == (2, 1, 2, 2)


def test_break_goes_across_the_most_rooms_that_are_free_side_by_side():
    laid_out = timetable(
        Item(1, at(9), at(10), A),
        Item(2, at(9), at(12), B),
        Item(3, at(9), at(10), Hall("c", 3)),
        Item(4, at(9), at(10), Hall("d", 4)),
        Item(5, at(10), at(11), kind="break"),
    )
    assert places(laid_out)[5] == (2, 1, 4, 2)
    assert laid_out.width == 4


def test_break_while_every_room_is_in_use_has_a_place_of_its_own():
    laid_out = timetable(Item(1, at(9), at(11), A), Item(2, at(10), at(11), kind="break"))
    assert places(laid_out)[2] == (2, 1, 3, 1)


def test_two_breaks_at_once_share_the_free_rooms():
    laid_out = timetable(
        Item(1, at(9), at(10), A),
        Item(2, at(10), at(11), kind="break"),
        Item(3, at(10), at(11), kind="break"),
    )
    assert places(laid_out) == {1: (1, 1, 2, 1), 2: (2, 1, 2, 1), 3: (2, 1, 3, 1)}


def test_day_of_breaks_alone_has_one_column():
    assert rooms(timetable(Item(1, at(9), at(10), kind="break"))) == [(None, 2, 1)]


def test_what_has_no_time_is_not_in_the_grid():
    laid_out = timetable(Item(1, at(9), at(10), A), Item(2))
    assert list(places(laid_out)) == [1]
    assert [entry.session.pk for entry in laid_out.unplaced] == [2]


def test_day_without_times_has_no_grid():
    laid_out = timetable(Item(1))
    assert (laid_out.columns, laid_out.rows) == ([], [])


def test_hour_that_comes_twice_when_clocks_go_back_is_two_rows():
    one = datetime(2023, 11, 5, 8, 30, tzinfo=UTC).astimezone(ZONE)
    other = datetime(2023, 11, 5, 9, 30, tzinfo=UTC).astimezone(ZONE)
    end = datetime(2023, 11, 5, 10, 30, tzinfo=UTC).astimezone(ZONE)
    laid_out = timetable(Item(1, one, other, A), Item(2, other, end, A))
    assert places(laid_out) == {1: (1, 1, 2, 1), 2: (2, 1, 2, 1)}


def parallel(number):
    """Return the timetable of so many rooms, with something on in each at the same time."""
    halls = [Hall(f"hall-{n}", n) for n in range(number)]
    return timetable(*(Item(n, at(9), at(10), hall) for n, hall in enumerate(halls)))


def test_day_of_120_rooms_is_a_grid_and_one_of_more_is_not():
    assert parallel(120).is_grid
    assert not parallel(121).is_grid


def test_day_of_300_moments_is_a_grid_and_one_of_more_is_not():
    minutes = [divmod(minute, 60) for minute in range(302)]
    items = [Item(n, at(*start), at(*end), A) for n, (start, end) in enumerate(pairwise(minutes))]
    assert timetable(*items[:300]).is_grid
    assert not timetable(*items).is_grid


def test_each_place_of_a_grid_has_a_rule():
    css = (settings.BASE_DIR / "static" / "css" / "places.css").read_text()
    known = set(re.findall(r"\.([a-z]+-[0-9]+) \{", css))
    cells = [cell for row in parallel(120).rows for cell in row.cells]
    named = {name for cell in cells for name in cell.place.split()}
    numbered = {("row", 300), ("span", 300), ("wide", 120), ("cols", 120)}
    assert named | {f"{name}-{most}" for name, most in numbered} <= known
