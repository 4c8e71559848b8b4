"""The rules of a program: for each, where it speaks and where it must not."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sessions.models import Participation, Session
from sessions.schedule import bookings as booked
from sessions.schedule import conflicts as rules
from sessions.schedule.bookings import Booking, Part, Program
from sessions.schedule.conflicts import Rule, Severity, conflicts, conflicts_of

pytestmark = pytest.mark.any_database

ZONE = ZoneInfo("America/Los_Angeles")
ERROR, WARNING = Severity.ERROR, Severity.WARNING
MAIN, SPECIAL_DAY = 1, 2
HALL, STUDIO = 1, 2
ED, JURE = 1, 2


def at(hour, minute=0, day=8):
    return datetime(2023, 8, day, hour, minute, tzinfo=ZONE)


DAYS = {MAIN: (at(0, day=6), at(0, day=11)), SPECIAL_DAY: (at(0, day=8), at(0, day=9))}


def program(*bookings, **facts):
    return Program({each.pk: each for each in bookings}, DAYS, **facts)


def found(rule, *bookings, **facts):
    """Return the severity and the sessions of each breach of one rule."""
    return [
        (each.severity, each.sessions)
        for each in conflicts(program(*bookings, **facts))
        if each.rule is rule
    ]


def talk(pk, start=None, end=None, **facts):
    """Return a talk of an hour, in the hall."""
    end = end or (start and start + timedelta(hours=1))
    return Booking(pk, **{"event": MAIN, "start": start, "end": end, "room": HALL} | facts)


def by(*people, role="speaker"):
    return tuple(Part(person, role) for person in people)


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


# Same person twice


def test_a_person_in_two_sessions_at_once_clashes_whatever_the_roles():
    keynote = talk(1, at(9), people=by(ED))
    panel = talk(2, at(9, 30), room=STUDIO, people=by(ED, role="moderator"))
    assert found(Rule.PERSON_TWICE, keynote, panel) == [(ERROR, (1, 2))]


def test_a_person_clashes_across_the_events_of_a_program():
    keynote = talk(1, at(9), people=by(ED))
    elsewhere = talk(2, at(9), event=SPECIAL_DAY, room=STUDIO, people=by(ED))
    assert found(Rule.PERSON_TWICE, keynote, elsewhere) == [(ERROR, (1, 2))]


@pytest.mark.parametrize(
    "second",
    [
        talk(2, at(10), people=by(ED)),
        talk(2, at(9, 30), people=by(JURE)),
        talk(2, at(9, 30), people=by(ED), status="cancelled"),
        talk(2, people=by(ED)),
        talk(2, at(9, 30), people=by(ED), parent=1),
    ],
    ids=["one after the other", "somebody else", "cancelled", "no time", "inside the first"],
)
def test_a_person_who_is_in_one_place_at_a_time_does_not_clash(second):
    assert found(Rule.PERSON_TWICE, talk(1, at(9), people=by(ED)), second) == []


def test_a_person_in_two_roles_of_one_session_does_not_clash():
    both = talk(1, at(9), people=by(ED) + by(ED, role="chair"))
    assert found(Rule.PERSON_TWICE, both) == []


def test_people_of_the_same_two_sessions_are_one_conflict():
    pair = [talk(pk, at(9), room=pk, people=by(JURE, ED)) for pk in (1, 2)]
    [clash] = [each for each in conflicts(program(*pair)) if each.rule is Rule.PERSON_TWICE]
    assert clash.people == (ED, JURE)


@pytest.mark.parametrize("role", ["author", "chair"])
def test_one_of_several_authors_or_chairs_is_only_a_warning(role):
    alone = talk(1, at(9), people=by(ED))
    shared = talk(2, at(9), room=STUDIO, people=by(ED, JURE, role=role))
    assert found(Rule.PERSON_TWICE, alone, shared) == [(WARNING, (1, 2))]
    single = replace(shared, people=by(ED, role=role))
    assert found(Rule.PERSON_TWICE, alone, single) == [(ERROR, (1, 2))]


def test_a_person_may_have_two_posters_in_a_poster_session():
    posters = [talk(pk, at(9), kind="paper", parent=1, people=by(ED)) for pk in (2, 3)]
    assert found(Rule.PERSON_TWICE, talk(1, at(9), kind="poster"), *posters) == []


# Stated unavailability


def test_a_session_while_its_speaker_is_away_is_an_error():
    away = {ED: [(at(9, 30), at(18))]}
    assert found(Rule.PERSON_AWAY, talk(1, at(9), people=by(ED)), away=away) == [(ERROR, (1,))]


def test_a_session_without_one_of_several_authors_is_a_warning():
    paper = talk(1, at(9), people=by(ED, JURE, role="author"))
    assert found(Rule.PERSON_AWAY, paper, away={ED: [(at(9), at(18))]}) == [(WARNING, (1,))]


@pytest.mark.parametrize(
    "session",
    [
        talk(1, at(8), people=by(ED)),
        talk(1, at(18), people=by(ED)),
        talk(1, at(12), people=by(JURE)),
        talk(1, at(12), people=by(ED), status="cancelled"),
        talk(1, people=by(ED)),
    ],
    ids=["until then", "from then on", "somebody else", "cancelled", "no time"],
)
def test_a_session_while_its_speaker_is_there_is_fine(session):
    assert found(Rule.PERSON_AWAY, session, away={ED: [(at(9), at(18))]}) == []


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


# No break to change rooms


@pytest.mark.parametrize("minute", [0, 4])
def test_two_rooms_without_a_break_between_are_a_warning(minute):
    first, second = talk(1, at(9)), talk(2, at(10, minute), room=STUDIO)
    both = [replace(each, people=by(ED)) for each in (first, second)]
    assert found(Rule.NO_BREAK, *both) == [(WARNING, (1, 2))]


@pytest.mark.parametrize(
    "second",
    [
        talk(2, at(10, 5), room=STUDIO, people=by(ED)),
        talk(2, at(10), people=by(ED)),
        talk(2, at(10), room=None, people=by(ED)),
        talk(2, at(10), room=STUDIO, people=by(JURE)),
        talk(2, at(10), room=STUDIO, people=by(ED, JURE, role="author")),
        talk(2, at(10), room=STUDIO, people=by(ED), status="cancelled"),
    ],
    ids=["a break", "same room", "no room", "somebody else", "another author", "cancelled"],
)
def test_who_need_not_run_is_not_warned_of(second):
    assert found(Rule.NO_BREAK, talk(1, at(9), people=by(ED)), second) == []


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


# Published without time or room


def test_published_without_a_time_is_a_warning():
    assert found(Rule.NO_TIME, talk(1)) == [(WARNING, (1,))]
    assert found(Rule.NO_TIME, talk(1, day=date(2023, 8, 8))) == [(WARNING, (1,))]


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_is_not_published_needs_no_time(status):
    assert found(Rule.NO_TIME, talk(1, status=status)) == []


def test_a_part_is_left_to_the_session_it_is_part_of():
    workshop, part = talk(1), talk(2, parent=1)
    assert found(Rule.NO_TIME, replace(workshop, start=at(9), end=at(12)), part) == []
    assert found(Rule.NO_TIME, workshop, part) == [(WARNING, (1,))]
    assert found(Rule.NO_TIME, replace(workshop, status="draft"), part) == [(WARNING, (2,))]


def test_published_without_a_room_is_a_warning():
    assert found(Rule.NO_ROOM, talk(1, at(9), room=None)) == [(WARNING, (1,))]


@pytest.mark.parametrize(
    "facts",
    [{"room": HALL}, {"kind": "break"}, {"status": "draft"}, {"status": "cancelled"}],
    ids=str,
)
def test_what_has_a_room_or_needs_none_is_fine(facts):
    assert found(Rule.NO_ROOM, talk(1, at(9), **{"room": None} | facts)) == []


def test_a_part_has_the_room_of_its_session():
    workshop, part = talk(1, at(9), at(12)), talk(2, at(9), parent=1, room=None)
    assert found(Rule.NO_ROOM, workshop, part) == []
    assert found(Rule.NO_ROOM, replace(workshop, room=None), part) == [(WARNING, (1,))]
    assert found(Rule.NO_ROOM, replace(workshop, room=None, status="draft"), part) == [
        (WARNING, (2,))
    ]


# Missing speaker


@pytest.mark.parametrize("kind", ["keynote", "panel", "talk", "paper", "tutorial", "workshop"])
def test_published_without_people_is_a_warning(kind):
    assert found(Rule.NO_SPEAKER, talk(1, at(9), kind=kind)) == [(WARNING, (1,))]


def test_a_panel_with_only_a_moderator_lacks_panelists():
    assert found(Rule.NO_SPEAKER, talk(1, at(9), kind="panel", people=by(ED, role="moderator")))


@pytest.mark.parametrize("kind", ["break", "social", "ceremony", "poster", "competition"])
def test_where_nobody_gives_a_talk_no_speaker_is_missing(kind):
    assert found(Rule.NO_SPEAKER, talk(1, at(9), kind=kind)) == []


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_is_not_published_needs_no_speaker(status):
    assert found(Rule.NO_SPEAKER, talk(1, at(9), status=status)) == []


def test_a_session_with_a_speaker_is_fine():
    assert found(Rule.NO_SPEAKER, talk(1, at(9), people=by(ED))) == []


def test_a_workshop_has_the_people_of_what_is_inside_it():
    workshop, block = (
        talk(1, at(9), kind="workshop"),
        talk(2, at(9), kind="paper-session", parent=1),
    )
    paper = talk(3, at(9), kind="paper", parent=2, people=by(ED, role="author"))
    assert found(Rule.NO_SPEAKER, workshop, block, paper) == []


# Missing translation


def test_published_in_one_language_is_a_warning():
    assert found(Rule.NO_TRANSLATION, talk(1, at(9), is_translated=False)) == [(WARNING, (1,))]


@pytest.mark.parametrize(
    "facts",
    [{"is_translated": True}, {"status": "draft"}, {"status": "cancelled"}],
    ids=str,
)
def test_what_is_translated_or_not_published_is_fine(facts):
    assert found(Rule.NO_TRANSLATION, talk(1, at(9), **{"is_translated": False} | facts)) == []


# All rules


def test_every_rule_is_asked():
    assert len(rules.RULES) == len(Rule)


def test_what_concerns_a_draft_is_a_warning():
    clash = talk(1, at(9)), talk(2, at(9, 30), status="draft")
    assert found(Rule.ROOM_TWICE, *clash) == [(WARNING, (1, 2))]


def test_a_program_in_order_has_no_conflicts():
    assert conflicts(program(talk(1, at(9), people=by(ED)), talk(2, at(10), people=by(ED)))) == []


def test_no_program_has_no_conflicts():
    assert conflicts(program()) == []


def test_conflicts_stand_by_rule_and_then_by_time():
    sessions = [talk(1, at(14)), talk(2, at(14)), talk(3, at(9)), talk(4, at(9))]
    assert [(each.rule, each.sessions) for each in conflicts(program(*sessions))][:2] == [
        (Rule.ROOM_TWICE, (3, 4)),
        (Rule.ROOM_TWICE, (1, 2)),
    ]


def test_moves_are_tried_without_being_made():
    morning, noon = talk(1, at(9), people=by(ED)), talk(2, at(12), people=by(ED))
    now = program(morning, noon)
    moved = now.with_changes([replace(noon, start=at(9, 30), end=at(10))])
    assert {each.rule for each in conflicts(moved)} == {Rule.ROOM_TWICE, Rule.PERSON_TWICE}
    assert conflicts(now) == []


def test_moving_a_session_moves_the_room_of_its_parts():
    workshop, part = talk(1, at(9), people=by(ED)), talk(2, at(9), parent=1, room=None)
    other = talk(3, at(9), room=STUDIO)
    moved = program(workshop, part, other).with_changes([replace(workshop, room=STUDIO)])
    assert (Rule.ROOM_TWICE, (2, 3)) in [(each.rule, each.sessions) for each in conflicts(moved)]


def test_conflicts_of_a_session_are_those_it_is_part_of():
    sessions = [talk(pk, at(9), people=by(pk)) for pk in (1, 2)]
    sessions += [talk(pk, at(14), people=by(pk)) for pk in (3, 4)]
    assert [each.sessions for each in conflicts_of(program(*sessions), 2)] == [(1, 2)]


def test_kinds_roles_and_states_are_those_of_the_models():
    assert set(Session.Kind.values) >= rules.CONTRIBUTIONS | rules.CONTAINERS | rules.ELSEWHERE
    assert set(Participation.Role.values) >= rules.CONTRIBUTORS | booked.STAND_INS
    assert {str(each) for each in booked.Status} == set(Session.Status.values)
