"""Files out of and into events, by those who have roles for one event alone."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.models import Membership, Room, Session
from tests.admin.test_spreadsheets import answer, send
from tests.frab.shared import event, schedule
from tests.growth import grow


@pytest.fixture
def other(program):
    return grow("other", 3)


@pytest.fixture(params=["Viewer", "Translator"])
def looking(request, helper, other):
    """Sign in an organizer of LLM Day who may look at another event, or translate it."""
    client = helper("Organizer")
    user, role = User.objects.get(username="helper-organizer"), request.param
    Membership.objects.create(user=user, event=other, role=Group.objects.get(name=role))
    return client


def files(kind, event, *more):
    return reverse(f"admin:program_event_{kind}", args=[event.pk, *more])


# In


def test_who_looks_at_an_event_adds_no_session_to_it_by_a_spreadsheet(looking, other):
    review = send(looking, files("spreadsheets", other), [["Title", "Type"], ["Sneaked", "Talk"]])
    assert answer(looking, review, apply="1").status_code == 403
    assert not Session.objects.filter(title_en="Sneaked").exists()


def test_who_looks_at_an_event_adds_no_session_to_it_by_a_schedule(looking, other):
    file = SimpleUploadedFile("schedule.json", schedule(event(title="Sneaked")))
    review = looking.post(files("schedule", other), {"file": file}, follow=True)
    assert answer(looking, review, apply="1").status_code == 403
    assert not Session.objects.filter(title_en="Sneaked").exists()


def test_organizer_of_a_special_day_adds_no_room_to_the_event_around_it(helper, keynote):
    client, rows = helper("Organizer"), [["Title", "Type", "Room"], ["New", "Talk", "Cupboard"]]
    review = send(client, files("spreadsheets", keynote.event), rows)
    assert answer(client, review, apply="1").status_code == 403
    assert not Room.objects.filter(name_en="Cupboard").exists()


def test_organizer_of_one_event_adds_sessions_to_it_by_a_spreadsheet(helper, keynote):
    client, rows = helper("Organizer"), [["Title", "Type"], ["New", "Talk"]]
    answer(client, send(client, files("spreadsheets", keynote.event), rows), apply="1")
    assert Session.objects.get(title_en="New").event == keynote.event
