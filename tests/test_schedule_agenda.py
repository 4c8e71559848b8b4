"""An agenda's overlaps and gaps, as pure logic."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sessions.schedule.agenda import agenda

pytestmark = pytest.mark.any_database

ZONE = ZoneInfo("America/Los_Angeles")


@dataclass
class Item:
    pk: int
    local_start: datetime | None = None
    local_end: datetime | None = None
    parent_id: int | None = None
    is_cancelled: bool = False

    @property
    def local_day(self):
        return self.local_start.date() if self.local_start else None


def at(hour, minute=0, day=7):
    return datetime(2023, 8, day, hour, minute, tzinfo=ZONE)


def overlaps(*items):
    return [
        (each.first.pk, each.second.pk, each.start, each.minutes)
        for day in agenda(items, items)
        for each in day.overlaps
    ]


def steps(mine, program):
    [day] = agenda(mine, program)
    return [
        step.session.pk
        if step.session
        else (step.gap.start, step.gap.end, [each.pk for each in step.gap.offers])
        for step in day.steps
    ]


def test_two_at_the_same_time_overlap_from_the_later_start_to_the_earlier_end():
    assert overlaps(Item(1, at(8, 15), at(9)), Item(2, at(8, 10), at(8, 40))) == [
        (2, 1, at(8, 15), 25)
    ]


def test_one_after_the_other_does_not_overlap():
    assert overlaps(Item(1, at(8), at(9)), Item(2, at(9), at(10))) == []


def test_overlap_of_a_night_in_which_the_clocks_go_back_is_an_hour_longer():
    night = [datetime(2023, 11, day, hour, tzinfo=ZONE) for day, hour in ((4, 22), (5, 6))]
    assert overlaps(Item(1, *night), Item(2, *night)) == [(1, 2, night[0], 9 * 60)]


def test_a_session_and_one_inside_it_do_not_overlap():
    workshop, block = Item(1, at(8), at(12)), Item(2, at(9), at(11), parent_id=1)
    assert overlaps(workshop, block, Item(3, at(9), at(10), parent_id=2)) == []


def test_what_is_cancelled_or_has_no_known_end_overlaps_with_nothing():
    cancelled = Item(2, at(8), at(9), is_cancelled=True)
    assert overlaps(Item(1, at(8), at(9)), cancelled, Item(3, at(8, 30))) == []


def test_overlap_after_midnight_belongs_to_the_day_on_which_it_begins():
    night, morning = Item(1, at(22), at(1, day=8)), Item(2, at(0, day=8), at(2, day=8))
    first, second = agenda([night, morning], [night, morning])
    assert (first.overlaps, len(second.overlaps)) == ([], 1)


def test_gap_between_two_offers_what_begins_in_it():
    mine = [Item(1, at(9), at(10)), Item(2, at(11), at(12))]
    other = Item(3, at(10, 15), at(10, 45))
    assert steps(mine, [*mine, other]) == [1, (at(10), at(11), [3]), 2]


def test_before_the_first_and_after_the_last_gaps_reach_as_far_as_the_program_of_the_day():
    mine = Item(1, at(11), at(12))
    early, late = Item(2, at(9), at(10)), Item(3, at(14), at(15))
    assert steps([mine], [mine, early, late]) == [
        (at(9), at(11), [2]),
        1,
        (at(12), at(15), [3]),
    ]


def test_the_longest_that_fit_into_a_gap_are_offered_and_what_is_left_is_counted():
    mine = [Item(1, at(9), at(10)), Item(2, at(11), at(17))]
    long = Item(3, at(10), at(16))
    others = [Item(n, at(10, n), at(10, 2 * n)) for n in range(10, 14)]
    [day] = agenda(mine, [*mine, long, *others])
    gap = day.steps[1].gap
    assert [each.pk for each in gap.offers] == [11, 12, 13]
    assert gap.more == 2


def test_gap_in_which_nothing_begins_is_not_shown():
    mine = [Item(1, at(9), at(10)), Item(2, at(11), at(12))]
    assert steps(mine, mine) == [1, 2]


def test_a_cancelled_session_of_mine_leaves_its_time_free_and_is_not_offered():
    mine = [Item(1, at(9), at(10)), Item(2, at(10), at(11), is_cancelled=True)]
    other = Item(3, at(10), at(11))
    assert steps(mine, [*mine, other]) == [1, 2, (at(10), at(11), [3])]


def test_after_a_session_without_known_end_nothing_is_said_of_free_time():
    mine = [Item(1, at(9)), Item(2, at(11), at(12))]
    assert steps(mine, [*mine, Item(3, at(10), at(10, 30))]) == [1, 2]


def test_what_has_no_time_comes_on_a_day_of_its_own_without_gaps():
    mine = [Item(2), Item(1, at(9), at(10))]
    first, last = agenda(mine, mine)
    assert first.date == date(2023, 8, 7)
    assert last.date is None
    assert [step.session.pk for step in last.steps] == [2]
