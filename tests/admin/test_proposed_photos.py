"""Photos that speakers propose: who sees them, and what becomes of them."""

import pytest
from django.test import Client
from PIL import Image

from sessions.models import PreviewLink
from speakers.models import Speaker
from tests.admin.previews import LIST, decide, helper, review
from tests.previews import photo, send, soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_photo(link, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    send(Client(), link, {"speaker-photo": photo()})
    return PreviewLink.objects.get()


def shown(client, link):
    page = soup(client.get(review(link)))
    return client.get(page.select("#content-main img")[-1]["src"])


def test_organizer_sees_the_photo_that_waits(admin_client, with_photo):
    response = shown(admin_client, with_photo)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"\xff\xd8")


def test_photo_that_waits_is_shown_to_nobody_else(client, with_photo):
    key = with_photo.corrections.get().pk
    assert client.get(f"{LIST}photo/{key}/").status_code == 302
    assert helper("Program editor", "llm-day").get(f"{LIST}photo/{key}/").status_code == 404


def test_accepted_photo_is_the_speakers_photo(admin_client, with_photo, vy_vo, client):
    decide(admin_client, with_photo, photo="accept")
    speaker = Speaker.objects.get(pk=vy_vo.pk)
    assert Image.open(speaker.photo).size == (40, 30)
    assert speaker.photo.name.startswith("speakers/me-at-home")
    assert speaker.photo.url in client.get("/en/speakers/vy-vo/").text
    assert with_photo.corrections.get().photo is None


def test_declined_photo_is_removed(admin_client, with_photo, vy_vo, tmp_path):
    decide(admin_client, with_photo, photo="decline")
    assert with_photo.corrections.get().photo is None
    assert not list(tmp_path.rglob("*"))
    assert Speaker.objects.get(pk=vy_vo.pk).photo == vy_vo.photo
