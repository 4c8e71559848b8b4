"""An event during which the clocks go back, with what lasts for days."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup

from sessions.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def autumn():
    """Return an event in Los Angeles, where the clocks go back on its last day."""
    return Event.objects.create(
        slug="autumn",
        name_en="Autumn",
        city_en="Los Angeles",
        start_date=date(2024, 11, 1),
        end_date=date(2024, 11, 3),
        time_zone="America/Los_Angeles",
    )


def at(day, hour):
    return datetime(2024, 11, day, hour, tzinfo=UTC)


def add(event, slug, start, end, **others):
    session = {"slug": slug, "title_en": slug.title(), "status": "published"} | others
    return event.sessions.create(start=start, end=end, **session)


def page_of(client, address):
    return BeautifulSoup(client.get(f"/en/autumn/{address}").content, "lxml")


def test_day_in_the_schedule_names_the_zone_as_it_is_then(client, autumn):
    add(autumn, "talk", at(3, 18), at(3, 19))
    page = page_of(client, "schedule/?day=2024-11-03")
    assert page.select_one(".session abbr").text == "PST"
    assert page.select_one("[data-zone-short]").text == "PST"
    assert "UTC−08:00" in page.select_one("[data-venue-time]").text


def test_day_in_pages_of_others_names_the_zone_as_it_is_then(client, autumn):
    add(autumn, "talk", at(3, 18), at(3, 19))
    page = page_of(client, "embed/schedule/?day=2024-11-03")
    assert "Pacific Standard Time (UTC−08:00)" in page.p.text


def test_times_of_the_hour_that_comes_twice_lead_each_to_its_own(client, autumn):
    add(autumn, "party", at(3, 8).replace(minute=30), at(3, 9))
    add(autumn, "encore", at(3, 9).replace(minute=30), at(3, 10))
    page = page_of(client, "schedule/?day=2024-11-03")
    links = [link["href"] for link in page.select(".hours a")]
    places = [f"#{each['id']}" for each in page.select(".slot-time[id]")]
    assert links == places == ["#at-0130", "#at-0130-2"]


def test_gap_in_an_agenda_names_the_zone_as_it_is_then(client, autumn):
    mine = add(autumn, "talk", at(3, 18), at(3, 19))
    add(autumn, "other", at(3, 19), at(3, 20))
    page = page_of(client, f"agenda/?s={mine.code}")
    assert page.select_one(".gap h3 time").text == "11:00"
    assert page.select_one(".gap h3 abbr").text == "PST"


def test_what_was_over_before_the_clocks_went_back_is_not_on_again(client, autumn):
    party = add(autumn, "party", at(3, 7), at(3, 8).replace(minute=30))
    assert f"{party.local_end:%H:%M %Z}" == "01:30 PDT"
    assert page_of(client, "now/?at=2024-11-03T01:15:00-07:00").select(".in-room .word")
    assert not page_of(client, "now/?at=2024-11-03T01:15:00-08:00").select(".in-room")


def test_what_lasts_for_days_is_on_now_on_each_of_them(client, autumn):
    add(autumn, "exhibition", at(1, 16), at(3, 23))
    page = page_of(client, "now/?at=2024-11-03T10:00:00-08:00")
    assert page.select_one(".in-room .word").text == "Now"
    assert page.select_one(".in-room h3").text == "Exhibition"


def test_what_lasts_for_days_is_on_at_the_same_time_as_what_begins_later(client, autumn):
    add(autumn, "exhibition", at(1, 16), at(3, 23))
    add(autumn, "talk", at(3, 18), at(3, 19))
    page = page_of(client, "sessions/talk/")
    assert page.select_one(".meanwhile .line-title").text.strip() == "Exhibition"


def test_what_is_cancelled_is_not_still_on_the_day_after(client, autumn):
    add(autumn, "party", at(2, 5), at(2, 9), status="cancelled")
    add(autumn, "hackathon", at(2, 5), at(2, 15))
    add(autumn, "talk", at(2, 18), at(2, 19))
    page = page_of(client, "schedule/?day=2024-11-02")
    assert [link.text for link in page.select(".still-on a")] == ["Hackathon"]
