"""A speaker's secret link: what it shows."""

import pytest

from sessions.models import PreviewLink, Session
from speakers.models import Speaker
from tests.growth import grow
from tests.previews import new_link, send, soup

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Paradigm Shifts"), ("zh-hans", "范式转变")]
)
def test_page_shows_the_speaker_and_their_drafts_in_both_languages(
    client, address, speaker, language, title
):
    page = soup(client.get(address.replace("/en/", f"/{language}/"))).select_one(".appearance")
    assert "Vy Vo" in page.h2.text
    assert title in page.select_one("article .title").text
    assert page.select_one("article .ribbon")
    assert page.select_one("article .prose").text.strip()


def test_page_shows_sessions_of_the_events_inside_and_none_of_other_events(client, program):
    speaker = Speaker.objects.get(slug="ed-chi")
    elsewhere = grow("elsewhere", 3).sessions.first()
    elsewhere.participations.create(speaker=speaker)
    page = client.get(new_link(program, speaker)).text
    assert "Paradigm Shifts" in page
    assert elsewhere.title not in page


def test_link_for_a_special_day_shows_its_sessions_only(client, panel, speaker):
    Session.objects.get(slug="keynote-ed-chi").participations.create(speaker=speaker)
    page = client.get(new_link(panel.event, speaker))
    titles = [each.text for each in soup(page).select(".appearance .title")]
    assert len(titles) == 1
    assert "Paradigm Shifts" in titles[0]


def test_page_tells_nothing_more_of_a_session_that_the_speaker_is_no_longer_in(
    client, address, panel, speaker
):
    send(client, address, {f"session-{panel.pk}-abstract_en": "Better."})
    assert soup(client.get(address)).select(".proposed li")
    panel.participations.filter(speaker=speaker).delete()
    Session.objects.filter(pk=panel.pk).update(title_en="Secret")
    assert "Secret" not in client.get(address).text


def test_biography_comes_out_without_its_script(client, address, speaker):
    bad = "Hello <script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    Speaker.objects.filter(pk=speaker.pk).update(biography_en=bad)
    shown = soup(client.get(address)).select_one(".appearance > .prose")
    assert "Hello" in shown.text
    assert not shown.select("script, img, a[href^=javascript]")


@pytest.mark.parametrize("size", [2, 60])
def test_page_takes_the_same_queries_however_many_sessions_and_corrections(
    client, size, django_assert_max_num_queries
):
    event = grow(f"grown-{size}", 3 * size)
    speaker = Speaker.objects.get(slug=f"grown-{size}-1")
    for session in event.sessions.all()[:size]:
        session.participations.get_or_create(speaker=speaker)
    address = new_link(event, speaker)
    link = PreviewLink.objects.get()
    for session in link.sessions():
        link.corrections.create(session=session, column="title_en", seen="", text="Better")
    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200
