"""Who may open a speaker's secret link, until when, and that nobody keeps or finds its page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sessions.models import Event, PreviewLink
from sessions.models.event import not_reserved
from sessions.views import limits
from tests.previews import new_link, send, soup

pytestmark = pytest.mark.django_db


def test_link_needs_no_signing_in_and_sets_no_cookie(client, address):
    response = send(client, address, {"speaker-name_zh_hans": "武维"})
    assert response.status_code == 302
    assert not response.cookies
    assert not client.get(address).cookies


def test_browser_that_keeps_the_address_to_itself_can_send_the_form(address):
    """With `no-referrer` browsers send `Origin: null`, as Django's CSRF check would refuse."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    assert send(client, address, {"speaker-name_zh_hans": "武维"}).status_code == 302


def gone(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert client.post(address, {"speaker-name_en": "Hacked"}).status_code == 404
    return "This link does not work" in response.text


def test_unknown_link_is_not_there_and_says_so(client, program):
    assert gone(client, "/en/preview/unknown/")
    assert soup(client.get("/zh-hans/preview/unknown/")).html["lang"] == "zh-Hans"


def test_link_whose_last_day_is_over_is_not_there(client, program, speaker):
    address = new_link(program, speaker, days=-2)
    assert gone(client, address)


def test_last_day_is_that_of_the_venue(client, program, speaker, monkeypatch):
    address = new_link(program, speaker)
    PreviewLink.objects.update(until="2023-08-10")
    late = datetime(2023, 8, 11, 6, 59, tzinfo=UTC)  # 23:59 of the tenth in California
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert client.get(address).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: late + timedelta(minutes=1))
    assert gone(client, address)


def test_revoked_link_is_not_there(client, address):
    PreviewLink.objects.get().revoke()
    assert gone(client, address)


def test_new_link_takes_the_place_of_the_one_before(client, program, speaker, address):
    newer = new_link(program, speaker)
    assert gone(client, address)
    assert client.get(newer).status_code == 200


def test_revoked_link_can_be_renewed(client, program, speaker, address):
    PreviewLink.objects.get().revoke()
    assert client.get(new_link(program, speaker)).status_code == 200


def test_database_holds_no_link_that_could_be_opened(client, address):
    token = address.split("/")[-2]
    link = PreviewLink.objects.values().get()
    assert len(token) >= 43
    assert token not in str(link)
    assert gone(client, f"/en/preview/{link['token_hash']}/")


@pytest.mark.parametrize("token", ["%00", "%ff", "x" * 3000, "..", "'", "None", "张"])
def test_no_malformed_link_opens_anything(client, token, program, address):
    PreviewLink.objects.get().revoke()
    assert client.get(f"/en/preview/{token}/").status_code == 404


def test_no_event_hides_the_page():
    with pytest.raises(Exception, match="address of another page"):
        not_reserved("preview")


@pytest.mark.parametrize("found", [True, False])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_keeps_finds_or_passes_on_the_page(client, address, found, method):
    response = getattr(client, method)(address if found else "/en/preview/unknown/")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert soup(response).select_one("meta[name=robots]")["content"].startswith("noindex")
    assert not soup(response).select("link[rel=canonical], meta[property='og:url'], #saved")


def test_who_asks_too_often_is_told_to_wait(client, program, settings, monkeypatch):
    cache.clear()
    settings.RATE_LIMIT = 3
    monkeypatch.setattr(limits, "time", lambda: 1_000_000_010.0)
    statuses = [client.get(f"/en/preview/guess-{n}/").status_code for n in range(4)]
    assert statuses == [404, 404, 404, 429]


def test_organizer_who_opens_the_link_sees_what_the_speaker_sees(client, address):
    as_speaker = client.get(address).text
    client.force_login(User.objects.create_superuser("organizer"))
    seen = [soup_of.split('name="seen"')[0] for soup_of in (as_speaker, client.get(address).text)]
    assert seen[0] == seen[1]


def test_event_deleted_takes_its_links_along(program, speaker):
    event = Event.objects.create(
        slug="short",
        name_en="Short",
        start_date="2024-01-01",
        end_date="2024-01-02",
        time_zone="UTC",
    )
    new_link(event, speaker)
    event.delete()
    assert not PreviewLink.objects.exists()
