"""The public pages: who sees what, in which language, at what cost."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.encoding import iri_to_uri

from sessions.models import Participation, Session, Track
from speakers.models import Speaker
from tests.growth import grow
from tests.pages import ADDRESSES, LANGUAGES, PAGES

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\b[^>]* href="([^"]+)"')


def soup(response):
    return BeautifulSoup(response.content, "lxml")


def head(response):
    """Return the head of a page alone, which is read much faster than the page."""
    return BeautifulSoup(response.content.partition(b"</head>")[0], "lxml")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_answers(shown, address):
    assert shown(address).status_code == 200


@pytest.mark.any_database
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_a_title_a_description_and_its_languages(shown, address):
    page = head(shown(address))
    assert len(page.title.text) > 10
    assert len(page.find("meta", attrs={"name": "description"})["content"]) >= 10
    hreflang = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
    path, _question, query = address.split("/", 2)[2].partition("?")
    if query.startswith("day="):  # of a query, only the day makes another page
        path += f"?{query}"
    assert hreflang["en"] == f"http://testserver/en/{path}"
    assert hreflang["zh-Hans"] == f"http://testserver/zh-hans/{path}"


@pytest.mark.any_database
def test_no_two_pages_have_the_same_title(shown):
    addresses = [address for address in ADDRESSES if "?" not in address]
    titles = [head(shown(address)).title.text for address in addresses]
    repeated = {title for title in titles if titles.count(title) > 1}
    # The same in both languages: a name that has no Chinese form, or a word both share.
    assert all(not re.search(r"[一-鿿]", title.split(" · ")[0]) for title in repeated)


@pytest.mark.any_database
def test_no_link_is_broken(client):
    """Follow every link of the site from the home page on, but of the stars only the pages."""
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop()
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        is_page = response["Content-Type"].startswith("text/html")
        for link in LINK.findall(response.text) if is_page else ():
            target = urlsplit(urljoin(response.request["PATH_INFO"], unescape(link)))
            path = f"{target.path}?{target.query}" if target.query else target.path
            starred = target.query.startswith("s=")
            if not target.netloc and not starred and path not in seen:
                seen.add(path)
                waiting.append(path)
    assert "/zh-hans/llm-day/sessions/llm-day-panel/" in seen
    assert len(seen) > 500


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_keynotes_and_panel_of_llm_day_are_within_three_clicks_of_home(client, language):
    wanted = Session.objects.filter(event__slug="llm-day", kind__in=["keynote", "panel"])
    missing = {f"/{language}/llm-day/sessions/{session.slug}/" for session in wanted}
    assert len(missing) == 6
    reached, clicks = {f"/{language}/"}, 0
    while missing:
        clicks += 1
        assert clicks <= 3, missing
        for address in list(reached):
            links = soup(client.get(address)).select("main a[href^='/'], .sections a, .hero a")
            reached |= {link["href"] for link in links}
        missing -= reached


def test_the_bare_address_leads_to_the_visitors_language(client):
    chinese = client.get("/", headers={"accept-language": "zh-CN,zh;q=0.9"})
    assert chinese.headers["Location"] == "/zh-hans/"
    assert client.get("/", headers={"accept-language": "fr"}).headers["Location"] == "/en/"


@pytest.mark.any_database
@pytest.mark.parametrize("page", PAGES)
def test_language_switch_keeps_page_and_query(shown, page):
    addresses = {iri_to_uri(f"/{language}/{page}") for language in LANGUAGES}
    for address in addresses:
        switch = soup(shown(address)).select(".languages a")
        assert {link["href"] for link in switch} == addresses


def test_a_text_without_translation_is_shown_in_the_other_language_and_marked(client):
    page = soup(client.get("/zh-hans/speakers/jaime-teevan/"))
    assert page.h1.span["lang"] == "en"
    assert page.h1.text == "Jaime Teevan"


def test_a_name_that_is_the_same_in_both_languages_is_not_marked(client):
    page = soup(client.get("/zh-hans/organizations/openai/"))
    assert page.h1.text == "OpenAI"
    assert not page.h1.span


def test_cancelled_session_stays_and_says_so(client):
    Session.objects.filter(slug="llm-day-panel").update(status="cancelled")
    page = soup(client.get("/en/llm-day/sessions/llm-day-panel/"))
    assert page.select_one(".ribbon").text == "Cancelled"
    assert page.select_one(".cancelled h1")


def test_session_shows_time_in_the_zone_of_the_event_and_names_it(client):
    page = soup(client.get("/en/llm-day/sessions/llm-day-teach-to-reason/"))
    start, end = page.select(".lead time")
    assert (start["datetime"], start.text) == ("2023-08-08T11:00:00-07:00", "11:00")
    assert (end["datetime"], end.text) == ("2023-08-08T11:50:00-07:00", "11:50")
    zone = page.select_one(".lead abbr")
    assert (zone.text, zone["title"]) == ("PDT", "Pacific Daylight Time (UTC−07:00)")


def test_zone_without_abbreviation_is_named_by_its_offset(client):
    event = grow("kathmandu", 3)
    event.time_zone = "Asia/Kathmandu"
    event.save()
    page = soup(client.get("/en/kathmandu/sessions/session-0/"))
    assert page.select_one(".lead abbr").text == "UTC+05:45"


def test_session_without_time_or_room_says_that_they_are_to_be_announced(client):
    page = soup(client.get("/en/kdd-2023/sessions/keynote-eric-horvitz/"))
    lead = page.select_one(".lead").text
    assert "Wednesday, August 9" in lead
    assert "Time to be announced" in lead
    assert "Room to be announced" in lead


def test_schedule_lists_what_has_no_time_yet_at_the_end_of_its_day(client):
    page = soup(client.get("/en/kdd-2023/schedule/?day=2023-08-08"))
    slots = [slot.text for slot in page.select(".slot-time")]
    assert slots == [
        "10:00", "10:10", "11:00", "12:00", "13:30", "14:10", "14:50", "15:30", "16:00",
        "Time to be announced",
    ]  # fmt: skip
    assert "keynote-ed-chi" in str(page.select(".slot")[-1])


def test_schedule_has_a_place_for_what_has_no_day_yet(client):
    page = soup(client.get("/en/kdd-2023/schedule/?day=tba"))
    assert page.main.h2.text == "Day to be announced"
    assert page.select_one("a[href$='/tut-dp-fy-ml/']")


def test_schedule_shows_papers_inside_their_workshop(client):
    page = soup(client.get("/en/kdd-2023/schedule/?day=2023-08-07"))
    workshop = page.select_one("a[href$='/ws-llm-ai/']").find_parent("article")
    inside = workshop.find_next_sibling("details")
    assert len(inside.select(".kind-paper")) == 9


@pytest.mark.parametrize("asked", ["2023-08-09x", "2031-01-01", "", "%00"])
def test_schedule_of_a_day_that_is_not_there_shows_the_first_day_with_times(client, asked):
    page = soup(client.get(f"/en/kdd-2023/schedule/?day={asked}"))
    assert page.main.h2.text == "Monday, August 7"


def test_panel_names_its_moderator_and_the_affiliations_of_the_day(client):
    page = soup(client.get("/en/llm-day/sessions/llm-day-panel/"))
    people = {person.h3.text: person.text for person in page.select(".person")}
    assert "Moderator" in people["Qiaozhu Mei"]
    assert "Google DeepMind" in people["Ed H. Chi"]


def test_person_has_the_affiliation_of_each_day(client):
    page = soup(client.get("/en/speakers/ed-chi/"))
    at = {each.h3.a["href"].split("/")[-2]: each for each in page.select("article.session")}
    assert at["llm-day-panel"].select_one(".affiliation a").text == "Google DeepMind"
    assert at["llm-ai-chi"].select_one(".affiliation a").text == "Google"


def test_related_sessions_share_topics_and_the_closest_comes_first(client):
    page = soup(client.get("/en/llm-day/sessions/llm-day-teach-to-reason/"))
    related = page.select(".related article .title a")
    assert 0 < len(related) <= 4
    reason = Session.objects.get(slug="llm-day-teach-to-reason")
    topics = set(reason.tags.all())
    shared = [
        len(topics & set(Session.objects.get(slug=link["href"].split("/")[-2]).tags.all()))
        for link in related
    ]
    assert shared == sorted(shared, reverse=True)
    assert shared[-1] > 0


def test_markdown_cannot_carry_a_script(client):
    session = Session.objects.get(slug="llm-day-panel")
    session.abstract_en = "**bold** <script>alert(1)</script> [x](javascript:alert(1))"
    session.save()
    page = soup(client.get("/en/llm-day/sessions/llm-day-panel/"))
    prose = page.select_one(".detail .prose")
    assert prose.strong.text == "bold"
    assert not prose.script
    assert not prose.select("a[href^='javascript']")


def test_track_is_shown_by_name_and_color(client, program):
    track = Track.objects.create(
        event=program, slug="research", name_en="Research", name_zh_hans="研究", color="teal"
    )
    Session.objects.filter(slug="tut-fairness").update(track=track)
    page = soup(client.get("/zh-hans/kdd-2023/sessions/tut-fairness/"))
    assert page.select_one(".color-teal").text == "研究"


@pytest.mark.parametrize(
    ("address", "words"),
    [("/en/nowhere/", "not in the program"), ("/zh-hans/kdd-2023/sessions/nothing/", "议程中没有")],
)
def test_missing_page_says_so_in_the_language_of_the_address(client, address, words):
    response = client.get(address)
    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "on our side"), ("zh-hans", "我们这边")])
def test_error_page_says_so_in_the_language_of_the_address(language, words, monkeypatch):
    monkeypatch.setattr("sessions.views.schedule.by_day", lambda _sessions: 1 / 0)
    client = Client(raise_request_exception=False)
    response = client.get(f"/{language}/kdd-2023/schedule/")
    assert response.status_code == 500
    assert words in response.content.decode()


@pytest.mark.any_database
def test_public_pages_set_no_cookie(shown):
    for address in ADDRESSES:
        assert not shown(address).cookies


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_real_program_takes_at_most_ten_queries(
    client, page, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        client.get(f"/en/{page}")


SIZED = [
    "",
    "{}/",
    "{}/schedule/",
    "{}/schedule/?day=2024-05-02",
    "{}/keynotes/",
    "{}/panels/",
    "{}/sessions/",
    "{}/sessions/session-0/",
    "{}/sessions/session-1/",
    "{}/speakers/",
    "{}/organizations/",
    "{}/topics/",
    "{}/topics/growth/",
    "speakers/",
    "speakers/{}-1/",
    "organizations/",
    "organizations/{}-org/",
]


def test_queries_do_not_grow_with_the_program(client, subtests, django_assert_max_num_queries):
    for slug, size in (("small", 6), ("large", 500)):
        grow(slug, size)
        for page in SIZED:
            with subtests.test(page=page, size=size), django_assert_max_num_queries(10):
                assert client.get(f"/en/{page.format(slug)}").status_code == 200


def test_person_in_no_public_session_has_no_page(client):
    Speaker.objects.create(slug="nobody", name_en="Nobody")
    assert client.get("/en/speakers/nobody/").status_code == 404
    assert not Participation.objects.filter(speaker__slug="nobody").exists()
