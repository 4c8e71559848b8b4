"""Rules of times: within the days of the event, and within what a session is part of."""

from datetime import date

import pytest

from sessions.schedule.conflicts import Rule
from tests.conflicts.talks import ERROR, SPECIAL_DAY, at, found, talk

pytestmark = pytest.mark.any_database


# Outside the event's days


@pytest.mark.parametrize(
    "session",
    [
        talk(1, at(23, day=5)),
        talk(1, at(0, day=11)),
        talk(1, at(20, day=10), at(7, day=11)),
        talk(1, day=date(2023, 8, 11)),
        talk(1, at(9, day=9), event=SPECIAL_DAY),
    ],
    ids=["before", "after", "until the morning after", "the day alone", "of the special day"],
)
def test_a_session_outside_its_events_days_is_an_error(session):
    assert found(Rule.OUTSIDE_DAYS, session) == [(ERROR, (1,))]


@pytest.mark.parametrize(
    "session",
    [
        talk(1, at(0, day=6)),
        talk(1, at(20, day=10), at(2, day=11), kind="social"),
        talk(1, day=date(2023, 8, 10)),
        talk(1),
        talk(1, at(9, day=20), status="cancelled"),
    ],
    ids=["first midnight", "a night out", "the last day", "no time", "cancelled"],
)
def test_a_session_within_its_events_days_is_fine(session):
    assert found(Rule.OUTSIDE_DAYS, session) == []


# Outside of what it is part of


@pytest.mark.parametrize(
    "part",
    [
        talk(2, at(8), parent=1),
        talk(2, at(11, 30), parent=1),
        talk(2, day=date(2023, 8, 9), parent=1),
    ],
    ids=["begins before", "ends after", "another day"],
)
def test_a_part_outside_the_time_of_its_session_is_an_error(part):
    assert found(Rule.OUTSIDE_PARENT, talk(1, at(9), at(12)), part) == [(ERROR, (2, 1))]


@pytest.mark.parametrize(
    "part",
    [
        talk(2, at(9), at(12), parent=1),
        talk(2, parent=1),
        talk(2, day=date(2023, 8, 8), parent=1),
        talk(2, at(8), parent=1, status="cancelled"),
        talk(2, at(8)),
    ],
    ids=["all of it", "no time", "the same day", "cancelled", "on its own"],
)
def test_a_part_within_the_time_of_its_session_is_fine(part):
    assert found(Rule.OUTSIDE_PARENT, talk(1, at(9), at(12)), part) == []


def test_a_part_of_a_session_that_has_only_a_day_is_held_against_the_day():
    workshop = talk(1, day=date(2023, 8, 8), kind="workshop")
    assert found(Rule.OUTSIDE_PARENT, workshop, talk(2, at(9, day=9), parent=1))
    assert not found(Rule.OUTSIDE_PARENT, workshop, talk(2, at(23, day=8), parent=1))
