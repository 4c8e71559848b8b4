"""What pages tell search engines about events, sessions and people (schema.org, JSON-LD)."""

import json
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session
from speakers.models import Speaker
from tests.pages import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

KEYNOTE = "/en/llm-day/sessions/llm-day-teach-to-reason/"


def blocks(page):
    page = BeautifulSoup(page.content, "lxml")
    return [json.loads(block.string) for block in page.select("[type='application/ld+json']")]


def described(client, address):
    """Return what a page is about, and its breadcrumbs."""
    [document] = blocks(client.get(address))
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def nodes(value):
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_block_is_json_and_says_nothing_empty(shown, address):
    for node in nodes(blocks(shown(address))):
        assert None not in node.values()
        assert "" not in node.values()
        assert [] not in node.values()


def test_event_is_told_with_its_days_place_organizers_and_what_is_inside(client):
    event, crumbs = described(client, "/en/kdd-2023/")
    assert event["@type"] == "Event"
    assert (event["startDate"], event["endDate"]) == ("2023-08-06", "2023-08-10")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["name"] == "Long Beach Convention & Entertainment Center"
    assert event["location"]["address"]["addressCountry"] == "US"
    assert event["image"] == "http://testserver/en/kdd-2023/card.png"
    assert len(event["organizer"]) == 2
    assert [each["name"] for each in event["sponsor"]] == ["Zhipu AI"]
    inside = {each["url"]: each for each in event["subEvent"]}
    assert inside["http://testserver/en/llm-day/"]["startDate"] == "2023-08-08"
    keynote = inside[f"http://testserver{KEYNOTE}"]
    assert keynote["startDate"] == "2023-08-08T11:00:00-07:00"
    assert [each["name"] for each in crumbs["itemListElement"]] == ["Events", "KDD 2023"]


def test_venue_is_told_with_its_place_on_the_globe(client, program):
    program.latitude, program.longitude = Decimal("33.765900"), Decimal("-118.189200")
    program.save()
    event, _crumbs = described(client, "/en/kdd-2023/")
    assert event["location"]["geo"]["latitude"] == 33.7659
    assert event["location"]["geo"]["longitude"] == -118.1892


def test_special_day_is_inside_the_event_and_at_its_venue(client):
    event, _crumbs = described(client, "/en/llm-day/")
    assert event["superEvent"]["url"] == "http://testserver/en/kdd-2023/"
    assert event["location"]["address"]["addressLocality"] == "Long Beach"


def test_session_is_told_with_time_people_topics_and_the_event_it_belongs_to(client):
    session, crumbs = described(client, KEYNOTE)
    assert session["name"] == "Teach Language Models to Reason"
    assert session["startDate"] == "2023-08-08T11:00:00-07:00"
    assert session["endDate"] == "2023-08-08T11:50:00-07:00"
    assert session["superEvent"]["url"] == "http://testserver/en/llm-day/"
    [speaker] = session["performer"]
    assert (speaker["@type"], speaker["name"]) == ("Person", "Denny Zhou")
    assert speaker["affiliation"]["name"] == "Google DeepMind"
    assert "Reasoning" in [each["name"] for each in session["about"]]
    names = [each["name"] for each in crumbs["itemListElement"]]
    assert names == ["Events", "KDD 2023", "LLM Day", "Sessions", session["name"]]


def test_session_is_told_in_the_language_of_the_page(client):
    session, _crumbs = described(client, f"/zh-hans{KEYNOTE.removeprefix('/en')}")
    assert session["name"] == "教语言模型学推理"
    assert session["url"].startswith("http://testserver/zh-hans/")


def test_room_stands_inside_the_venue(client, program):
    room = program.rooms.first()
    Session.objects.filter(slug="llm-day-panel").update(room=room)
    session, _crumbs = described(client, "/en/llm-day/sessions/llm-day-panel/")
    assert session["location"]["name"] == room.name
    assert session["location"]["containedInPlace"]["address"]["addressCountry"] == "US"


def test_cancelled_session_says_so(client):
    Session.objects.filter(slug="llm-day-panel").update(status="cancelled")
    session, _crumbs = described(client, "/en/llm-day/sessions/llm-day-panel/")
    assert session["eventStatus"] == "https://schema.org/EventCancelled"


def test_what_is_not_known_is_left_out(client):
    session, _crumbs = described(client, "/en/kdd-2023/sessions/keynote-eric-horvitz/")
    assert session["startDate"] == "2023-08-09"
    assert not {"endDate", "inLanguage"} & session.keys()


def test_authors_of_a_paper_are_not_said_to_present_it(client):
    paper, _crumbs = described(client, "/en/kdd-2023/sessions/llm-ai-p1/")
    assert paper["contributor"]
    assert "performer" not in paper
    assert paper["superEvent"]["url"].endswith("/sessions/ws-llm-ai/")


def test_person_is_told_with_profiles_and_the_affiliation_of_each_day(client):
    Speaker.objects.filter(slug="ed-chi").update(
        homepage="https://example.org/", orcid="0000-0000-0000-0001", dblp="13/310"
    )
    person, _crumbs = described(client, "/en/speakers/ed-chi/")
    assert person["@type"] == "Person"
    assert person["sameAs"] == [
        "https://example.org/",
        "https://orcid.org/0000-0000-0000-0001",
        "https://dblp.org/pid/13/310.html",
    ]
    part = person["performerIn"][0]
    assert part["performer"]["@id"] == person["@id"]
    assert part["performer"]["affiliation"]["name"] == "Google DeepMind"


def test_no_title_can_end_the_block(client):
    title = "</script><script>alert('1 & 2')</script><!--"
    Session.objects.filter(slug="llm-day-panel").update(title_en=title)
    address = "/en/llm-day/sessions/llm-day-panel/"
    session, _crumbs = described(client, address)
    assert session["name"] == title
    assert b"<script>alert" not in client.get(address).content
