"""Where a session's page leads on to: before and after, and what else is on."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session
from sessions.schedule.neighbours import before_and_after, meanwhile
from tests.growth import grow

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class Item:
    pk: int
    local_start: datetime | None = None
    local_end: datetime | None = None
    room_id: int | None = None
    parent_id: int | None = None
    is_cancelled: bool = False
    local_day: date | None = None

    def __post_init__(self):
        if self.local_start:
            self.local_day = self.local_start.date()


def at(hour, day=1):
    return datetime(2024, 5, day, hour, tzinfo=ZONE)


def beside(session, *others):
    return tuple(each and each.pk for each in before_and_after(session, [session, *others]))


def numbers(sessions):
    return [session.pk for session in sessions]


def test_before_and_after_are_the_nearest_in_the_same_room():
    session = Item(1, at(12), at(13), room_id=7)
    others = [Item(2, at(9), room_id=7), Item(3, at(11), room_id=7), Item(4, at(15), room_id=7)]
    assert beside(session, *others, Item(5, at(11), room_id=8)) == (3, 4)


def test_another_day_does_not_count():
    assert beside(Item(1, at(9), room_id=7), Item(2, at(9, day=2), room_id=7)) == (None, None)


def test_without_a_room_nothing_comes_before_or_after():
    assert beside(Item(1, at(12)), Item(2, at(9))) == (None, None)


def test_inside_another_session_siblings_come_before_and_after():
    session = Item(1, at(12), parent_id=9)
    assert beside(session, Item(2, at(11), parent_id=9), Item(3, at(13))) == (2, None)


def test_cancelled_sessions_are_passed_over():
    session = Item(1, at(12), room_id=7)
    others = [Item(2, at(9), room_id=7), Item(3, at(11), room_id=7, is_cancelled=True)]
    assert beside(session, *others) == (2, None)


def test_without_a_time_there_is_no_before_and_after():
    assert beside(Item(1, room_id=7), Item(2, at(9), room_id=7)) == (None, None)


def test_meanwhile_is_what_overlaps_and_not_what_only_touches():
    session = Item(1, at(10), at(12))
    others = [
        Item(2, at(9), at(10)),
        Item(3, at(9), at(11)),
        Item(4, at(11), at(13)),
        Item(5, at(12), at(13)),
    ]
    assert numbers(meanwhile(session, [session, *others])) == [3, 4]


def test_meanwhile_leaves_out_cancelled_and_nested_sessions_and_the_one_around():
    session = Item(1, at(10), at(12), parent_id=9)
    others = [
        Item(9, at(9), at(13)),
        Item(2, at(10), at(12), is_cancelled=True),
        Item(3, at(10), at(12), parent_id=8),
        Item(4, at(10), at(12)),
    ]
    assert numbers(meanwhile(session, others)) == [4]


def test_session_without_an_end_overlaps_what_is_on_when_it_starts():
    open_ended = Item(1, at(10))
    assert numbers(meanwhile(open_ended, [Item(2, at(9), at(11)), Item(3, at(11), at(12))])) == [2]


def test_without_a_time_nothing_is_meanwhile():
    assert meanwhile(Item(1), [Item(2, at(9), at(11))]) == []


def page_of(client, address):
    return BeautifulSoup(client.get(address).content, "lxml")


@pytest.mark.django_db
def test_page_leads_to_the_sessions_before_and_after_in_the_room(client):
    page = page_of(client, "/en/llm-day/sessions/llm-day-teach-to-reason/")
    assert "Grand A" in page.select_one(".beside h2").text
    assert "llm-day-documents-to-dialogues" in page.select_one(".before a")["href"]
    assert "llm-day-llama-2" in page.select_one(".after a")["href"]


@pytest.mark.django_db
def test_page_leads_to_what_else_is_on_and_to_the_schedule_at_that_time(client):
    event = grow("leads", 30)
    start, end = event.sessions.values_list("start", "end").get(slug="session-0")
    event.sessions.filter(slug__in=[f"session-{n}" for n in range(2, 12)]).update(
        start=start, end=end, parent=None, room=None
    )
    page = page_of(client, "/en/leads/sessions/session-0/")
    links = [link["href"] for link in page.select(".meanwhile .line-title a")]
    assert len(links) == 6
    more = page.select_one(".meanwhile .more a")
    assert more["href"] == "/en/leads/schedule/?day=2024-05-01#session-0"
    assert more.text == "4 more in the schedule"
    assert page_of(client, more["href"]).find(id="session-0")


@pytest.mark.django_db
def test_page_of_a_paper_names_what_is_inside_the_same_session(client):
    paper = Session.objects.get(slug="llm-ai-chi")
    assert paper.parent
    page = page_of(client, paper.get_absolute_url())
    for link in page.select(".beside .line-title a"):
        assert Session.objects.get(slug=link["href"].split("/")[-2]).parent == paper.parent


@pytest.mark.django_db
def test_page_of_a_session_inside_another_names_the_room_of_that_one(client):
    page = BeautifulSoup(client.get("/en/kdd-2023/sessions/mlg-lunch/").content, "lxml")
    assert page.select_one(".lead .room").text == "Grand B"


@pytest.mark.django_db
def test_page_of_what_has_no_time_names_the_day_of_what_it_is_inside(client):
    Session.objects.filter(slug="mlg-lunch").update(start=None, end=None, day=None)
    lead = page_of(client, "/en/kdd-2023/sessions/mlg-lunch/").select_one(".lead")
    assert lead.a.text == "Monday, August 7"
    assert lead.a["href"].endswith("?day=2023-08-07")
    assert "Time to be announced" in lead.text


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "tag"), [(50, "details"), (51, "p")])
def test_very_many_sessions_inside_another_are_listed_on_its_page_alone(number, tag, client):
    event = grow("posters", 1)
    outer = event.sessions.get()
    for n in range(number):
        event.sessions.create(
            slug=f"poster-{n}", title_en=f"Poster {n}", parent=outer, status="published"
        )
    schedule = BeautifulSoup(client.get("/en/posters/schedule/").content, "lxml")
    inside = schedule.select_one("main .inside")
    assert (inside.name, f"{number} sessions inside" in inside.text) == (tag, True)
    assert len(inside.select(".session")) == (number if tag == "details" else 0)
    detail = client.get(outer.get_absolute_url()).content.decode()
    assert detail.count("Star: Poster ") == number
    listed = client.get("/en/posters/sessions/").content.decode()
    assert listed.count("Star: Poster ") == (number if tag == "details" else 0)
    assert (f"{number} sessions inside" in listed) == (tag == "p")
