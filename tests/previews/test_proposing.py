"""What is proposed by a speaker's secret link, and that nothing changes by it."""

from io import BytesIO

import pytest
from PIL import Image

from sessions.exchange import fixture
from sessions.models import Correction
from sessions.version import current
from speakers.models import Speaker
from tests.previews import photo, send, soup

pytestmark = pytest.mark.django_db


def waiting():
    return {
        (each.session and each.session.slug, each.column): each
        for each in Correction.objects.waiting()
    }


def test_nothing_changes_by_what_is_proposed(client, address, panel):
    before = fixture.export()
    changed = {
        "speaker-name_zh_hans": "武维",
        "speaker-biography_en": "Better.",
        "speaker-photo": photo(),
        f"session-{panel.pk}-abstract_en": "Better.",
    }
    send(client, address, changed)
    assert fixture.export() == before
    assert set(waiting()) == {
        (None, "name_zh_hans"),
        (None, "biography_en"),
        (None, "photo"),
        ("llm-day-panel", "abstract_en"),
    }


def test_pages_need_not_be_rendered_anew_for_what_is_proposed(client, address):
    before = current()
    send(client, address, {"speaker-name_zh_hans": "武维"})
    assert waiting()
    assert current() == before


def test_what_was_left_as_it_was_is_not_proposed(client, address, speaker):
    Speaker.objects.filter(pk=speaker.pk).update(biography_en="  One\r\n\r\nTwo\r\n")
    response = send(client, address, {})
    assert not waiting()
    assert "nothing new was sent" in client.get(response.url).text


def test_who_has_sent_something_is_thanked_and_sees_that_it_waits(client, address):
    response = send(client, address, {"speaker-name_zh_hans": "武维"})
    page = soup(client.get(response.url))
    assert "Thank you" in page.select_one("#told").text
    told = page.select_one(".proposed").text
    assert "waiting" in told
    assert "Name (Chinese)" in told
    assert "武维" in told


def test_form_shows_again_what_waits(client, address):
    send(client, address, {"speaker-name_zh_hans": "武维"})
    field = soup(client.get(address)).select_one("[name=speaker-name_zh_hans]")
    assert field["value"] == "武维"


def test_second_thought_takes_the_place_of_the_first(client, address):
    send(client, address, {"speaker-name_zh_hans": "武维"})
    send(client, address, {"speaker-name_zh_hans": "武薇"})
    assert Correction.objects.get().text == "武薇"


def test_sending_again_unchanged_is_not_a_new_proposal(client, address):
    send(client, address, {"speaker-name_zh_hans": "武维"})
    before = Correction.objects.get().sent_at
    send(client, address, {})
    assert Correction.objects.get().sent_at == before


def test_proposal_is_withdrawn_by_writing_what_stood_there(client, address, speaker):
    send(client, address, {"speaker-name_en": "Vy A. Vo"})
    send(client, address, {"speaker-name_en": speaker.name_en})
    assert not waiting()


def test_what_the_speaker_saw_is_kept_though_it_has_changed_meanwhile(client, address, speaker):
    page = client.get(address)
    Speaker.objects.filter(pk=speaker.pk).update(
        biography_en="By an organizer", biography_zh_hans="组织者"
    )
    send(client, address, {"speaker-biography_en": "By the speaker"}, page=page)
    (correction,) = waiting().values()
    assert correction.column == "biography_en"
    assert correction.seen == speaker.biography_en


def test_forged_note_of_what_was_seen_is_not_believed(client, address, speaker):
    send(client, address, {"speaker-name_en": "Vy A. Vo", "seen": "forged"})
    assert Correction.objects.get().seen == speaker.name_en


def test_photo_waits_drawn_anew_without_metadata_and_not_among_the_media(
    client, address, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    send(client, address, {"speaker-photo": photo()})
    kept = Correction.objects.get()
    assert b"secret place" not in bytes(kept.photo)
    assert kept.text == "me-at-home.jpg"
    assert not list(tmp_path.rglob("*"))
    assert Image.open(BytesIO(bytes(kept.photo))).format == "JPEG"
