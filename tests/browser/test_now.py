"""Now and next, as it keeps itself up to date in real Chromium."""

import pytest
from playwright.sync_api import expect

AT = "?at=2023-08-08T11:05:00-07:00"
ROOM = f"/en/kdd-2023/rooms/grand-a/now/{AT}"


@pytest.fixture
def at_the_door(open_page):
    """Return the page of a room, whose minutes a test can let pass."""
    page = open_page()
    page.clock.install()
    page.goto(ROOM)
    return page


def test_next_session_takes_its_place_without_a_reload(at_the_door):
    page = at_the_door
    expect(page.locator(".on h2")).to_have_text("Teach Language Models to Reason")
    page.evaluate("window.notReloaded = true")
    page.clock.fast_forward("50:00")
    expect(page.locator(".on")).to_have_text("Nothing is on at the moment")
    expect(page.locator(".clock")).to_have_text("11:55 PDT")
    page.clock.fast_forward("01:40:00")
    expect(page.locator(".on h2")).to_contain_text("Llama 2")
    assert page.evaluate("window.notReloaded")


def test_clock_ticks_in_the_zone_of_the_venue(open_page):
    page = open_page("about:blank", timezone_id="Asia/Shanghai")
    page.clock.install()
    page.goto(ROOM)
    expect(page.locator(".clock")).to_have_text("11:05 PDT")
    page.clock.fast_forward("01:00")
    expect(page.locator(".clock")).to_have_text("11:06 PDT")


def test_without_network_the_last_state_stays_and_the_page_says_so(at_the_door):
    page = at_the_door
    expect(page.locator(".lost")).to_be_hidden()
    page.context.set_offline(True)
    page.clock.fast_forward("50:00")
    expect(page.locator(".lost")).to_contain_text("No connection")
    expect(page.locator(".on h2")).to_have_text("Teach Language Models to Reason")
    page.context.set_offline(False)
    expect(page.locator(".on")).to_have_text("Nothing is on at the moment")
    expect(page.locator(".lost")).to_be_hidden()


def test_server_that_fails_is_not_taken_for_a_network_that_is_away(at_the_door):
    page = at_the_door
    page.route("**/now/?at=*", lambda route: route.fulfill(status=503))
    page.clock.fast_forward("50:00")
    expect(page.locator(".lost")).to_contain_text("The program cannot be reached")
    expect(page.locator(".on h2")).to_have_text("Teach Language Models to Reason")
    page.unroute("**/now/?at=*")
    page.clock.fast_forward("01:00")
    expect(page.locator(".on")).to_have_text("Nothing is on at the moment")
    expect(page.locator(".lost")).to_be_hidden()


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("at", ["2023-08-08T11:05", "2023-08-08T16:05", "2023-08-08T12:05"])
def test_monitor_shows_everything_without_scrolling(open_page, size, at):
    address = f"/zh-hans/kdd-2023/rooms/grand-a/now/?at={at}:00-07:00"
    page = open_page(address, viewport=dict(zip(("width", "height"), size, strict=True)))
    room_needed = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert room_needed == list(size)


def test_event_page_shows_what_is_on_while_the_event_is(open_page):
    page = open_page(f"/en/kdd-2023/{AT}")
    section = page.locator("[data-now-next]")
    expect(section.locator("article").first).to_contain_text("Teach Language Models to Reason")


def test_event_page_shows_nothing_of_it_when_the_event_is_over(open_page):
    page = open_page("/en/kdd-2023/?at=2023-08-11T00:00:00-07:00")
    expect(page.locator("[data-now-next]")).to_be_hidden()


def test_event_page_leads_there_without_javascript(open_page):
    page = open_page("/en/kdd-2023/", java_script_enabled=False)
    page.get_by_role("link", name="Now and next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Now and next")


def test_times_that_arrive_later_are_in_the_zone_chosen(open_page):
    page = open_page("/en/llm-day/keynotes/", timezone_id="Asia/Shanghai")
    page.get_by_role("button", name="Times in my own zone").click()
    page.goto(f"/en/kdd-2023/{AT}")
    now = page.locator("[data-now-next]")
    expect(now.locator("article .when").first).to_have_text("Wed, Aug 9, 02:00–02:50 GMT+8")
    expect(now.locator(".soft").first).to_have_text("Wednesday, August 9 02:05 GMT+8")
