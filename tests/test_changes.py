"""What attendees read of changes: the page, and the feed."""

from datetime import datetime, timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db.models import F

from sessions.models import Release, Room, Session
from sessions.releases import record_release
from tests.growth import grow

PAGE = "/en/kdd-2023/changes/"
FEED = "/kdd-2023/changes.atom"
PANEL = "llm-day-panel"


@pytest.fixture
def first(program):
    return record_release(program, None, "The **first** program.", "首个议程。")


@pytest.fixture
def publish(program, first):
    """Change a session, and publish: the second release."""

    def change_and_publish(slug=PANEL, **values):
        Session.objects.filter(slug=slug).update(**values)
        return record_release(program, None, "Mended.", "已更正。")

    return change_and_publish


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def entry(client, address=PAGE, release=2):
    """Return the one session that a release has changed, as the page tells it."""
    [article] = soup(client, address).select(f"#release-{release} article")
    return article


def words(part):
    return " ".join(part.text.split())


def badges(article):
    return [badge.text for badge in article.select(".change")]


def test_moved_session_is_told_with_old_and_new_time_and_room(client, publish):
    panel = Session.objects.get(slug=PANEL)
    room = Room.objects.get(slug="grand-b")
    publish(start=panel.start + timedelta(hours=1), end=panel.end + timedelta(hours=1), room=room)
    article = entry(client)
    assert badges(article) == ["New time", "New room"]
    assert words(article.select_one(".was")) == (
        "Before: Tuesday, August 8 16:00–17:30 PDT · Grand A"
    )
    assert words(article.select_one(".now")) == "Now: Tuesday, August 8 17:00–18:30 PDT · Grand B"
    assert article.h3.a["href"] == f"/en/llm-day/sessions/{PANEL}/"


def test_changes_are_told_in_chinese(client, publish):
    publish(start=F("start") - timedelta(hours=1))
    page = soup(client, "/zh-hans/kdd-2023/changes/")
    article = page.select_one("#release-2 article")
    assert words(article.select_one(".was")).endswith("8月8日 星期二 16:00–17:30 PDT · Grand A")
    assert article.h3.text == Session.objects.get(slug=PANEL).title_zh_hans
    assert page.select_one("#release-2 .prose").text.strip() == "已更正。"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_retitled_session_is_told_with_its_old_title(client, publish, language):
    field = f"title_{language.replace('-', '_')}"
    old = getattr(Session.objects.get(slug=PANEL), field)
    publish(**{field: "Another"})
    article = entry(client, f"/{language}/kdd-2023/changes/")
    assert article.select_one("del").text == old
    assert article.select_one("ins").text == article.h3.text == "Another"


def test_new_title_in_the_other_language_alone_is_told_in_that_language(client, publish):
    publish(title_zh_hans="新题目")
    new = entry(client).select_one("ins span")
    assert (new["lang"], new.text) == ("zh-Hans", "新题目")


def test_cancelled_session_is_told_with_its_time(client, publish):
    publish(status="cancelled")
    article = entry(client)
    assert badges(article) == ["Cancelled"]
    assert "cancelled" in article["class"]
    assert "16:00–17:30 PDT" in words(article.select_one(".place"))


def test_session_that_takes_place_after_all_is_told(client, publish, program):
    publish(status="cancelled")
    publish(status="published", title_en="Another")
    article = entry(client, release=3)
    assert badges(article) == ["Takes place after all", "New title"]
    assert "16:00–17:30 PDT" in words(article.select_one(".place"))


def test_withdrawn_session_is_named_without_a_link(client, publish):
    publish(status="draft")
    article = entry(client)
    assert badges(article) == ["No longer in the program"]
    assert article.h3.text
    assert not article.a


def test_new_session_is_told_with_time_and_room(client, program):
    Session.objects.filter(slug=PANEL).update(status="draft")
    record_release(program, None, None, None)
    Session.objects.filter(slug=PANEL).update(status="published")
    record_release(program, None, None, None)
    article = entry(client)
    assert badges(article) == ["New"]
    assert "16:00–17:30 PDT · Grand A" in words(article.select_one(".place"))


def test_latest_release_comes_first_with_its_note_and_when_it_was_made(client, publish):
    publish(status="cancelled")
    Release.objects.update(made_at=datetime.fromisoformat("2023-08-08T01:30:00Z"))
    page = soup(client, PAGE)
    assert [heading.text for heading in page.select("h2")] == ["Release 2", "Release 1"]
    assert page.select_one("#release-1 .prose strong").text == "first"
    assert words(page.select_one("#release-2 .soft")) == "August 7, 2023 18:30 PDT"


def test_first_release_does_not_tell_every_session(client, first):
    page = soup(client, PAGE)
    assert not page.select("#release-1 article")
    assert "first published" in page.select_one("#release-1").text


