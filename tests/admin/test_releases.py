"""Releases: numbered, kept whole, and then only annotated."""

import json

import pytest
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Event, Release
from sessions.releases import record_release
from tests.admin.forms import filled_form

ADD = reverse("admin:program_release_add")


@pytest.fixture
def release(program, admin_user):
    return record_release(program, admin_user, "First", "首次")


def add(client, event):
    data = filled_form(client.get(ADD))
    return client.post(ADD, data | {"event": event.pk, "note_en": "New rooms"})


def test_first_release_is_number_one(release):
    assert release.number == 1


def test_next_release_has_the_next_number(release, admin_client, program):
    assert add(admin_client, program).status_code == 302
    assert list(Release.objects.values_list("number", flat=True)) == [2, 1]


def test_each_event_counts_its_own(release, admin_user):
    assert record_release(Event.objects.get(slug="llm-day"), admin_user, None, None).number == 1


def test_release_keeps_the_program_as_it_stands(admin_client, program):
    add(admin_client, program)
    assert Release.objects.get().snapshot == json.loads(fixture.export(program))


def test_release_knows_who_made_it(admin_client, admin_user, program):
    add(admin_client, program)
    assert Release.objects.get().made_by == admin_user


def test_release_is_of_a_whole_program(admin_client, program):
    sub_event = Event.objects.get(slug="llm-day")
    assert add(admin_client, sub_event).context["adminform"].form.errors["event"]


def test_note_can_be_corrected_and_nothing_else(release, admin_client):
    url = reverse("admin:program_release_change", args=[release.pk])
    data = filled_form(admin_client.get(url)) | {
        "note_zh_hans": "第一次发布",
        "event": Event.objects.get(slug="llm-day").pk,
        "number": 7,
        "snapshot": "[]",
    }
    assert admin_client.post(url, data).status_code == 302
    changed = Release.objects.get()
    assert changed.note_zh_hans == "第一次发布"
    assert (changed.event, changed.number) == (release.event, 1)
    assert changed.snapshot == release.snapshot
