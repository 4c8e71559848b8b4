"""What each role may do everywhere, and that the server refuses the rest."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Release, Session
from sessions.releases import record_release
from speakers.models import Speaker
from tests.admin.addresses import address
from tests.admin.forms import filled_form, new_row
from tests.admin.test_pages import MODELS

ROLES = ("Organizer", "Program editor", "Translator", "Viewer")


def test_all_roles_exist_and_see_all_of_the_program(db):
    seen = set(
        Permission.objects.filter(
            content_type__app_label__in=("program", "speakers"), codename__startswith="view_"
        )
        .exclude(codename__in=("view_membership", "view_version", "view_webhook"))
        .values_list("codename", flat=True)
    )
    for role in ROLES:
        held = Group.objects.get(name=role).permissions.values_list("codename", flat=True)
        assert seen <= set(held), role


def test_organizers_may_do_everything_in_the_program_and_nothing_to_accounts(db):
    held = set(Group.objects.get(name="Organizer").permissions.values_list("pk", flat=True))
    ours = Permission.objects.filter(content_type__app_label__in=("program", "speakers"))
    given = ours.exclude(content_type__model__in=("membership", "version"))
    assert set(given.values_list("pk", flat=True)) == held


@pytest.mark.parametrize("model", MODELS)
def test_viewer_is_refused_every_write(model, one_in, program):
    record_release(program, None, "First", "首次")
    program.tracks.create(slug="research", name_en="Research")
    client, thing = one_in("Viewer"), model.objects.first()
    add = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_add")
    assert client.post(add, {}).status_code == 403
    assert client.post(address(thing), {}).status_code == 403
    assert client.post(address(thing, "delete"), {"post": "yes"}).status_code == 403


def test_program_editor_edits_a_session_and_its_people(one_in, panel):
    client = one_in("Program editor")
    data = filled_form(client.get(address(panel))) | {"title_en": "Edited"}
    speaker = Speaker.objects.get(slug="peng-zhang")
    client.post(address(panel), new_row(data, "participations", speaker=speaker.pk))
    panel = Session.objects.get(pk=panel.pk)
    assert panel.title_en == "Edited"
    assert panel.participations.filter(speaker=speaker).exists()


def test_program_editor_is_refused_settings_of_events_and_releases(one_in, program):
    client = one_in("Program editor")
    release = record_release(program, None, "First", "首次")
    assert client.post(address(program), {"slug": "taken-over"}).status_code == 403
    assert client.post(address(program, "delete"), {"post": "yes"}).status_code == 403
    assert (
        client.post(reverse("admin:program_release_add"), {"event": program.pk}).status_code == 403
    )
    assert client.post(address(release), {"note_en": "Other"}).status_code == 403
    assert client.post(reverse("admin:program_room_add"), {}).status_code == 403
    assert Release.objects.count() == 1


@pytest.mark.parametrize("role", ["Program editor", "Translator", "Viewer"])
def test_only_organizers_load_fixtures(role, one_in, program):
    file = SimpleUploadedFile("program.json", fixture.export().encode())
    response = one_in(role).post(reverse("admin:program_event_load"), {"file": file})
    assert response.status_code == 403


def test_organizers_load_fixtures(one_in, program):
    file = SimpleUploadedFile("program.json", fixture.export().encode())
    response = one_in("Organizer").post(reverse("admin:program_event_load"), {"file": file})
    assert response.context["report"].updated.total() == 0
