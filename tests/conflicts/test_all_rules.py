"""What holds of all rules: each is asked, in which order, and of moves not yet made."""

from dataclasses import replace

import pytest

from sessions.models import Participation, Session
from sessions.schedule import bookings as booked
from sessions.schedule import conflicts as rules
from sessions.schedule.conflicts import Rule, conflicts, conflicts_of
from tests.conflicts.talks import ED, STUDIO, WARNING, at, by, found, program, talk

pytestmark = pytest.mark.any_database


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
