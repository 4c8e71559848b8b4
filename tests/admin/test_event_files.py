"""Files out of and into events, by those who have roles for one event alone."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.models import Membership, Room, Session
from tests.admin.addresses import address
from tests.admin.forms import page
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


# Out


def test_helper_exports_the_own_event_and_no_other(helper, program, other):
    client = helper("Program editor", "kdd-2023")
    assert client.get(files("export", program)).status_code == 200
    assert client.get(files("export", other)).status_code == 403
    assert client.get(reverse("admin:program_event_export_all")).status_code == 403


def test_helper_of_a_special_day_does_not_export_the_program_around_it(helper, keynote):
    """The fixture of a special day is that of the whole program, drafts included."""
    assert helper("Organizer").get(files("export", keynote.event)).status_code == 403


@pytest.mark.parametrize(("role_for", "is_there"), [("kdd-2023", True), ("llm-day", False)])
def test_export_is_offered_to_those_who_may_have_it(role_for, is_there, helper, keynote):
    shown = page(helper("Viewer", role_for).get(address(keynote.event)))
    link = files("export", keynote.event)
    assert bool(shown.select(f'.object-tools a[href="{link}"]')) is is_there


def test_who_sees_events_without_their_sessions_exports_nothing(viewer, program):
    rights = Permission.objects.filter(codename="view_event")
    User.objects.get(username="viewer").user_permissions.set(rights)
    assert viewer.get(files("export", program)).status_code == 403
    assert viewer.get(reverse("admin:program_event_export_all")).status_code == 403


def test_helper_of_an_event_takes_no_sessions_out_of_others_that_are_only_looked_at(
    helper, program, other
):
    client = helper("Viewer")
    user = User.objects.get(username="helper-viewer")
    user.user_permissions.add(Permission.objects.get(codename="view_event"))
    assert client.get(files("table", other, "sessions", "csv")).status_code == 403
    link = files("table", other, "sessions", "csv")
    assert not page(client.get(files("spreadsheets", other))).select(f'[href="{link}"]')


def test_people_of_a_special_day_are_not_those_of_the_program_around_it(helper, keynote):
    table = helper("Viewer").get(files("table", keynote.event, "speakers", "csv")).text
    assert "vy-vo" in table
    assert "jiliang-tang" not in table


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