def test_special_day_tells_its_own_changes_only(client, publish):
    publish(status="cancelled")
    publish("tut-fairness", status="cancelled")
    page = soup(client, "/en/llm-day/changes/")
    assert [section["id"] for section in page.select(".release")] == ["release-2"]
    assert [link["href"] for link in page.select(".release h3 a")] == [
        f"/en/llm-day/sessions/{PANEL}/"
    ]


def test_changes_that_are_not_published_yet_are_not_told(client, first):
    Session.objects.filter(slug=PANEL).update(title_en="Secret")
    assert "Secret" not in soup(client, PAGE).text
    assert "Secret" not in client.get(FEED).text


def test_event_leads_to_its_changes_once_there_is_a_release(client, program):
    def leads(address):
        return [link["href"] for link in soup(client, address).select(".sections a")]

    assert PAGE not in leads("/en/kdd-2023/")
    assert PAGE not in client.get("/sitemap.xml").text
    record_release(program, None, None, None)
    assert PAGE in leads("/en/kdd-2023/")
    assert PAGE in leads("/en/kdd-2023/sessions/ws-mlg/")
    assert "/en/llm-day/changes/" in leads("/en/llm-day/")
    assert PAGE in client.get("/sitemap.xml").text


def test_changes_are_kept_for_offline_and_a_release_renews_what_is_kept(client, first, program):
    before = client.get("/en/kdd-2023/offline.json").json()
    assert PAGE in before["pages"]
    record_release(program, None, None, None)
    assert client.get("/en/kdd-2023/offline.json").json()["version"] != before["version"]


@pytest.mark.parametrize("address", ["/en/large/changes/", "/large/changes.atom"])
def test_many_releases_take_few_queries_and_read_no_snapshot(
    client, db, address, django_assert_num_queries
):
    event = grow("large", 200)
    record_release(event, None, None, None)
    for number in range(8):
        event.sessions.update(start=F("start") + timedelta(days=1), end=None)
        record_release(event, None, f"Note {number}", None)
    with django_assert_num_queries(3) as asked:
        assert "Session 199" in client.get(address).text
    assert not [query for query in asked if "snapshot" in query["sql"]]


def read(client, address=FEED):
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_feed_holds_what_atom_asks_for(client, publish):
    publish(status="cancelled")
    found = read(client, f"{FEED}?lang=en")
    assert found.feed.title == "Changes: KDD 2023"
    assert found.feed.id.startswith("urn:uuid:")
    assert found.feed.author.startswith("29th ACM")
    assert found.feed.updated == found.entries[0].updated
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == "http://testserver/kdd-2023/changes.atom?lang=en"
    assert links["alternate"] == f"http://testserver{PAGE}"
    assert [each.title for each in found.entries] == ["Release 2", "Release 1"]
    for each in found.entries:
        assert each.id.startswith("urn:uuid:")
        assert each.updated_parsed
    assert found.entries[0].link == f"http://testserver{PAGE}#release-2"


def test_entry_tells_what_has_changed_with_full_links(client, publish):
    publish(status="cancelled")
    html = BeautifulSoup(read(client).entries[0].summary, "lxml")
    assert "Mended." in html.text
    assert "Cancelled" in html.text
    assert html.a["href"] == f"http://testserver/en/llm-day/sessions/{PANEL}/"


def test_feed_speaks_the_language_asked_for(client, publish):
    publish(status="cancelled")
    found = read(client, f"{FEED}?lang=zh-hans")
    assert found.feed.language == "zh-Hans"
    assert found.entries[0].link.startswith("http://testserver/zh-hans/")
    assert "已更正。" in found.entries[0].summary


def test_ids_stay_while_releases_follow_and_differ_in_everything_else(client, publish):
    publish(status="cancelled")
    before = read(client)
    publish(status="published")
    after = read(client)
    assert after.feed.id == before.feed.id
    assert [each.id for each in after.entries[1:]] == [each.id for each in before.entries]
    chinese = read(client, f"{FEED}?lang=zh-hans")
    ids = [found.id for feed in (after, chinese) for found in (feed.feed, *feed.entries)]
    assert len(set(ids)) == len(ids) == 8


def test_feed_without_changes_is_the_same_bytes(client, publish):
    publish(status="cancelled")
    assert client.get(FEED).content == client.get(FEED).content


def test_feed_can_be_followed_before_the_first_release(client, db):
    found = read(client)
    assert found.entries == []
    assert found.feed.updated == "2023-08-06T00:00:00-07:00"


def test_text_that_xml_cannot_hold_does_not_break_the_feed(client, publish):
    publish(title_en="Bell \x07 and \ufffe & <b>bold</b>")
    assert "<b>bold</b>" not in read(client).entries[0].summary


def test_staff_get_the_feed_of_the_public(client, publish):
    publish(status="draft")
    public = client.get(FEED).content
    client.force_login(User.objects.create_user("organizer", is_staff=True))
    assert client.get(FEED).content == public
