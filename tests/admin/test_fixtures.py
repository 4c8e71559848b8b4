"""Fixtures out of and into the admin."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Session
from tests.admin.forms import page

FILE = Path("fixtures/kdd2023.json")
EXPORT_ALL = reverse("admin:program_event_export_all")
LOAD = reverse("admin:program_event_load")


def load(client, text):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(LOAD, {"file": SimpleUploadedFile("program.json", data)})


def problems(response):
    return [each.text for each in page(response).select("#content .errorlist li")]


def test_export_gives_the_bytes_of_the_fixture(organizer, program):
    assert organizer.get(EXPORT_ALL).content == FILE.read_bytes()


def test_export_is_a_file_to_keep(admin_client, program):
    response = admin_client.get(EXPORT_ALL)
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="program.json"'


def test_export_of_an_event_bears_its_name(admin_client, program):
    response = admin_client.get(reverse("admin:program_event_export", args=[program.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="kdd-2023.json"'
    assert response.text == fixture.export(program)


def test_export_of_no_event_is_not_found(admin_client, program):
    assert admin_client.get(reverse("admin:program_event_export", args=[0])).status_code == 404


def test_event_list_and_page_have_the_buttons(admin_client, program):
    event_page = reverse("admin:program_event_change", args=[program.pk])
    event_list = page(admin_client.get(reverse("admin:program_event_changelist")))
    assert event_list.select_one(f'.object-tools [href="{EXPORT_ALL}"]')
    assert event_list.select_one(f'.object-tools [href="{LOAD}"]')
    assert page(admin_client.get(event_page)).select_one('.object-tools [href$="/export/"]')


def test_load_says_what_changed(admin_client, program):
    records = json.loads(FILE.read_text("utf-8"))
    for record in records:
        if record["fields"].get("slug") == "llm-day-panel":
            record["fields"]["title_en"] = "A new title"
    response = load(admin_client, json.dumps(records))
    summary = f"0 new, 1 changed, {len(records) - 1} as they were"
    assert summary in page(response).select_one(".success").text
    assert "llm-day-panel: changed: title_en" in response.text
    assert Session.objects.get(slug="llm-day-panel").title_en == "A new title"


def test_broken_fixture_lists_every_problem_and_changes_nothing(organizer, program):
    before = fixture.export()
    records = json.loads(FILE.read_text("utf-8"))
    sessions = [each for each in records if each["model"] == "program.session"]
    sessions[0]["fields"]["title_en"] = "Changed"
    sessions[1]["fields"]["kind"] = "party"
    sessions[2]["fields"]["start"] = "noon"
    assert len(problems(load(organizer, json.dumps(records)))) == 2
    assert fixture.export() == before


@pytest.mark.parametrize("text", [b"\xff\xfe", "[{", "", '{"a": 1}'])
def test_no_fixture_at_all_is_explained(text, organizer, program):
    response = load(organizer, text)
    assert response.status_code == 200
    assert problems(response)


def test_missing_file_is_explained(admin_client, program):
    assert problems(admin_client.post(LOAD))


def test_viewer_may_export(viewer, program):
    assert viewer.get(EXPORT_ALL).status_code == 200


def test_viewer_is_offered_no_load(viewer, program):
    found = page(viewer.get(reverse("admin:program_event_changelist")))
    assert not found.select(f'[href="{LOAD}"]')


@pytest.mark.parametrize("method", ["get", "post"])
def test_viewer_is_refused_to_load(method, viewer, program):
    assert getattr(viewer, method)(LOAD).status_code == 403


def test_staff_without_permission_is_refused_to_export(viewer, program):
    viewer.get(EXPORT_ALL).wsgi_request.user.user_permissions.clear()
    assert viewer.get(EXPORT_ALL).status_code == 403


def test_visitors_are_sent_to_sign_in(client, program):
    assert client.get(EXPORT_ALL).url.startswith(reverse("admin:login"))


def test_load_needs_the_csrf_token(admin_client, program):
    admin_client.handler.enforce_csrf_checks = True
    assert load(admin_client, "[]").status_code == 403
