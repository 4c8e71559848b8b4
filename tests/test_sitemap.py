"""What search engines are told: the sitemap, robots.txt, one address for each page."""

from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from sessions.models import Session

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture
def sitemap(client):
    return ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own


def addresses(sitemap):
    return [loc.text for loc in sitemap.findall("s:url/s:loc", NAMES)]


def head_links(client, address):
    page = BeautifulSoup(client.get(address).content.partition(b"</head>")[0], "lxml")
    return {
        link.get("hreflang") or "canonical": link["href"].removeprefix("http://testserver")
        for link in page.select("link[hreflang], link[rel='canonical']")
    }


@pytest.mark.any_database
def test_every_address_answers_and_is_the_pages_own(client, sitemap):
    found = addresses(sitemap)
    assert len(found) == len(set(found)) > 600
    for address in found:
        path = address.removeprefix("http://testserver")
        assert head_links(client, path)["canonical"] == path


@pytest.mark.parametrize(
    "page",
    [
        "",
        "kdd-2023/",
        "kdd-2023/schedule/",
        "llm-day/keynotes/",
        "llm-day/panels/",
        "llm-day/sessions/llm-day-panel/",
        "kdd-2023/speakers/",
        "kdd-2023/topics/reasoning/",
        "speakers/peng-zhang/",
        "organizations/zhipu-ai/",
    ],
)
def test_pages_of_each_kind_are_in_it_in_both_languages(sitemap, page):
    found = addresses(sitemap)
    assert f"http://testserver/en/{page}" in found
    assert f"http://testserver/zh-hans/{page}" in found


def test_each_address_names_its_other_languages(sitemap):
    for url in sitemap.findall("s:url", NAMES):
        languages = {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        assert languages.keys() == {"en", "zh-hans", "x-default"}
        assert url.find("s:loc", NAMES).text in languages.values()


def test_drafts_are_not_in_it(client):
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    assert b"llm-day-panel" not in client.get("/sitemap.xml").content


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ("/en/kdd-2023/?utm_source=mail&fbclid=1", "/en/kdd-2023/"),
        ("/en/kdd-2023/speakers/?day=2023-08-08", "/en/kdd-2023/speakers/"),
        (
            "/en/kdd-2023/schedule/?kind=panel&day=2023-08-08&utm_source=x",
            "/en/kdd-2023/schedule/?day=2023-08-08",
        ),
        ("/en/kdd-2023/schedule/?day=2031-01-01", "/en/kdd-2023/schedule/"),
    ],
)
def test_the_pages_own_address_is_without_what_only_follows_the_visitor(client, asked, own):
    found = head_links(client, asked)
    assert found["canonical"] == found["en"] == own
    assert found["zh-Hans"] == own.replace("/en/", "/zh-hans/")
    assert found["x-default"] == own.removeprefix("/en")


def test_address_without_language_leads_to_the_same_page(client):
    response = client.get("/kdd-2023/schedule/?day=2023-08-08")
    assert response.headers["Location"] == "/en/kdd-2023/schedule/?day=2023-08-08"


def test_robots_are_told_of_the_sitemap_and_kept_out_of_the_admin(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain"
    lines = response.content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_icon_is_found_where_browsers_look_for_it(client):
    assert client.get("/favicon.ico").headers["Location"] == "/static/img/favicon.ico"


def test_pages_are_compressed():
    response = Client(headers={"accept-encoding": "gzip"}).get("/en/kdd-2023/schedule/")
    assert response.headers["Content-Encoding"] == "gzip"
