"""Two who write to the program at once, each in a transaction that the other does not see."""

from contextlib import closing

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Event, Session
from speakers.models import Speaker
from tests.admin.forms import filled_form
from tests.api.conftest import Program
from tests.spreadsheets.files import put_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]

PUT_INTO = "UPDATE program_session SET parent_id = %s WHERE id = %s"


@pytest.fixture
def another():
    """Return a function that asks in a transaction of its own, and waits for nobody."""
    database = {"dbname": connection.settings_dict["NAME"]} | {
        name: connection.settings_dict[name.upper()]
        for name in ("host", "port", "user", "password")
    }
    with closing(psycopg.connect(**database)) as other:
        other.execute("SET lock_timeout = '200ms'")
        yield other.execute


@pytest.fixture
def two():
    return Session.objects.get(slug="ws-mlg"), Session.objects.get(slug="ws-llm-ai")


def test_two_sessions_are_not_put_into_each_other_at_once(another, two):
    one, other = two
    Session.objects.filter(pk=one.pk).update(parent=other)
    with pytest.raises(psycopg.errors.LockNotAvailable):
        another(PUT_INTO, [one.pk, other.pk])


def test_nothing_is_put_into_a_session_while_that_goes_to_another_event(another, two):
    one, other = two
    Session.objects.filter(pk=one.pk).update(event=Event.objects.get(slug="llm-day"))
    with pytest.raises(psycopg.errors.LockNotAvailable):
        another(PUT_INTO, [one.pk, other.pk])


def test_other_texts_are_saved_while_a_session_is_put_into_another(another, two):
    one, other = two
    paper = Session.objects.get(slug="llm-ai-p1")
    Session.objects.filter(pk=one.pk).update(parent=other)
    assert another("UPDATE program_session SET parent_id = parent_id WHERE id = %s", [paper.pk])


@pytest.fixture
def organizer(db):
    return Program(User.objects.create_superuser("ada"))


def test_a_session_is_changed_by_the_api_while_others_of_its_event_are(another, organizer):
    assert (
        organizer.change(
            "/events/kdd-2023/sessions/mlg-tang/", {"title": {"en": "New"}}
        ).status_code
        == 200
    )
    assert another("SELECT FROM program_event FOR KEY SHARE")


def test_people_are_named_in_sessions_while_the_api_changes_them(another, organizer):
    assert organizer.change("/speakers/jie-tang/", {"name": {"en": "New"}}).status_code == 200
    assert another("SELECT FROM speakers_speaker FOR KEY SHARE")


def test_a_session_is_saved_in_the_admin_while_others_of_its_event_are(another, admin_client, two):
    url = reverse("admin:program_session_change", args=[two[0].pk])
    assert admin_client.post(url, filled_form(admin_client.get(url))).status_code == 302
    assert another("SELECT FROM program_event FOR KEY SHARE")
    assert another("SELECT FROM speakers_speaker FOR KEY SHARE")


def test_two_whose_names_stand_in_one_search_text_write_it_one_after_the_other(another):
    Speaker.objects.get(slug="jie-tang").save()
    session = Session.objects.get(slug="mlg-tang")
    with pytest.raises(psycopg.errors.LockNotAvailable):
        another("UPDATE program_session SET search_text = '' WHERE id = %s", [session.pk])


def test_nobody_changes_what_a_fixture_is_held_against_until_it_is_loaded(another, two):
    fixture.load(fixture.export())
    with pytest.raises(psycopg.errors.LockNotAvailable):
        another("UPDATE program_session SET title_en = 'Theirs' WHERE id = %s", [two[0].pk])


def test_people_are_named_in_sessions_while_a_spreadsheet_is_put_in(another, program):
    put_in(program, [["Title"], ["Another talk"]])
    assert another("SELECT FROM speakers_speaker FOR KEY SHARE")


def test_nobody_changes_sessions_while_an_action_compares_them(admin_client, two):
    chosen = {"action": "cancel", "_selected_action": [each.pk for each in two]}
    with CaptureQueriesContext(connection) as asked:
        admin_client.post(reverse("admin:program_session_changelist"), chosen)
    assert any(
        "program_session" in sql and "FOR UPDATE" in sql for sql in (each["sql"] for each in asked)
    )
