"""What lets the site be installed and read without a network."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from kdd_program.offline import assets
from sessions.models import Participation, Room, Session, TaggedSession
from sessions.views import offline
from tests.growth import grow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "name", "tag"), [("en", "KDD Program", "en"), ("zh-hans", "KDD 议程", "zh-Hans")]
)
def test_site_can_be_installed_in_each_language(client, language, name, tag):
    response = client.get(f"/{language}/manifest.webmanifest")
    manifest = response.json()
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["lang"]) == (name, tag)
    assert manifest["start_url"] == f"/{language}/"
    page = client.get(f"/{language}/kdd-2023/").content.decode()
    assert f'<link rel="manifest" href="/{language}/manifest.webmanifest">' in page


def test_icons_are_there_in_the_sizes_named(client):
    icons = client.get("/en/manifest.webmanifest").json()["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        file = finders.find(icon["src"].removeprefix("/static/"))
        assert "{}x{}".format(*Image.open(file).size) == icon["sizes"]


def test_worker_is_asked_for_anew_each_time_and_rules_the_whole_site(client):
    response = client.get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"


def worker_data(client):
    script = client.get("/sw.js").content.decode()
    return json.loads(re.search(r"= (\{.*\});", script)[1])


def test_worker_keeps_every_file_a_page_asks_for(client):
    kept = set(worker_data(client)["assets"])
    page = client.get("/en/kdd-2023/schedule/").content.decode()
    asked = set(re.findall(r'"(/static/[^"]+\.(?:css|js|svg|woff2))"', page))
    assert asked
    assert asked <= kept


def test_version_of_the_worker_changes_with_the_files(client, monkeypatch):
    before = worker_data(client)["version"]
    assert worker_data(client)["version"] == before
    monkeypatch.setattr("kdd_program.offline.assets", lambda: assets()[1:])
    assert worker_data(client)["version"] != before


def listed(client, address="/en/kdd-2023/offline.json"):
    return client.get(address).json()


def test_list_holds_days_sessions_speakers_and_agenda_in_the_language(client):
    pages = listed(client, "/zh-hans/kdd-2023/offline.json")["pages"]
    assert "/zh-hans/kdd-2023/schedule/?day=2023-08-08" in pages
    assert "/zh-hans/kdd-2023/schedule/?day=tba" in pages
    assert "/zh-hans/llm-day/sessions/llm-day-panel/" in pages
    assert "/zh-hans/speakers/peng-zhang/" in pages
    assert "/zh-hans/kdd-2023/agenda/" in pages
    assert all(page.startswith("/zh-hans/") for page in pages)
    assert len(pages) == len(set(pages))


@pytest.mark.any_database
def test_every_page_on_the_list_is_there(client):
    for page in listed(client)["pages"]:
        assert client.get(page).status_code == 200, page


def test_draft_is_not_on_the_list(client):
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    pages = listed(client)["pages"]
    assert not [page for page in pages if "llm-day-panel" in page or "vy-vo" in page]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Session.objects.filter(slug="llm-day-panel").update(abstract_en="New"),
        lambda: Session.objects.filter(slug="llm-day-panel").update(room=None),
        lambda: Participation.objects.filter(speaker__slug="vy-vo").update(position_en="New"),
        lambda: TaggedSession.objects.filter(content_object__slug="llm-day-panel").delete(),
        lambda: Room.objects.filter(slug="grand-a").update(name_en="Grand C"),
    ],
    ids=["abstract", "room", "affiliation", "topics", "name of a room"],
)
def test_version_of_the_list_changes_with_the_program(client, change):
    before = listed(client)["version"]
    assert listed(client)["version"] == before
    change()
    assert listed(client)["version"] != before


def test_list_that_has_not_changed_is_not_sent_again(client):
    response = client.get("/en/kdd-2023/offline.json")
    headers = {"if-none-match": response.headers["ETag"]}
    assert client.get("/en/kdd-2023/offline.json", headers=headers).status_code == 304


def test_list_takes_at_most_ten_queries_however_large_the_program(
    client, django_assert_max_num_queries
):
    grow("large", 500)
    with django_assert_max_num_queries(10):
        assert len(listed(client, "/en/large/offline.json")["pages"]) > 1000


def test_list_of_a_program_of_thousands_ends_and_has_what_is_needed_most(client, monkeypatch):
    monkeypatch.setattr(offline, "MOST_PAGES", 30)
    pages = listed(client)["pages"]
    assert len(pages) == 30
    assert "/en/kdd-2023/schedule/?day=2023-08-08" in pages


@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is no connection"), ("zh-hans", "没有网络连接")]
)
def test_page_in_place_of_what_is_not_kept_is_in_the_language(client, language, words):
    response = client.get(f"/{language}/offline.html")
    assert words in response.content.decode()
    assert f"/{language}/offline.html" in worker_data(client)["fallbacks"].values()
