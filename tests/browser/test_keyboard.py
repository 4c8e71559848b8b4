"""Everything by keyboard alone (WCAG 2.1.1, 2.4.3, 2.4.7), in real Chromium."""

import pytest
from playwright.sync_api import expect

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
PAGES = [
    "",
    "kdd-2023/",
    "kdd-2023/schedule/?day=2023-08-07",
    "kdd-2023/schedule/?q=推理",
    "kdd-2023/agenda/?s=vpft73q.dnphkfy",
    "llm-day/sessions/llm-day-panel/",
    "organizations/",
]
TARGETS = """() => [
  ...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']"
  ),
].filter((each) => each.checkVisibility({ visibilityProperty: true })).length"""
FOCUSED = """() => {
  const each = document.activeElement;
  if (each === document.body) return null;
  const all = [...document.querySelectorAll("*")];
  const { outlineStyle, outlineWidth } = getComputedStyle(each);
  const box = each.getBoundingClientRect();
  return {
    place: all.indexOf(each),
    name: each.outerHTML.slice(0, 90),
    ringed: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""

TOPS = """() => [
  document.querySelector(".days").getBoundingClientRect().bottom,
  document.activeElement.getBoundingClientRect().top,
]"""


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
@pytest.mark.parametrize("address", PAGES)
def test_tab_reaches_everything_in_reading_order_and_shows_where_it_is(
    open_page, address, viewport
):
    page = open_page(f"/en/{address}", viewport=viewport)
    steps = []
    for _target in range(page.evaluate(TARGETS)):
        page.keyboard.press("Tab")
        steps.append(page.evaluate(FOCUSED))
    places = [step["place"] for step in steps]
    assert places == sorted(set(places))
    for step in steps:
        assert step["ringed"], step["name"]
        assert step["seen"], step["name"]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
@pytest.mark.parametrize("address", ["sessions/", "schedule/?q=learning", "schedule/?kind=keynote"])
def test_strip_that_stays_at_the_top_covers_nothing_that_has_the_focus(
    open_page, address, viewport
):
    page = open_page(f"/en/kdd-2023/{address}", viewport=viewport)
    page.locator("main .title a").last.focus()
    for _target in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.days *')"):
            break
        strip, focused = page.evaluate(TOPS)
        assert focused >= strip, page.evaluate(FOCUSED)["name"]


def test_heading_that_an_address_leads_to_stands_below_the_strip(open_page):
    page = open_page("/en/kdd-2023/sessions/#tutorial", viewport=PHONE)
    strip = page.locator(".days").bounding_box()
    assert page.locator("#tutorial").bounding_box()["y"] >= strip["y"] + strip["height"]


def test_a_session_is_found_starred_and_seen_in_the_agenda_without_a_pointer(open_page):
    page = open_page("/zh-hans/kdd-2023/schedule/", viewport=DESKTOP)
    reach(page, "#q")
    page.keyboard.type("教语言模型")
    page.keyboard.press("Enter")
    expect(page.locator(".matches")).to_be_visible()
    reach(page, ".matches .title a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("教语言模型学推理")
    reach(page, ".detail > .star")
    page.keyboard.press("Enter")
    reach(page, ".sections a[href*='/agenda/']")
    page.keyboard.press("Enter")
    expect(page.locator("main .title a").first).to_have_text("教语言模型学推理")


def reach(page, selector):
    """Press Tab until the first such element has the focus; the page goes round at its end."""
    for _target in range(page.evaluate(TARGETS) + 2):
        page.keyboard.press("Tab")
        if page.locator(selector).first.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {selector}")
