"""The schedule in real Chromium: a grid on a wide screen, a list on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import manage, ship

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
MONDAY = "/en/kdd-2023/schedule/?day=2023-08-07"
LLM_DAY = "/en/kdd-2023/schedule/?day=2023-08-08"


@pytest.fixture(scope="module")
def wide(site, data_dir):
    """Return the address of the schedule of an event with twenty rooms, there for this file."""
    manage(data_dir, "generate_program", "wide", "--sessions", "300")
    yield "/en/wide/schedule/"
    ship(data_dir)


def box(page, session):
    return page.locator(f".entry:has(> [id='{session}'])").bounding_box()


def test_parallel_sessions_stand_side_by_side_on_a_wide_screen(open_page):
    page = open_page(MONDAY, viewport=DESKTOP)
    one, other = box(page, "ws-mlg"), box(page, "ws-llm-ai")
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]


def test_sessions_stand_under_their_room(open_page):
    page = open_page(MONDAY, viewport=DESKTOP)
    room = page.locator(".rooms li", has_text="Grand B").bounding_box()
    assert box(page, "ws-mlg")["x"] == room["x"]


def test_sessions_follow_in_time_on_a_phone_with_their_rooms(open_page):
    page = open_page(LLM_DAY, viewport=PHONE)
    times = page.locator(".timetable .slot-time")
    tops = [times.nth(n).bounding_box()["y"] for n in range(times.count())]
    assert tops == sorted(tops)
    lefts = {each.bounding_box()["x"] for each in page.locator(".stack > .entry").all()}
    assert len(lefts) == 1
    expect(page.locator("#llm-day-panel .room")).to_be_visible()


def test_what_is_inside_a_session_is_whole_on_a_phone(open_page):
    page = open_page(MONDAY, viewport=PHONE)
    for session in page.locator(".entry:has(> .inside)").all():
        session.locator("summary").click()
        right = session.bounding_box()["x"] + session.bounding_box()["width"]
        for inside in session.locator("li :is(.star, .title, .names)").all():
            assert inside.bounding_box()["x"] + inside.bounding_box()["width"] <= right


def test_rooms_and_times_stay_in_sight_while_the_grid_scrolls(open_page, wide):
    page = open_page(wide, viewport=DESKTOP)
    page.locator(".timetable").evaluate("grid => grid.scrollTo(900, 500)")
    grid = page.locator(".timetable").bounding_box()
    rooms = page.locator(".rooms").bounding_box()
    assert rooms["y"] == pytest.approx(grid["y"] + 1, abs=1)
    for time in page.locator(".slot-time time").all():
        assert time.bounding_box()["x"] == pytest.approx(grid["x"] + 1, abs=1)


def test_long_names_of_rooms_are_whole_above_the_grid_and_hide_no_time(open_page, data_dir, wide):
    name = "The Ballroom of the Convention Center in Long Beach behind the Promenade, North Wing"
    rename = (
        f"Room.objects.filter(event__slug='wide').update(name_en={name!r}, floor_en='Second floor')"
    )
    manage(data_dir, "shell", "--command", f"from sessions.models import Room; {rename}")
    page = open_page(wide, viewport=DESKTOP | {"height": 500})
    rooms = page.locator(".rooms")
    for room in page.locator(".rooms li:has(small)").all():
        assert room.evaluate("room => room.scrollHeight <= room.clientHeight")
        floor = room.locator("small").bounding_box()
        bottom = rooms.bounding_box()["y"] + rooms.bounding_box()["height"]
        assert floor["y"] + floor["height"] <= bottom
    page.locator(".timetable").evaluate("grid => grid.scrollTo(0, 60)")
    bottom = rooms.bounding_box()["y"] + rooms.bounding_box()["height"]
    assert page.locator(".slot-time time").first.bounding_box()["y"] >= bottom - 1


def test_page_never_scrolls_sideways(open_page, wide):
    page = open_page(wide, viewport=PHONE)
    for width in (320, 360, 768, 959, 960, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    ("key", "scrolled"), [("ArrowRight", "scrollLeft"), ("ArrowDown", "scrollTop")]
)
def test_keyboard_scrolls_the_grid(open_page, wide, key, scrolled):
    page = open_page(wide, viewport=DESKTOP)
    grid = page.locator(".timetable")
    grid.focus()
    expect(grid).to_be_focused()
    page.keyboard.press(key)
    page.wait_for_function(f"() => document.activeElement.{scrolled} > 0")


def test_line_of_the_current_time_runs_through_what_is_on(open_page):
    page = open_page(f"{LLM_DAY}&at=2023-08-08T11:05:00-07:00", viewport=DESKTOP)
    line, cell = page.locator(".now-line"), box(page, "llm-day-teach-to-reason")
    expect(line).to_have_text("11:05")
    assert cell["y"] < line.bounding_box()["y"] < cell["y"] + cell["height"]
    expect(page.locator(".now-mark")).to_have_text(["Now"])
    expect(page.locator("#llm-day-teach-to-reason .now-mark")).to_be_visible()


def test_what_is_cancelled_is_not_on_now(open_page, data_dir, left_as_shipped):
    cancelled = "Session.objects.filter(slug='llm-day-teach-to-reason').update(status='cancelled')"
    manage(data_dir, "shell", "--command", f"from sessions.models import Session; {cancelled}")
    page = open_page(f"{LLM_DAY}&at=2023-08-08T11:05:00-07:00", viewport=DESKTOP)
    expect(page.locator("#llm-day-teach-to-reason.cancelled")).to_be_visible()
    expect(page.locator(".now-line")).to_be_visible()
    expect(page.locator(".now-mark")).to_have_count(0)


def test_another_day_has_no_line(open_page):
    page = open_page(f"{LLM_DAY}&at=2023-08-09T11:05:00-07:00", viewport=DESKTOP)
    expect(page.locator(".now-line")).to_be_hidden()


def test_phone_marks_what_is_on_now(open_page):
    page = open_page(f"{LLM_DAY}&at=2023-08-08T16:30:00-07:00", viewport=PHONE)
    expect(page.locator("#llm-day-panel .now-mark")).to_be_visible()
    expect(page.locator(".hours [aria-current=time]")).to_have_text("16:00")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
@pytest.mark.parametrize("javascript", [True, False])
def test_address_of_a_session_brings_it_into_sight_and_marks_it(open_page, viewport, javascript):
    address = f"{LLM_DAY}#llm-day-panel"
    page = open_page(address, viewport=viewport, java_script_enabled=javascript)
    session = page.locator("#llm-day-panel")
    expect(session).to_be_in_viewport()
    expect(session).to_have_css("outline-style", "solid")
    covers = page.locator(".hours" if viewport == PHONE else ".days").bounding_box()
    assert session.bounding_box()["y"] >= covers["y"] + covers["height"]


def test_address_of_a_session_shows_its_room_and_time_too(open_page):
    page = open_page(f"{LLM_DAY}#llm-day-glm-to-chatglm", viewport={"width": 1280, "height": 600})
    days = page.locator(".days").bounding_box()
    page.wait_for_function(
        "y => document.querySelector('.rooms').getBoundingClientRect().top >= y",
        arg=days["y"] + days["height"],
    )
    expect(page.locator("#llm-day-glm-to-chatglm")).to_be_in_viewport()


def test_times_lead_to_their_sessions_on_a_phone(open_page):
    page = open_page(LLM_DAY, viewport=PHONE)
    page.locator(".hours").get_by_text("16:00").click()
    expect(page.locator("#llm-day-panel")).to_be_in_viewport()


def test_paper_inside_a_closed_session_opens_by_its_address(open_page):
    page = open_page(f"{MONDAY}#llm-ai-p1", viewport=DESKTOP)
    expect(page.locator("#llm-ai-p1")).to_be_visible()


def test_motion_is_reduced_where_asked(open_page):
    address = f"{LLM_DAY}&at=2023-08-08T11:05:00-07:00"
    page = open_page(address, viewport=DESKTOP, reduced_motion="reduce")
    animation = "mark => getComputedStyle(mark, '::before').animationName"
    assert page.locator(".now-mark").evaluate(animation) == "none"
