"""What other sites show of a program: fragments that any of them may read, and their script."""

import gzip
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import default_storage

from sessions.markup import with_full_addresses
from sessions.models import Participation, Session, Track
from tests.growth import grow

pytestmark = pytest.mark.django_db
SCHEDULE, SPEAKERS = "/en/kdd-2023/embed/schedule/", "/en/kdd-2023/embed/speakers/"


def soup(client, address, **query):
    return BeautifulSoup(client.get(address, query).content, "lxml")


@pytest.mark.parametrize("address", [SCHEDULE, SPEAKERS, "/embed.js"])
def test_any_site_may_read_it(client, address):
    headers = client.get(address).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", [SCHEDULE, SPEAKERS])
def test_fragments_are_left_out_of_search_engines(client, address):
    assert client.get(address).headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("address", [SCHEDULE, SPEAKERS])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_address_in_a_fragment_is_a_full_one(client, address, language):
    page = soup(client, address.replace("/en/", f"/{language}/"))
    found = [each.get("href") or each.get("src") for each in page.select("[href], [src]")]
    assert len(found) > 50
    assert all(urlsplit(each).netloc for each in found)
    assert any(each.startswith(f"http://testserver/{language}/") for each in found)


def test_only_paths_in_attributes_become_full_addresses():
    html = '<a href="/a">href="/b"</a><img src="/c"><a href="//other/"></a><a href="#d"></a>'
    full = with_full_addresses(html, "https://kdd.example{}".format)
    assert full == (
        '<a href="https://kdd.example/a">href="/b"</a><img src="https://kdd.example/c">'
        '<a href="//other/"></a><a href="#d"></a>'
    )


def test_schedule_has_every_public_session_of_the_program(client, program):
    page = soup(client, SCHEDULE)
    shown = {each["data-session"] for each in page.select("[data-session]")}
    public = Session.objects.of(program).public()
    assert shown == {session.code for session in public.select_related("event")}
    days = [each.text for each in page.select("summary > h3")]
    assert days[0] == "Sunday, August 6"
    assert "Pacific Daylight Time (UTC−07:00)" in page.text


def test_one_day_is_opened_and_one_day_can_be_chosen(client):
    assert len(soup(client, SCHEDULE).select(".day[open]")) == 1
    (day,) = soup(client, SCHEDULE, day="2023-08-08").select(".day")
    assert day.h3.text == "Tuesday, August 8"
    assert day.has_attr("open")


def test_a_track_takes_along_what_is_inside_of_what_is_inside(client, program):
    paper = Session.objects.filter(parent__isnull=False, parent__parent=None).first()
    paper.parent.track = Track.objects.create(event=program, slug="graphs", name_en="Graphs")
    paper.parent.save()
    Session.objects.create(
        event=paper.event, slug="question", title_en="Question", parent=paper, status="published"
    )
    assert "Question" in soup(client, SCHEDULE, track="graphs").text


def test_a_track_can_be_chosen_and_takes_along_what_is_inside(client, program):
    session = Session.objects.get(slug="ws-mlg")
    session.track = Track.objects.create(event=program, slug="graphs", name_en="Graphs")
    session.save()
    page = soup(client, SCHEDULE, track="graphs")
    shown = {each["data-session"] for each in page.select("[data-session]")}
    inside = Session.objects.filter(parent=session).select_related("event")
    assert shown == {session.code, *(each.code for each in inside)}
    assert "There is nothing to show here." in soup(client, SCHEDULE, track="none").text


def test_nothing_in_it_needs_an_agenda_a_script_or_a_style(client):
    page = soup(client, SCHEDULE)
    assert not page.select(".star, script, style, [style], form, [onclick]")


def test_speakers_are_all_but_those_who_are_authors_only(client, program):
    page = soup(client, SPEAKERS)
    shown = {each["href"].split("/")[-2] for each in page.select("h3 a")}
    parts = Participation.objects.of(program).exclude(role="author")
    assert shown == set(parts.values_list("speaker__slug", flat=True))


@pytest.mark.parametrize("address", [SCHEDULE, SPEAKERS])
def test_drafts_are_shown_to_nobody(client, address):
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    client.force_login(User.objects.create_superuser("organizer"))
    text = client.get(address).text
    assert "llm-day-panel" not in text


@pytest.mark.parametrize("address", [SCHEDULE, SPEAKERS])
def test_fragments_take_few_queries_however_large_the_program(
    client, address, django_assert_max_num_queries
):
    grow("big", 300)
    with django_assert_max_num_queries(10):
        client.get(address.replace("kdd-2023", "big"))


def test_unknown_event_is_404(client):
    assert client.get("/en/nowhere/embed/schedule/").status_code == 404


def test_script_is_small_and_may_be_kept_for_an_hour(client):
    answer = client.get("/embed.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert len(gzip.compress(answer.content)) < 4096


def test_portraits_may_be_shown_by_other_sites(client):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "portrait.jpg").write_bytes(b"")
    try:
        headers = client.get("/media/portrait.jpg").headers
    finally:
        default_storage.delete("portrait.jpg")
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_page_for_integrators_has_the_lines_to_copy(client, language):
    page = soup(client, f"/{language}/kdd-2023/embed/")
    lines = page.select_one("pre").text
    assert 'src="http://testserver/embed.js"' in lines
    assert f'href="http://testserver/{language}/kdd-2023/schedule/"' in lines
    copied = BeautifulSoup(lines, "lxml").find("kdd-schedule")
    assert copied["event"] == "kdd-2023"


def test_page_of_the_event_leads_to_it(client):
    page = soup(client, "/en/kdd-2023/")
    assert page.select_one("a[href='/en/kdd-2023/embed/']")


def test_pages_of_an_event_name_its_machine_formats(client, program):
    page = soup(client, "/zh-hans/kdd-2023/schedule/")
    found = {link["type"]: link["href"] for link in page.select("link[rel=alternate][type]")}
    assert found == {
        "text/calendar": "/kdd-2023/schedule.ics?lang=zh-hans",
        "application/xml": "/kdd-2023/schedule.xml?lang=zh-hans",
        "application/json": "/kdd-2023/schedule.json?lang=zh-hans",
    }
    for address in found.values():
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "name", ["schedule.ics", "schedule.xml", "schedule.json", "papers.bib", "program.json"]
)
def test_format_says_in_which_language_it_is_whatever_its_reader_prefers(client, program, name):
    for asked, language in (("", "en"), ("?lang=zh-hans", "zh-hans")):
        for preferred in ("zh-CN", "en"):
            found = client.get(f"/kdd-2023/{name}{asked}", headers={"accept-language": preferred})
            assert found.headers["Content-Language"] == language
