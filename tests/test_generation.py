"""`generate_program`: a made-up program of any size, for trying, measuring and testing."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from sessions.exchange import fixture
from sessions.generation import generate
from sessions.models import Event, Participation, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(db):
    """Return the sessions of an event of full size."""
    return Session.objects.of(generate("full"))


@pytest.mark.parametrize("size", [60, 500])
def test_it_has_as_many_sessions_as_asked_for(size):
    event = generate("big", sessions=size, rooms=6, days=3)
    assert Session.objects.of(event).count() == size
    assert event.rooms.count() == 6
    assert len(event.days) == 3


def test_full_size_has_nine_hundred_people_in_forty_organizations(full):
    people = Participation.objects.filter(session__in=full)
    assert people.values("speaker").distinct().count() == 900
    assert people.values("organization").distinct().count() == 40


def test_every_text_is_in_both_languages(full):
    assert not full.filter(title_zh_hans=F("title_en")).exists()
    for session in full.exclude(abstract_en=None):
        assert session.title_zh_hans
        assert session.abstract_zh_hans


def test_some_people_have_a_chinese_name(full):
    people = Participation.objects.filter(session__in=full)
    assert 100 < people.exclude(speaker__name_zh_hans=None).count() < people.count()


def test_the_same_slug_gives_the_same_program_again():
    made = []
    for _time in range(2):
        with transaction.atomic():
            made.append(fixture.export(generate("again", sessions=80, rooms=4, days=2)))
            transaction.set_rollback(True)
    assert made[0] == made[1]


def test_it_has_all_that_makes_a_schedule_hard(full):
    assert full.filter(start=None, day=None).exists()
    assert full.filter(start=None).exclude(day=None).exists()
    assert full.filter(room=None, kind="talk").exclude(start=None).exists()
    assert full.filter(status="cancelled").exists()
    assert full.filter(kind="paper", parent__kind="paper-session").exists()
    assert full.exclude(event__parent=None).exists()
    assert any(session.local_end.date() > session.local_day for session in full.exclude(start=None))


def test_what_is_inside_a_session_keeps_to_its_time_and_room(full):
    inside = full.exclude(parent=None).exclude(start=None).select_related("parent")
    assert all(
        child.parent.start <= child.start
        and child.end <= child.parent.end
        and child.room_id == child.parent.room_id
        for child in inside
    )


def test_no_room_has_two_sessions_at_a_time(full):
    in_rooms = full.filter(parent=None).exclude(room=None).exclude(start=None)
    ends = {}
    for session in in_rooms.order_by("start"):
        assert ends.get(session.room_id, session.start) <= session.start
        ends[session.room_id] = session.end


def test_parallel_sessions_fill_the_rooms(full):
    block = full.filter(parent=None, start=full.filter(kind="keynote").earliest("start").start)
    assert block.count() == 1
    after_coffee = block[0].start + timedelta(hours=1, minutes=30)
    assert full.filter(parent=None, start=after_coffee).values("room").distinct().count() > 15


def test_an_existing_event_is_left_alone(program):
    with pytest.raises(CommandError, match="“kdd-2023” already; choose another slug"):
        call_command("generate_program", "kdd-2023")


def test_too_few_sessions_for_the_days_are_refused_with_a_sentence():
    with pytest.raises(CommandError, match="5 days need more than 26 sessions"):
        call_command("generate_program", "tiny", "--sessions", "5")
    assert not Event.objects.filter(slug="tiny").exists()
