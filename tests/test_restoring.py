"""Putting back the schedule of an earlier release."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.db.models import F

from sessions.models import Event, Release, Room, Session
from sessions.releases import changes_since, record_release
from sessions.restoring import ProgramChangedError, plan, restore

PANEL = "llm-day-panel"


@pytest.fixture
def user(db):
    return User.objects.create_user("organizer", is_staff=True)


@pytest.fixture
def first(program):
    return record_release(program, None, "First", "首次")


def panel():
    return Session.objects.get(slug=PANEL)


def change(slug=PANEL, **values):
    Session.objects.filter(slug=slug).update(**values)


def put_back(release, user):
    return restore(release, user, "Back", "恢复", plan(release).fingerprint)


def test_times_rooms_and_statuses_are_put_back(first, user):
    change(start=F("start") + timedelta(days=1), end=None, room=Room.objects.get(slug="grand-b"))
    change("tut-fairness", status="cancelled")
    change("keynote-eric-horvitz", day=None)
    assert len(changes_since(first)) == 3
    put_back(first, user)
    assert changes_since(first) == []


def test_a_session_that_had_no_time_has_none_again(first, user):
    start = panel().start
    change("keynote-eric-horvitz", day=None, start=start)
    put_back(first, user)
    keynote = Session.objects.get(slug="keynote-eric-horvitz")
    assert keynote.start is None
    assert keynote.day.isoformat() == "2023-08-09"


def test_titles_and_texts_stay_as_they_are(first, user):
    change(title_en="Better", abstract_en="Longer", start=None, end=None)
    put_back(first, user)
    session = panel()
    assert session.start
    assert (session.title_en, session.abstract_en) == ("Better", "Longer")


def test_drafts_are_put_back_too(program, user):
    change(status="draft")
    release = record_release(program, None, None, None)
    change(status="published", room=None)
    put_back(release, user)
    assert (panel().status, panel().room.slug) == ("draft", "grand-a")


def test_restoring_makes_a_new_release_that_tells_the_changes(program, first, user):
    change(status="cancelled")
    record_release(program, None, None, None)
    made = put_back(first, user)
    assert (made.number, made.made_by, made.note_en, made.note_zh_hans) == (3, user, "Back", "恢复")
    assert [(each.session.slug, each.kinds) for each in made.told] == [(PANEL, ["restored"])]


def test_session_made_since_stays_as_it_is(program, first, user):
    made = Session.objects.create(
        event=program, slug="made-since", title_en="Since", status="published", room=panel().room
    )
    change(room=None)
    planned = plan(first)
    assert planned.newer == [made]
    put_back(first, user)
    made.refresh_from_db()
    assert (made.status, made.room.slug) == ("published", "grand-a")


def test_session_deleted_since_stays_deleted_and_is_named(first, user):
    Session.objects.filter(slug="tut-fairness").delete()
    change(room=None)
    assert [each.slug for each in plan(first).deleted] == ["tut-fairness"]
    put_back(first, user)
    assert not Session.objects.filter(slug="tut-fairness").exists()


def test_session_whose_room_has_been_deleted_since_has_none_and_is_named(program, user):
    attic = program.rooms.create(slug="attic", name_en="Attic")
    change(room=attic)
    release = record_release(program, None, None, None)
    change(room=Room.objects.get(slug="grand-a"))
    attic.delete()
    assert [each.slug for each in plan(release).roomless] == [PANEL]
    put_back(release, user)
    assert panel().room is None


def test_what_differs_in_nothing_is_not_written(first, user):
    change(room=None)
    assert [(step.now.slug, step.fields) for step in plan(first).steps] == [(PANEL, ("room",))]
    put_back(first, user)
    [entry] = LogEntry.objects.filter(action_flag=CHANGE)
    assert (entry.get_edited_object(), entry.user) == (panel(), user)
    assert entry.get_change_message() == "Changed room."


def test_plan_that_no_longer_holds_is_refused_and_changes_nothing(first, user):
    change(room=None)
    agreed = plan(first).fingerprint
    change("tut-fairness", status="cancelled")
    with pytest.raises(ProgramChangedError):
        restore(first, user, None, None, agreed)
    assert panel().room is None
    assert Release.objects.count() == 1


def test_all_is_put_back_or_nothing(first, user, monkeypatch):
    change(room=None)
    change("tut-fairness", status="cancelled")

    def fail(*_arguments):
        raise IntegrityError

    monkeypatch.setattr("sessions.restoring.record_release", fail)
    with pytest.raises(IntegrityError):
        put_back(first, user)
    assert panel().room is None
    assert Session.objects.get(slug="tut-fairness").status == "cancelled"
    assert not LogEntry.objects.exists()


def test_search_finds_a_session_by_the_room_it_is_in_again(first, user):
    session = panel()
    session.room = Event.objects.get(slug="kdd-2023").rooms.create(slug="attic", name_en="Attic")
    session.save()
    assert "attic" in panel().search_text
    put_back(first, user)
    assert "attic" not in panel().search_text
