"""The pictures of pages where their addresses are shared, and the tags that name them."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from PIL import Image

from sessions.exchange.card import session_card
from sessions.exchange.typeset import cjk_families
from sessions.models import Session
from speakers.models import Speaker
from tests.pages import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PANEL = "/en/llm-day/sessions/llm-day-panel/"


def head(page):
    page = BeautifulSoup(page.content.partition(b"</head>")[0], "lxml")
    tags = page.select("meta[property^='og:'], meta[name^='twitter:']")
    return {tag.get("property") or tag["name"]: tag["content"] for tag in tags}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_names_a_picture_that_is_there_in_its_language(shown, address):
    tags = head(shown(address))
    assert tags["twitter:card"] == "summary_large_image"
    assert len(tags["og:title"]) > 1
    language = address.split("/")[1]
    assert tags["og:image"].startswith(f"http://testserver/{language}/")
    response = shown(tags["og:image"].removeprefix("http://testserver"))
    picture = Image.open(BytesIO(response.content))
    assert (picture.format, *picture.size) == ("PNG", 1200, 630)
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")


def test_tags_tell_title_address_and_both_languages(client):
    tags = head(client.get("/zh-hans/speakers/peng-zhang/?utm_source=mail"))
    assert tags["og:title"] == "张鹏"
    assert tags["og:url"] == "http://testserver/zh-hans/speakers/peng-zhang/"
    assert (tags["og:locale"], tags["og:locale:alternate"]) == ("zh_CN", "en_US")
    assert tags["og:type"] == "profile"


@pytest.mark.parametrize("mark", ['"', "<b>", "&"])
def test_marks_in_a_title_stay_text(client, mark):
    Session.objects.filter(slug="llm-day-panel").update(title_en=f"A {mark} title")
    assert head(client.get(PANEL))["og:title"].startswith(f"A {mark} title")
    assert client.get(f"{PANEL}card.png").status_code == 200


def test_markup_of_the_typesetter_in_a_title_stays_text(client):
    Session.objects.filter(slug="llm-day-panel").update(title_en='#panic("x") *b* $x$ @y "')
    assert client.get(f"{PANEL}card.png").status_code == 200


def test_card_tells_title_people_time_with_zone_and_event(program):
    session = Session.objects.for_lists().get(slug="llm-day-teach-to-reason")
    card = session_card(session)
    assert card.label == "Keynote · LLM Day"
    assert card.title == "Teach Language Models to Reason"
    assert card.people == ("Denny Zhou · Google DeepMind",)
    assert card.facts[0] == "Tuesday, August 8 · 11:00–11:50 PDT"
    with translation.override("zh-hans"):
        assert session_card(session).title == "教语言模型学推理"


def test_cancelled_session_says_so_on_its_card(program):
    session = Session.objects.for_lists().get(slug="llm-day-panel")
    session.status = "cancelled"
    assert session_card(session).label.startswith("Cancelled · ")


def test_draft_and_person_without_public_session_have_no_card(client):
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    assert client.get(f"{PANEL}card.png").status_code == 404
    assert client.get("/en/speakers/vy-vo/card.png").status_code == 404


def test_card_may_be_kept_by_anyone_and_is_sent_once(client):
    first = client.get(f"{PANEL}card.png")
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert "Vary" not in first.headers or "Cookie" not in first.headers["Vary"]
    tag = first.headers["ETag"]
    assert client.get(f"{PANEL}card.png", headers={"if-none-match": tag}).status_code == 304


def test_card_of_a_renamed_session_is_a_new_one(client):
    before = client.get(f"{PANEL}card.png").content
    Session.objects.filter(slug="llm-day-panel").update(title_en="Renamed")
    assert client.get(f"{PANEL}card.png").content != before


def test_without_a_chinese_font_the_card_is_in_english(client, monkeypatch):
    english = client.get(f"{PANEL}card.png").content
    monkeypatch.setattr("sessions.views.cards.has_cjk", lambda: False)
    assert client.get(PANEL.replace("/en/", "/zh-hans/") + "card.png").content == english


@pytest.mark.skipif(not cjk_families(), reason="no font for Chinese (Debian: fonts-noto-cjk)")
def test_with_a_chinese_font_the_card_is_in_chinese(client):
    english = client.get(f"{PANEL}card.png").content
    assert client.get(PANEL.replace("/en/", "/zh-hans/") + "card.png").content != english


@pytest.mark.parametrize(
    "address", ["/en/llm-day/sessions/llm-day-panel/", "/en/speakers/peng-zhang/"]
)
def test_description_is_plain_text(client, address):
    written = "**Bold** with [a link](https://example.org/)"
    Session.objects.filter(slug="llm-day-panel").update(abstract_en=written)
    Speaker.objects.filter(slug="peng-zhang").update(biography_en=written)
    page = BeautifulSoup(client.get(address).content, "lxml")
    for tag in page.select("meta[name=description], meta[property='og:description']"):
        assert tag["content"] == "Bold with a link"
