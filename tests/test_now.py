"""What is on now and what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from sessions.models import Session
from sessions.schedule.now import now_and_next

VENUE = timezone(timedelta(hours=-7))
NOON = datetime(2023, 8, 8, 12, tzinfo=VENUE)


@dataclass
class Held:
    """A session as the pure functions see it; times are hours of 8 August at the venue."""

    pk: int
    start: float | None
    end: float | None = None
    room_id: int | None = 1
    parent_id: int | None = None
    is_cancelled: bool = False

    def at(self, hours):
        return hours and datetime(2023, 8, 8, tzinfo=VENUE) + timedelta(hours=hours)

    @property
    def local_start(self):
        return self.at(self.start)

    @property
    def local_end(self):
        return self.at(self.end)

    @property
    def local_day(self):
        return self.local_start and self.local_start.date()


def seen(sessions, at=NOON, room=1):
    place = now_and_next(sessions, at).get(room)
    return place and ([each.pk for each in place.now], [each.pk for each in place.later])


def test_session_is_on_from_its_start_up_to_its_end():
    assert seen([Held(1, 12, 13), Held(2, 13, 14)]) == ([1], [2])
    assert seen([Held(1, 11, 12), Held(2, 11.9, 13)]) == ([2], [])


def test_rooms_are_kept_apart_and_what_has_no_room_has_its_own_place():
    sessions = [Held(1, 12, 13, room_id=1), Held(2, 12, 13, room_id=2), Held(3, 12, 13, None)]
    assert [seen(sessions, room=room) for room in (1, 2, None)] == [([1], []), ([2], []), ([3], [])]


def test_talk_is_shown_in_place_of_the_workshop_it_is_in():
    workshop = [Held(1, 9, 17), Held(2, 11.5, 12.5, None, 1), Held(3, 14, 15, None, 1)]
    assert seen(workshop) == ([2], [3])


def test_workshop_is_shown_in_the_gap_between_its_talks():
    assert seen([Held(1, 9, 17), Held(2, 9, 10, 1, 1)]) == ([1], [])


def test_workshop_to_come_is_shown_without_its_talks():
    assert seen([Held(1, 13, 17), Held(2, 13, 14, 1, 1), Held(3, 14, 15, 1, 1)]) == ([], [1])


def test_session_without_an_end_is_over_with_the_last_inside_it():
    assert seen([Held(1, 9), Held(2, 9, 11, 1, 1), Held(3, 13, 14, 1, 1)]) == ([1], [3])
    assert seen([Held(1, 9), Held(2, 9, 11, 1, 1)]) is None


def test_session_without_an_end_and_nothing_inside_is_over_after_an_hour():
    assert seen([Held(1, 11.5)]) == ([1], [])
    assert seen([Held(1, 10.5)]) is None


def test_session_across_midnight_is_on_and_the_next_day_is_not_yet_shown():
    sessions = [Held(1, 22, 25), Held(2, 33, 34)]
    assert seen(sessions, NOON.replace(hour=23)) == ([1], [])
    assert seen(sessions, NOON + timedelta(hours=12.5)) == ([1], [2])


def test_cancelled_session_is_shown_after_what_takes_place():
    assert seen([Held(1, 11, 13, is_cancelled=True), Held(2, 12, 13)]) == ([2, 1], [])


def test_what_takes_place_next_is_told_after_what_is_cancelled_before_it():
    sessions = [Held(1, 13, 14, is_cancelled=True), Held(2, 14, 15), Held(3, 15, 16)]
    assert [each.pk for each in now_and_next(sessions, NOON)[1].next] == [1, 2]
    assert [each.pk for each in now_and_next(sessions[:1], NOON)[1].next] == [1]


def test_cancelled_talk_does_not_hide_its_workshop():
    assert seen([Held(1, 9, 17), Held(2, 11, 13, 1, 1, is_cancelled=True)]) == ([1, 2], [])


def test_what_has_no_time_is_left_out():
    assert now_and_next([Held(1, None)], NOON) == {}


def page_at(client, address, at):
    response = client.get(address, {"at": at})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def shown(page, room):
    card = next(each for each in page.select(".in-room") if each.h2.text == room)
    said = ".word, .facts > .ribbon"
    return [(each.select_one(said).text, each.h3.text) for each in card.select("article")]


@pytest.mark.django_db
class TestPage:
    address = "/en/kdd-2023/now/"

    def test_keynote_is_on_and_the_next_follows_after_lunch(self, client):
        page = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        assert shown(page, "Grand A") == [
            ("Now", "Teach Language Models to Reason"),
            ("Next", "Llama 2: Open Foundation and Fine-Tuned Chat Models"),
        ]
        assert shown(page, "Room to be announced") == [("Next", "Lunch")]
        assert page.select_one("[data-part] time").text == "11:05"
        assert page.select_one("[data-part] abbr").text == "PDT"

    def test_clock_has_no_more_figures_than_html_allows(self, client):
        page = BeautifulSoup(client.get(self.address).content, "lxml")
        assert page.select("[data-at]")
        for time in page.select("time[datetime]"):
            assert "." not in time["datetime"]

    def test_same_moment_in_another_zone_gives_the_same_page(self, client):
        here = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        there = page_at(client, self.address, "2023-08-09T02:05:00+08:00")
        assert here.select_one("[data-part]") == there.select_one("[data-part]")

    def test_between_sessions_only_the_next_is_shown(self, client):
        page = page_at(client, self.address, "2023-08-08T11:55:00-07:00")
        assert [word for word, _title in shown(page, "Grand A")] == ["Next"]

    def test_what_is_cancelled_is_called_so_and_what_comes_next_follows(self, client):
        Session.objects.filter(slug__startswith="llm-day-llama").update(status="cancelled")
        page = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        words = [word for word, _title in shown(page, "Grand A")]
        assert words == ["Now", "Cancelled", "Next"]

    def test_talk_names_the_workshop_it_is_in(self, client):
        page = page_at(client, self.address, "2023-08-07T08:20:00-07:00")
        talk = page.select_one("a[href$='/mlg-tang/']").find_parent("article")
        assert talk.select_one(".place a")["href"].endswith("/ws-mlg/")

    @pytest.mark.parametrize(
        ("at", "words"),
        [
            ("2023-08-08T20:00:00-07:00", "Nothing more today"),
            ("2023-08-11T09:00:00-07:00", "KDD 2023 is over"),
            ("2023-08-01T09:00:00-07:00", "KDD 2023 has not begun yet"),
        ],
    )
    def test_when_nothing_is_on_it_says_why(self, client, at, words):
        page = page_at(client, self.address, at)
        assert words in page.select_one(".empty").text
        assert not page.select(".in-room")

    @pytest.mark.parametrize(
        "at", ["nonsense", "2023-08-08T11:05:00", "0001-01-01T00:00:00+00:00", "2023-13-40T00:00Z"]
    )
    def test_time_that_is_none_counts_as_not_given(self, client, at):
        assert "is over" in page_at(client, self.address, at).select_one(".empty").text

    def test_draft_is_not_shown(self, client):
        Session.objects.filter(slug="llm-day-teach-to-reason").update(status="draft")
        page = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        assert [word for word, _title in shown(page, "Grand A")] == ["Next"]

    def test_it_refreshes_itself_without_javascript(self, client):
        page = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        assert page.select_one("noscript meta[http-equiv=refresh]")["content"] == "60"

    def test_each_room_leads_to_its_own_page(self, client):
        page = page_at(client, "/en/llm-day/now/", "2023-08-08T11:05:00-07:00")
        room = page.select_one(".in-room h2 a")["href"]
        assert room == reverse("program:room_now", args=["kdd-2023", "grand-a"])


@pytest.mark.django_db
class TestRoom:
    address = "/en/kdd-2023/rooms/grand-a/now/"

    def test_title_is_shown_in_both_languages_with_people_and_end(self, client):
        page = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        on = page.select_one(".on")
        assert on.h2.text == "Teach Language Models to Reason"
        assert on.select_one("[lang=zh-Hans]").text == "教语言模型学推理"
        assert "Denny Zhou" in on.text
        assert on.select_one("time").text == "11:50"

    def test_next_sessions_of_the_room_are_listed(self, client):
        page = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        times = [each.text for each in page.select(".later time")]
        assert times == ["13:30", "14:10", "14:50", "16:00"]

    def test_clock_names_its_zone_and_only_languages_lead_elsewhere(self, client):
        page = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        assert page.select_one(".clock").text.split() == ["11:05", "PDT"]
        assert page.select("nav a") == page.select(".languages a")

    def test_cancelled_session_is_said_to_be(self, client):
        Session.objects.filter(slug="llm-day-teach-to-reason").update(status="cancelled")
        page = page_at(client, self.address, "2023-08-08T11:05:00-07:00")
        assert page.select_one(".on.cancelled .word strong").text == "Cancelled"

    def test_room_that_is_not_there_has_no_page(self, client):
        assert client.get("/en/kdd-2023/rooms/nowhere/now/").status_code == 404
