"""The schedule as a list, as pure logic."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sessions.schedule.days import by_day, chosen_day, in_order, nest

pytestmark = pytest.mark.any_database

ZONE = ZoneInfo("America/Los_Angeles")


@dataclass
class Item:
    pk: int
    local_start: datetime | None = None
    parent_id: int | None = None
    local_day: date | None = None

    def __post_init__(self):
        if self.local_start:
            self.local_day = self.local_start.date()


def at(day, hour, minute=0):
    return datetime(2023, 8, day, hour, minute, tzinfo=ZONE)


def shape(days):
    return [
        (
            day.date,
            [(slot.start, [entry.session.pk for entry in slot.entries]) for slot in day.slots],
        )
        for day in days
    ]


def test_days_slots_and_parallel_sessions_follow_in_time():
    days = by_day([Item(1, at(8, 11)), Item(2, at(7, 9)), Item(3, at(8, 10)), Item(4, at(8, 10))])
    assert shape(days) == [
        (date(2023, 8, 7), [(at(7, 9), [2])]),
        (date(2023, 8, 8), [(at(8, 10), [3, 4]), (at(8, 11), [1])]),
    ]


def test_what_has_no_time_comes_last_in_its_day_and_what_has_no_day_last_of_all():
    days = by_day([Item(1), Item(2, local_day=date(2023, 8, 8)), Item(3, at(8, 10))])
    assert shape(days) == [
        (date(2023, 8, 8), [(at(8, 10), [3]), (None, [2])]),
        (None, [(None, [1])]),
    ]


def test_children_stand_inside_their_parent_in_order():
    [entry] = nest([Item(1), Item(3, parent_id=1), Item(2, parent_id=1), Item(4, parent_id=2)])
    assert [child.session.pk for child in entry.children] == [3, 2]
    assert entry.children[1].children[0].session.pk == 4


def test_child_of_a_parent_that_is_not_shown_stands_alone():
    assert [entry.session.pk for entry in nest([Item(2, parent_id=1)])] == [2]


def test_order_is_by_day_then_time_then_as_given():
    items = [Item(1), Item(2, local_day=date(2023, 8, 7)), Item(3, at(8, 9)), Item(4, at(7, 9))]
    assert [item.pk for item in in_order(items)] == [4, 2, 3, 1]


def test_chosen_day_is_the_one_asked_for():
    days = by_day([Item(1, at(7, 9)), Item(2, at(8, 9)), Item(3)])
    assert chosen_day(days, "2023-08-08", date(2023, 8, 7)).date == date(2023, 8, 8)
    assert chosen_day(days, "tba", date(2023, 8, 7)).date is None


def test_during_the_event_the_chosen_day_is_today():
    days = by_day([Item(1, at(7, 9)), Item(2, at(8, 9))])
    assert chosen_day(days, None, date(2023, 8, 8)).date == date(2023, 8, 8)


def test_otherwise_it_is_the_first_day_with_times():
    days = by_day([Item(1, local_day=date(2023, 8, 6)), Item(2, at(8, 9))])
    assert chosen_day(days, "nonsense", date(2026, 1, 1)).date == date(2023, 8, 8)


def test_without_sessions_there_is_no_day():
    assert chosen_day(by_day([]), None, date(2026, 1, 1)) is None
