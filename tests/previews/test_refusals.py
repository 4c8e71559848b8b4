"""What is sent by a speaker's secret link and refused or ignored."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sessions.models import Correction, Session
from tests.growth import grow
from tests.hostile import SCRIPT, WORDS
from tests.previews import send, soup

pytestmark = pytest.mark.django_db


def test_session_of_another_speaker_cannot_be_changed(client, address, panel):
    other = Session.objects.get(slug="llm-day-teach-to-reason")
    sent = {f"session-{other.pk}-title_en": "Hacked", f"session-{other.pk}-abstract_en": "Hacked"}
    send(client, address, sent)
    assert not Correction.objects.exists()
    assert "Hacked" not in client.get(address).text


def test_own_session_of_another_event_cannot_be_changed(client, address, speaker):
    other = grow("elsewhere", 3).sessions.first()
    other.participations.create(speaker=speaker)
    send(client, address, {f"session-{other.pk}-title_en": "Hacked"})
    assert not Correction.objects.exists()


@pytest.mark.parametrize("field", ["slug", "organization", "homepage", "position_en", "honors_en"])
def test_fields_of_the_person_that_are_not_offered_are_ignored(client, address, field):
    send(client, address, {f"speaker-{field}": "hacked"})
    assert not Correction.objects.exists()


@pytest.mark.parametrize("field", ["slug", "status", "room", "start", "event", "search_text"])
def test_fields_of_the_session_that_are_not_offered_are_ignored(client, address, field, panel):
    send(client, address, {f"session-{panel.pk}-{field}": "published"})
    assert not Correction.objects.exists()


def refusals(response):
    assert response.status_code == 422
    return {
        field.select_one("input, textarea")["name"]: field.select_one(".errorlist").text
        for field in soup(response).select(".field.wrong")
    }


@pytest.mark.parametrize(
    ("field", "most"), [("name_en", 200), ("biography_zh_hans", 20_000)], ids=["name", "biography"]
)
def test_text_that_is_too_long_is_refused_at_its_field(client, address, field, most):
    sent = {f"speaker-{field}": "长" * (most + 1), "speaker-name_zh_hans": "武维"}
    found = refusals(send(client, address, sent))
    assert str(most) in found.pop(f"speaker-{field}")
    assert not found
    assert not Correction.objects.exists()


def test_what_was_written_is_shown_again_with_the_errors(client, address):
    sent = {"speaker-name_en": "x" * 201, "speaker-biography_en": "Better."}
    page = soup(send(client, address, sent))
    assert "Nothing has been sent" in page.select_one("[role=alert]").text
    assert page.select_one("[name=speaker-biography_en]").text.strip() == "Better."
    assert page.select_one("[name=speaker-name_en]")["aria-invalid"] == "true"


def test_person_needs_a_name_and_a_session_a_title(client, address, panel):
    fields = ["speaker-name", f"session-{panel.pk}-title"]
    sent = {f"{field}_{language}": " " for field in fields for language in ("en", "zh_hans")}
    assert set(refusals(send(client, address, sent))) == {f"{field}_en" for field in fields}


@pytest.mark.parametrize("word", WORDS)
def test_no_hostile_text_ends_in_an_error_or_comes_back_as_script(client, address, panel, word):
    fields = ["speaker-name_en", "speaker-biography_zh_hans", f"session-{panel.pk}-abstract_en"]
    response = send(client, address, dict.fromkeys([*fields, "seen"], word))
    assert response.status_code in (302, 422)
    assert SCRIPT not in client.get(address).text


def test_what_is_no_picture_is_refused_at_its_field(client, address):
    svg = SimpleUploadedFile("me.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert (
        "JPEG, PNG or WebP"
        in refusals(send(client, address, {"speaker-photo": svg}))["speaker-photo"]
    )
