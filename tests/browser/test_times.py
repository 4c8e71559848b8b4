"""Times in the visitor's own zone, in real Chromium."""

import pytest
from playwright.sync_api import expect

SHANGHAI = {"timezone_id": "Asia/Shanghai"}
SESSION = "/en/llm-day/sessions/llm-day-teach-to-reason/"


def own_zone(page):
    return page.get_by_role("button", name="Times in my own zone").first


def test_times_are_those_of_the_venue_until_the_visitor_switches(open_page):
    page = open_page(SESSION, **SHANGHAI)
    expect(page.locator(".lead .when")).to_have_text("11:00–11:50 PDT")
    expect(own_zone(page)).to_have_attribute("aria-pressed", "false")


def test_switch_shows_own_time_with_its_zone_and_its_date(open_page):
    page = open_page("/en/llm-day/keynotes/", **SHANGHAI)
    own_zone(page).click()
    place = page.locator(".keynote", has_text="Teach Language Models").locator(".place")
    expect(place.locator(".day")).to_have_text("Wednesday, August 9")
    expect(place.locator(".when")).to_have_text("02:00–02:50 GMT+8")
    zone = place.locator("abbr")
    expect(zone).to_have_attribute("title", "China Standard Time (UTC+08:00)")
    expect(own_zone(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".zones").last).to_contain_text("China Standard Time (UTC+08:00)")


def test_other_date_stands_with_the_time_where_the_day_is_that_of_the_venue(open_page):
    page = open_page("/en/kdd-2023/schedule/?day=2023-08-08", **SHANGHAI)
    own_zone(page).click()
    session = page.locator("article.session", has_text="Teach Language Models").first
    expect(session.locator(".when")).to_have_text("Wed, Aug 9, 02:00–02:50 GMT+8")
    heading = page.locator("h3.slot-time time[datetime='2023-08-08T11:00:00-07:00']")
    expect(heading).to_have_text("Wed, Aug 9, 02:00 GMT+8")


def test_exact_time_stays_as_it_is(open_page):
    page = open_page(SESSION, **SHANGHAI)
    own_zone(page).click()
    start = page.locator(".lead time").first
    expect(start).to_have_attribute("datetime", "2023-08-08T11:00:00-07:00")


def test_choice_is_remembered_on_the_next_page_and_can_be_taken_back(open_page):
    page = open_page(SESSION, **SHANGHAI)
    own_zone(page).click()
    page.goto("/zh-hans/llm-day/sessions/llm-day-teach-to-reason/")
    expect(page.locator(".lead .when")).to_contain_text("02:00")
    expect(page.locator(".lead abbr")).to_have_text("GMT+8")
    expect(page.locator(".lead abbr")).to_have_attribute("title", "中国标准时间 (UTC+08:00)")
    page.locator("[data-zone-switch]:visible").last.click()
    expect(page.locator(".lead .when")).to_have_text("11:00–11:50 PDT")
    page.goto(SESSION)
    expect(page.locator(".lead .when")).to_have_text("11:00–11:50 PDT")


def test_own_zone_of_half_hours_is_named_by_its_offset(open_page):
    page = open_page(SESSION, timezone_id="Asia/Kolkata")
    own_zone(page).click()
    expect(page.locator(".lead .when")).to_contain_text("23:30")
    expect(page.locator(".lead abbr")).to_have_attribute("title", "India Standard Time (UTC+05:30)")


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "America/Tijuana"])
def test_visitor_whose_clock_is_that_of_the_venue_is_offered_no_switch(open_page, zone):
    page = open_page(SESSION, timezone_id=zone)
    expect(page.locator(".lead .when")).to_have_text("11:00–11:50 PDT")
    expect(page.locator("[data-zone-switch]:visible")).to_have_count(0)


def test_without_javascript_there_is_no_switch(open_page):
    page = open_page(SESSION, java_script_enabled=False, **SHANGHAI)
    expect(page.locator("[data-zone-switch]:visible")).to_have_count(0)
