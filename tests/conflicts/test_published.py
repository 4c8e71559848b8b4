"""Rules of what is published: it has a time, a room, people, and both languages."""

from dataclasses import replace
from datetime import date

import pytest

from sessions.schedule.conflicts import Rule
from tests.conflicts.talks import ED, HALL, WARNING, at, by, found, talk

pytestmark = pytest.mark.any_database


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
