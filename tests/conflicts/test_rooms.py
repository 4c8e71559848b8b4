"""Rules of rooms: one session at a time, parts where their session is, seats for all."""

from datetime import timedelta

import pytest

from sessions.schedule import bookings as booked
from sessions.schedule.bookings import Booking
from sessions.schedule.conflicts import Rule, conflicts
from tests.conflicts.talks import (
    ED,
    ERROR,
    HALL,
    JURE,
    MAIN,
    STUDIO,
    WARNING,
    at,
    by,
    found,
    program,
    talk,
)

pytestmark = pytest.mark.any_database


# Same room twice


def test_two_sessions_in_a_room_at_once_clash():
    assert found(Rule.ROOM_TWICE, talk(1, at(9)), talk(2, at(9, 30))) == [(ERROR, (1, 2))]


@pytest.mark.parametrize(
    "second",
    [
        talk(2, at(10)),
        talk(2, at(9, 30), room=STUDIO),
        talk(2, at(9, 30), room=None),
        talk(2, at(9, 30), status="cancelled"),
        talk(2),
    ],
    ids=["one after the other", "two rooms", "no room", "cancelled", "no time"],
)
def test_sessions_that_do_not_need_the_room_at_once_do_not_clash(second):
    assert found(Rule.ROOM_TWICE, talk(1, at(9)), second) == []


def test_a_session_and_those_inside_it_share_the_room():
    workshop = talk(1, at(9), at(12), kind="workshop")
    block = talk(2, at(9), at(11), parent=1)
    paper = talk(3, at(10), at(11), parent=2, room=None)
    assert found(Rule.ROOM_TWICE, workshop, block, paper) == []


def test_two_parts_of_a_session_clash_in_the_room_they_have_from_it():
    workshop = talk(1, at(9), at(12), kind="workshop")
    first, second = (talk(pk, at(10), parent=1, room=None) for pk in (2, 3))
    assert found(Rule.ROOM_TWICE, workshop, first, second) == [(ERROR, (2, 3))]


def test_a_part_clashes_with_what_its_session_clashes_with():
    workshop = talk(1, at(9), at(12), kind="workshop")
    assert found(Rule.ROOM_TWICE, workshop, talk(2, at(9), parent=1), talk(3, at(9, 30))) == [
        (ERROR, (1, 3)),
        (ERROR, (2, 3)),
    ]


def test_posters_of_a_poster_session_hang_in_one_room():
    posters = [talk(pk, at(9), kind="paper", parent=1) for pk in (2, 3)]
    assert found(Rule.ROOM_TWICE, talk(1, at(9), kind="poster"), *posters) == []
    assert found(Rule.ROOM_TWICE, talk(1, at(9), kind="workshop"), *posters)


def test_a_session_without_an_end_clashes_with_what_it_begins_in():
    open_end = Booking(2, MAIN, start=at(9, 30), room=HALL)
    assert found(Rule.ROOM_TWICE, talk(1, at(9)), open_end) == [(ERROR, (1, 2))]
    assert found(Rule.ROOM_TWICE, talk(1, at(10)), open_end) == []


def test_a_clash_is_named_with_its_room_and_from_when_to_when():
    [clash] = conflicts(program(talk(1, at(9), people=by(ED)), talk(2, at(9, 30), people=by(JURE))))
    assert (clash.room, clash.start, clash.end) == (HALL, at(9, 30), at(10))


def test_every_session_of_a_long_one_that_clashes_is_named():
    short = [
        talk(pk, at(9) + timedelta(minutes=5 * pk), at(9) + timedelta(minutes=5 * pk + 5))
        for pk in range(50)
    ]
    clashes = found(Rule.ROOM_TWICE, talk(99, at(9), at(18)), *short)
    assert {sessions for _severity, sessions in clashes} == {(99, pk) for pk in range(1, 50)} | {
        (0, 99)
    }


def test_many_at_once_are_all_named_in_few_clashes():
    clashes = found(Rule.ROOM_TWICE, *(talk(pk, at(9)) for pk in range(1, 501)))
    assert {pk for _severity, sessions in clashes for pk in sessions} == set(range(1, 501))
    assert len(clashes) <= 500 * booked.MOST_AT_ONCE


# Another room than what it is part of


def test_a_paper_in_another_room_than_its_session_is_an_error():
    session = talk(1, at(9), at(12), kind="paper-session")
    paper = talk(2, at(9), kind="paper", parent=1, room=STUDIO)
    assert found(Rule.OTHER_ROOM, session, paper) == [(ERROR, (2, 1))]


def test_a_talk_in_another_room_than_its_workshop_is_a_warning():
    workshop = talk(1, at(9), at(12), kind="workshop")
    assert found(Rule.OTHER_ROOM, workshop, talk(2, at(9), parent=1, room=STUDIO)) == [
        (WARNING, (2, 1))
    ]


@pytest.mark.parametrize(
    "part",
    [
        talk(2, at(9), parent=1),
        talk(2, at(9), parent=1, room=None),
        talk(2, at(9), parent=1, room=STUDIO, kind="break"),
        talk(2, at(9), room=STUDIO),
    ],
    ids=["the same", "none of its own", "coffee next door", "on its own"],
)
def test_a_part_where_its_session_is_or_may_leave_is_fine(part):
    assert found(Rule.OTHER_ROOM, talk(1, at(9), at(12), kind="workshop"), part) == []


# Audience and capacity


def test_more_people_than_seats_are_a_warning():
    assert found(Rule.TOO_SMALL, talk(1, at(9), audience=301), capacities={HALL: 300}) == [
        (WARNING, (1,))
    ]


def test_a_part_is_held_against_the_room_of_its_session():
    workshop, part = talk(1, at(9)), talk(2, at(9), parent=1, room=None, audience=301)
    assert found(Rule.TOO_SMALL, workshop, part, capacities={HALL: 300}) == [(WARNING, (2,))]


@pytest.mark.parametrize(
    "session",
    [
        talk(1, at(9), audience=300),
        talk(1, at(9)),
        talk(1, at(9), audience=301, room=STUDIO),
        talk(1, at(9), audience=301, room=None),
        talk(1, at(9), audience=301, status="cancelled"),
    ],
    ids=["full", "nobody knows", "seats unknown", "no room", "cancelled"],
)
def test_a_room_that_holds_all_or_is_not_known_is_fine(session):
    assert found(Rule.TOO_SMALL, session, capacities={HALL: 300}) == []
