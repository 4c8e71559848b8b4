"""oEmbed 1.0 (https://oembed.com): pages of sessions, events and people, embedded by others."""

import json
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
SESSION = f"{HERE}/en/llm-day/sessions/llm-day-teach-to-reason/"
PANEL = f"{HERE}/en/llm-day/sessions/llm-day-panel/"


def ask(client, url=SESSION, **query):
    return client.get("/oembed/1.0", {"url": url, **query})


def test_session_is_a_quotation_with_link_people_time_and_room(client):
    found = ask(client).json()
    session = Session.objects.get(slug="llm-day-teach-to-reason")
    assert (found["type"], found["version"], found["title"]) == ("rich", "1.0", session.title_en)
    assert (found["provider_name"], found["provider_url"]) == ("KDD Program", f"{HERE}/en/")
    html = BeautifulSoup(found["html"], "html.parser")
    assert html.a["href"] == SESSION
    for words in (session.title_en, "Denny Zhou", "Tuesday, August 8", "11:00–11:50 PDT"):
        assert words in html.text
    assert session.room.name_en in html.text
    assert {each.name for each in html.find_all()} == {"blockquote", "p", "strong", "a"}


def test_language_is_that_of_the_address(client):
    answer = ask(client, SESSION.replace("/en/", "/zh-hans/"))
    assert answer.headers["Content-Language"] == "zh-hans"
    found = answer.json()
    html = BeautifulSoup(found["html"], "html.parser")
    assert html.blockquote["lang"] == "zh-Hans"
    assert "8月8日 星期二" in html.text


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/en/kdd-2023/", "KDD 2023"),
        ("/zh-hans/speakers/peng-zhang/", "张鹏"),
        ("/en/kdd-2023/?utm_source=x#top", "KDD 2023"),
    ],
)
def test_events_and_people_are_embedded_too(client, path, title):
    assert ask(client, f"{HERE}{path}").json()["title"] == title


def test_xml_says_the_same_as_json(client):
    answer = ask(client, format="xml")
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    assert root.tag == "oembed"
    said = {each.tag: each.text for each in root}
    assert said == {name: str(value) for name, value in ask(client, format="json").json().items()}


def test_nothing_is_larger_than_asked_for(client):
    large = ask(client, maxwidth=2000, maxheight=2000).json()
    assert (large["thumbnail_width"], large["thumbnail_height"]) == (1200, 630)
    assert large["thumbnail_url"].endswith("/card.png")
    small = ask(client, maxwidth=300, maxheight=100).json()
    assert (small["width"], small["height"]) == (300, 100)
    assert not any(name.startswith("thumbnail") for name in small)
    assert ask(client, maxwidth="wide", maxheight="-1").json()["width"] == 600
    assert ask(client, maxwidth="9" * 5000).json()["width"] == 600


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/en/llm-day/sessions/llm-day-panel/",
        "http://testserver@evil.example/en/kdd-2023/",
        "javascript:alert(1)",
        f"{HERE}/en/llm-day/sessions/none/",
        f"{HERE}/en/nowhere/",
        f"{HERE}/en/speakers/nobody/",
        f"{HERE}/kdd-2023/program.json",
        f"{HERE}/en/kdd-2023/schedule/",
        f"{HERE}/en/preview/secret/",
        f"{HERE}/admin/",
        "http://[testserver/en/",
        "/en/kdd-2023/",
    ],
)
def test_what_is_no_public_page_of_this_site_is_404(client, url):
    assert ask(client, url).status_code == 404


def test_draft_is_404_as_if_it_did_not_exist(client, admin_client):
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    for visitor in (client, admin_client):
        assert ask(visitor, PANEL).status_code == 404


def test_other_format_is_not_implemented_and_no_address_a_bad_request(client):
    assert ask(client, format="yaml").status_code == 501
    assert client.get("/oembed/1.0").status_code == 400


def test_text_is_escaped(client):
    Session.objects.filter(slug="llm-day-panel").update(title_en="<script>alert(1)</script>")
    html = BeautifulSoup(ask(client, PANEL).json()["html"], "lxml")
    assert html.a.text == "<script>alert(1)</script>"
    assert not html.script


@pytest.mark.parametrize(
    "path", ["/zh-hans/llm-day/sessions/llm-day-panel/", "/en/kdd-2023/", "/en/speakers/ed-chi/"]
)
def test_pages_lead_to_it(client, path):
    page = BeautifulSoup(client.get(path).content, "lxml")
    types = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
    for name, media_type in types.items():
        link = page.select_one(f"link[rel=alternate][type='{media_type}']")
        query = parse_qs(urlsplit(link["href"]).query)
        assert query == {"url": [f"{HERE}{path}"], "format": [name]}
        assert link["title"] in page.title.text
        answer = client.get(link["href"])
        assert answer.status_code == 200
    assert json.loads(client.get(page.select_one("link[type*=json\\+]")["href"]).content)["html"]


def test_any_site_may_read_it(client):
    assert ask(client).headers["Access-Control-Allow-Origin"] == "*"


def test_answer_takes_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        ask(client)
