"""Sessions that go to another event with all that is inside them."""

import pytest
from django.urls import reverse

from sessions.models import Session
from tests.admin.forms import edit, filled_form, page
from tests.growth import grow


@pytest.fixture
def workshop(program):
    return Session.objects.get(slug="ws-mlg")


@pytest.fixture
def url(workshop):
    return reverse("admin:program_session_change", args=[workshop.pk])


@pytest.fixture
def goes():
    """Return what is sent to have a session go to another event, where it has no room yet."""
    return {"event": grow("other", 3).pk, "room": "", "track": ""}


def test_session_does_not_go_while_what_is_inside_has_a_room_that_is_not_there(
    organizer, url, workshop, goes
):
    said = page(organizer.post(url, filled_form(organizer.get(url)) | goes))
    assert workshop.children.first().title in said.select_one(".field-event .errorlist").text
    assert Session.objects.get(pk=workshop.pk).event == workshop.event


def test_session_goes_with_what_is_inside_once_that_has_no_room(organizer, url, workshop, goes):
    workshop.children.update(room=None, track=None)
    edit(organizer, url, **goes)
    assert {each.event_id for each in workshop.children.all()} == {goes["event"]}
