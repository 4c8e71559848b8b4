"""Rules of people: in one place at a time, not while they are away, and never in a hurry."""

from dataclasses import replace

import pytest

from sessions.schedule.conflicts import Rule, conflicts
from tests.conflicts.talks import (
    ED,
    ERROR,
    JURE,
    SPECIAL_DAY,
    STUDIO,
    WARNING,
    at,
    by,
    found,
    program,
    talk,
)

pytestmark = pytest.mark.any_database


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
