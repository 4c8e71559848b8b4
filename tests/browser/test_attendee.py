"""What an attendee does, in real Chromium."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.pages import PAGES

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize(
    ("start", "keynotes", "title"),
    [
        ("/en/", "Keynotes", "From GLM-130B to ChatGLM"),
        ("/zh-hans/", "主旨报告", "从 GLM-130B 到 ChatGLM"),
    ],
)
def test_keynote_is_two_clicks_from_home_without_javascript(open_page, start, keynotes, title):
    page = open_page(start, viewport=PHONE, java_script_enabled=False)
    page.locator(".actions").get_by_role("link", name=keynotes, exact=True).click()
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_panel_is_three_clicks_from_home_by_way_of_llm_day(open_page):
    page = open_page("/en/", java_script_enabled=False)
    page.locator(".actions").get_by_role("link", name="LLM Day").click()
    page.get_by_role("link", name="Panels", exact=True).click()
    page.locator(".title a", has_text="Paradigm Shifts").click()
    expect(page.locator(".person")).to_have_count(6)


@pytest.mark.parametrize("address", ["", *(page for page in PAGES if "?" in page)])
def test_language_is_switched_and_back_with_all_that_was_asked(open_page, address):
    page = open_page(f"/en/{address}")
    path, query = told(page.url)
    page.locator(".languages").get_by_role("link", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert told(page.url) == (path.replace("/en/", "/zh-hans/"), query)
    page.locator(".languages").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert told(page.url) == (path, query)


def told(address):
    """Return the path of an address and what its query says, in whatever order."""
    parts = urlsplit(address)
    return parts.path, sorted(parse_qsl(parts.query))


def test_papers_of_a_workshop_open_and_close_without_javascript(open_page):
    page = open_page("/en/kdd-2023/schedule/?day=2023-08-07", java_script_enabled=False)
    paper = page.locator(".title a", has_text="AutoHint")
    expect(paper).to_be_hidden()
    page.get_by_text("16 sessions inside").click()
    expect(paper).to_be_visible()


def test_keyboard_reaches_the_content_first(open_page):
    page = open_page("/en/kdd-2023/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/kdd-2023/#content")


def test_pages_load_nothing_from_elsewhere(open_page, site):
    page = open_page("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/kdd-2023/")
    assert asked
    assert all(url.startswith(site) for url in asked)


def test_no_empty_box_stands_beside_a_session_of_which_nothing_more_is_known(open_page):
    page = open_page("/en/llm-day/sessions/llm-day-panel/")
    expect(page.locator(".glance")).to_be_visible()
    page.locator(".glance").evaluate(
        "glance => [...glance.children].forEach(each => each.remove())"
    )
    expect(page.locator(".glance")).to_be_hidden()
