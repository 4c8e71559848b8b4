"""An attendee's agenda in real Chromium: stars, a second device, calendar, changes."""

import re
import sqlite3
from contextlib import closing

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
CHI, TANG = "vpft73q", "dnphkfy"  # llm-ai-chi 08:10, mlg-tang 08:15, both on 7 August
SESSIONS = ["kdd-2023/sessions/llm-ai-chi/", "kdd-2023/sessions/mlg-tang/"]
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Access is denied", "SecurityError"); },
});"""


def star_both(page, language="en"):
    for address in SESSIONS:
        page.goto(f"/{language}/{address}")
        page.locator(".detail > .star").click()


@pytest.fixture
def moved(data_dir):
    """Return a function that moves mlg-tang to 10:00; it is put back at the end."""
    where = "WHERE slug = 'mlg-tang'"
    with closing(sqlite3.connect(data_dir / "db.sqlite3")) as database:
        query = f"SELECT start, end, room_id, status FROM program_session {where}"  # noqa: S608
        [before] = database.execute(query).fetchall()

    def write(*values):
        update = f"UPDATE program_session SET start=?, end=?, room_id=?, status=? {where}"  # noqa: S608
        with closing(sqlite3.connect(data_dir / "db.sqlite3")) as database, database:
            database.execute(update, values)

    yield lambda: write("2023-08-07 17:00:00", "2023-08-07 17:45:00", before[2], before[3])
    write(*before)


def test_two_that_overlap_are_starred_and_the_agenda_warns(open_page):
    page = open_page("/en/", viewport=PHONE)
    star_both(page)
    expect(page.locator(".detail > .star")).to_have_attribute("aria-pressed", "true")
    mine = page.locator(".sections").get_by_role("link", name="My agenda")
    expect(mine.locator(".count")).to_have_text("2")
    mine.click()
    expect(page.locator(".overlaps li")).to_contain_text("overlap for 25 minutes")
    expect(page).to_have_url(re.compile(rf"\?s={CHI}\.{TANG}$"))
    expect(page.locator(".received")).to_be_hidden()


def test_link_in_capitals_shows_the_agenda_that_it_names(open_page):
    page = open_page(f"/en/kdd-2023/agenda/?s={CHI.upper()}.{TANG.upper()}")
    expect(page.locator(".received")).to_be_visible()
    expect(page.locator("[id^=at-]")).to_have_count(2)


def test_star_has_a_name_and_works_by_keyboard(open_page):
    page = open_page(f"/en/{SESSIONS[1]}")
    star = page.locator(".detail > .star")
    title = page.get_by_role("heading", level=1).inner_text()
    expect(star).to_have_accessible_name(f"Star: {title}")
    star.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(star).to_have_attribute("aria-pressed", "true")
    star.press("Space")
    expect(star).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".sections .count")).to_have_count(0)


def test_unstarring_on_the_agenda_takes_the_session_and_the_warning_away(open_page):
    page = open_page("/en/")
    star_both(page)
    page.goto("/en/kdd-2023/agenda/")
    page.locator(f"#at-{CHI} .star").click()
    expect(page.locator("[id^=at-]")).to_have_count(1)
    expect(page.locator(".overlaps")).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"\?s={TANG}$"))
    expect(page.locator("#link")).to_have_value(re.compile(rf"\?s={TANG}$"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_unstarred_without_a_network_it_goes_from_the_agenda_when_that_is_back(open_page):
    page = open_page("/en/", service_workers="block")
    star_both(page)
    page.goto("/en/kdd-2023/agenda/")
    expect(page.locator("[id^=at-]")).to_have_count(2)
    page.context.set_offline(True)
    page.locator(f"#at-{CHI} .star").click()
    expect(page.locator(".sections .count")).to_have_text("1")
    expect(page.locator("[id^=at-]")).to_have_count(2)
    page.context.set_offline(False)
    expect(page.locator("[id^=at-]")).to_have_count(1)


def test_starring_an_offer_puts_it_on_the_agenda(open_page):
    page = open_page("/en/")
    star_both(page)
    page.goto("/en/kdd-2023/agenda/")
    offer = page.locator(".gap li").first
    title = offer.get_by_role("link").inner_text()
    offer.locator(".star").click()
    expect(page.locator("[id^=at-] .title")).to_contain_text([title])
    expect(page.locator("[id^=at-]")).to_have_count(3)


def test_agenda_opened_by_its_link_on_an_empty_device_can_be_kept(open_page):
    first = open_page("/en/")
    star_both(first)
    first.goto("/en/kdd-2023/agenda/")
    link = first.locator("#link").input_value()

    second = open_page(link, viewport=PHONE)
    expect(second.locator("[id^=at-]")).to_have_count(2)
    second.get_by_role("button", name="Keep as my agenda").click()
    expect(second.locator(".received")).to_be_hidden()
    second.goto("/zh-hans/kdd-2023/agenda/")
    expect(second.locator("[id^=at-]")).to_have_count(2)
    expect(second.locator(".sections .count")).to_have_text("2")


def test_agenda_of_a_link_is_added_to_ones_own_or_takes_its_place(open_page):
    page = open_page(f"/en/{SESSIONS[0]}")
    page.locator(".detail > .star").click()
    page.goto(f"/en/kdd-2023/agenda/?s={TANG}")
    expect(page.get_by_role("button", name="Replace my agenda")).to_be_visible()
    expect(page.get_by_role("button", name="Keep as my agenda")).to_be_hidden()
    page.get_by_role("button", name="Add to my agenda").click()
    expect(page.locator("[id^=at-]")).to_have_count(2)
    page.goto(f"/en/kdd-2023/agenda/?s={TANG}")
    page.get_by_role("button", name="Replace my agenda").click()
    page.goto("/en/kdd-2023/agenda/")
    expect(page.locator("[id^=at-]")).to_have_count(1)


def test_star_is_a_link_and_the_agenda_a_form_without_javascript(open_page):
    page = open_page(f"/en/{SESSIONS[0]}", java_script_enabled=False, viewport=PHONE)
    page.locator(".detail > .star").click()
    expect(page.locator("[id^=at-]")).to_have_count(1)
    page.locator(".gap .star").first.click()
    expect(page.locator("[id^=at-]")).to_have_count(2)
    page.get_by_role("button", name="Choose from the whole program").click()
    page.locator(f".choose input[value={TANG}]").check()
    page.get_by_role("button", name="Show this agenda").click()
    expect(page.locator("[id^=at-]")).to_have_count(3)
    page.locator(f"#at-{CHI} .star").click()
    expect(page.locator("[id^=at-]")).to_have_count(2)


def test_where_nothing_can_be_stored_a_star_is_a_link_and_none_offers_to_keep(open_page):
    page = open_page("about:blank")
    page.add_init_script(NO_STORAGE)
    page.goto("/en/kdd-2023/sessions/mlg-tang/")
    page.locator(".detail > .star").click()
    expect(page.locator("[id^=at-]")).to_have_count(1)
    expect(page.locator(".received")).to_be_hidden()
    page.locator(".gap .star").first.click()
    expect(page.locator("[id^=at-]")).to_have_count(2)
    page.locator("[id^=at-] .star").first.click()
    expect(page.locator("[id^=at-]")).to_have_count(1)


def test_calendar_address_of_the_agenda_can_be_subscribed_to(open_page, site):
    page = open_page(f"/en/kdd-2023/agenda/?s={CHI}.{TANG}")
    webcal = page.get_by_role("link", name="Subscribe in a calendar").get_attribute("href")
    assert webcal.startswith(site.replace("http:", "webcal:"))
    answer = page.request.get(webcal.replace("webcal:", "http:"))
    entries = Calendar.from_ical(answer.body()).walk("VEVENT")
    assert [each["DTSTART"].dt.isoformat() for each in entries] == [
        "2023-08-07T08:10:00-07:00",
        "2023-08-07T08:15:00-07:00",
    ]


def test_session_that_moved_since_the_last_look_is_marked_until_it_is_seen(open_page, moved):
    page = open_page("/en/")
    star_both(page)
    page.goto("/en/kdd-2023/agenda/")
    page.wait_for_function("localStorage.getItem('looks:kdd-2023')")
    expect(page.locator(".changed")).to_be_hidden()

    moved()
    page.wait_for_timeout(1000)  # an edit is live within a second
    page.evaluate("fetch('/kdd-2023/program.json', { cache: 'reload' })")  # a minute later
    page.goto(f"/en/{SESSIONS[1]}")
    expect(page.locator(".detail .change")).to_have_text("New time")
    page.goto("/en/kdd-2023/agenda/")
    note = page.locator(".changed li")
    expect(note).to_have_count(1)
    expect(note.locator("del")).to_contain_text("08:15")
    expect(note.locator("ins")).to_contain_text("10:00")
    expect(note.locator("ins")).to_contain_text("PDT")
    page.get_by_role("button", name="Seen").click()
    expect(page.locator(".changed")).to_be_hidden()
    page.goto(f"/en/{SESSIONS[1]}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".detail .change")).to_have_count(0)
