"""Schedules out of and into the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.models import Session, Upload
from speakers.history.models import Edit
from tests.admin.forms import page
from tests.admin.test_spreadsheets import answer, states
from tests.frab.shared import event, schedule


@pytest.fixture
def address(program):
    return reverse("admin:program_event_schedule", args=[program.pk])


def send(client, address, data, name="schedule.json"):
    """Upload a file and return the page that shows what it would do."""
    return client.post(address, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_the_event_page_leads_to_its_schedule(admin_client, program, address):
    shown = page(admin_client.get(reverse("admin:program_event_change", args=[program.pk])))
    assert shown.select_one(f'.object-tools [href="{address}"]')
    schedules = page(admin_client.get(address))
    for suffix in ("xml", "json"):
        assert schedules.select_one(f'[href="/kdd-2023/schedule.{suffix}"]')


def test_nothing_is_written_before_it_is_seen_and_confirmed(admin_client, address):
    said = event(title="Quite new", persons=[{"name": "Someone Unheard"}], logo="x.png")
    response = send(admin_client, address, schedule(said))
    assert states(response) == ["new"]
    assert "Not carried over, of events: logo" in page(response).select_one(".plan-notes").text
    assert not Session.objects.filter(title_en="Quite new").exists()
    response = answer(admin_client, response, apply="1")
    assert "Imported: 1 new" in page(response).select_one(".messagelist").text
    session = Session.objects.get(title_en="Quite new")
    assert LogEntry.objects.filter(object_id=str(session.pk)).exists()
    assert Edit.objects.latest("pk").comment == "Imported from a schedule"
    assert not Upload.objects.exists()


def test_what_is_not_in_the_file_is_named_and_cancelled_only_by_the_box(admin_client, address):
    published = Session.objects.filter(status="published", event__slug="kdd-2023")
    before = published.count()
    response = send(admin_client, address, schedule(event(title="Quite new")))
    assert "mlg-tang" not in states(response)
    title = Session.objects.get(slug="mlg-tang").title_en
    assert title in page(response).select_one("#content").text
    answer(admin_client, response, apply="1")
    assert published.count() == before + 1
    response = send(admin_client, address, schedule(event(title="Quite new")))
    response = answer(admin_client, response, apply="1", cancel_vanished="on")
    assert "sessions cancelled" in page(response).select_one(".messagelist").text
    assert Session.objects.get(slug="mlg-tang").status == "cancelled"


def test_a_doubtful_name_is_asked_and_answered(admin_client, address):
    said = event(title="Quite new", persons=[{"name": "Jaimee Teevan"}])
    response = send(admin_client, address, schedule(said))
    assert states(response) == ["to decide"]
    [question] = page(response).select(".questions select")
    response = answer(admin_client, response, **{question["name"]: "jaime-teevan"})
    assert states(response) == ["new"]
    answer(admin_client, response, apply="1")
    session = Session.objects.get(title_en="Quite new")
    assert session.participations.get().speaker.slug == "jaime-teevan"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body>502</body></html>", "web page"),
        (b'<!DOCTYPE s [<!ENTITY x "y">]><schedule>&x;</schedule>', "declares entities"),
        (schedule(*[{}] * 20_001), "more than 20,000"),
    ],
    ids=["web page", "entities", "too many"],
)
def test_what_is_no_schedule_is_refused_in_words(admin_client, address, data, said):
    response = send(admin_client, address, data)
    assert said in page(response).select_one(".errorlist").text
    assert not Upload.objects.exists()


def test_program_that_changed_meanwhile_is_shown_anew(admin_client, address, program):
    response = send(admin_client, address, schedule(event(title="Quite new")))
    Session.objects.create(
        event=program, slug="x", title_en="Quite new", start="2023-08-07T17:00:00Z"
    )
    response = answer(admin_client, response, apply="1")
    assert "has changed since you looked" in page(response).select_one(".messagelist").text
    assert Session.objects.filter(title_en="Quite new").count() == 1


def test_who_may_only_look_can_send_nothing(viewer, address):
    assert not page(viewer.get(address)).select("[type=file]")
    assert send(viewer, address, schedule(event())).status_code == 403


def test_an_upload_is_seen_by_its_own_page_and_its_own_user_alone(
    admin_client, address, program, django_user_model
):
    send(admin_client, address, schedule(event()))
    upload = Upload.objects.get()
    sheets = reverse("admin:program_event_review", args=[program.pk, upload.pk])
    assert admin_client.get(sheets).status_code == 404
    own = reverse("admin:program_event_schedule_review", args=[program.pk, upload.pk])
    assert admin_client.get(own).status_code == 200
    other = django_user_model.objects.create_superuser("other")
    admin_client.force_login(other)
    assert admin_client.get(own).status_code == 404


def test_the_pages_stand_in_the_language_of_who_reads_them(organizer, address):
    response = send(organizer, address, schedule(event(title="Quite new")))
    assert page(response).select_one(".plan-rows th[scope=row]").text == "Quite new"
