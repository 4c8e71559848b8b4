"""What somebody else writes in the moment between the checks of a request and its writing."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, OperationalError

from sessions.api import writing
from sessions.models import Room, Session
from tests.api.test_writing import TANG, errors, tang

ROOMS = "/events/kdd-2023/rooms/"


class DeadlockError(Exception):
    """What PostgreSQL says to one of two who wait for each other."""

    sqlstate = "40P01"


@pytest.fixture
def crossed(monkeypatch):
    """Return a function that lets the first request fail at its end, and somebody else write."""

    def cross(error, write=lambda: None):
        left, recorded = [write], writing.recorded

        @contextmanager
        def recorded_once_crossed(*args):
            try:
                with recorded(*args):
                    yield
                    if left:
                        raise error
            finally:
                if left:
                    left.pop()()

        monkeypatch.setattr(writing, "recorded", recorded_once_crossed)

    return cross


@pytest.fixture
def deadlock():
    error = OperationalError()
    error.__cause__ = DeadlockError()
    return error


def test_slug_that_is_taken_meanwhile_is_refused_as_any_that_is_taken(organizer, program, crossed):
    crossed(IntegrityError(), lambda: Room.objects.create(event=program, slug="x", name_en="X"))
    data = {"slug": "x", "name": {"en": "Mine"}}
    assert errors(organizer.create(ROOMS, data)) == errors(organizer.create(ROOMS, data))


def test_change_that_ran_into_another_is_made_all_the_same(organizer, program, crossed, deadlock):
    crossed(deadlock)
    assert organizer.change(TANG, {"title": {"en": "Anew"}}).status_code == 200
    assert tang().title_en == "Anew"


def test_what_is_taken_into_use_while_it_is_deleted_is_named(organizer, program, crossed):
    room = Room.objects.create(event=program, slug="x", name_en="X")
    crossed(IntegrityError(), lambda: Session.objects.filter(pk=tang().pk).update(room=room))
    answer = organizer.delete(f"{ROOMS}x/")
    assert answer.status_code == 409
    assert str(tang()) in answer.json()["detail"]


def test_other_failures_of_the_database_are_not_tried_again(organizer, program, crossed):
    organizer.client.raise_request_exception = False
    crossed(OperationalError())
    assert organizer.change(TANG, {"title": {"en": "Anew"}}).status_code == 503
