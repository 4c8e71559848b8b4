"""WCAG 2.2 as axe-core checks it, and room for every page on a small phone and at 400 % zoom."""

import pytest

from tests.browser.axe import assert_accessible
from tests.browser.conftest import of_a_visitor_who_saves_data
from tests.pages import ADDRESSES

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}
ZOOMED = {"width": 320, "height": 640}  # a window of 1280 px at 400 % (WCAG 1.4.10)
ERRORS = ["/en/nowhere/", "/zh-hans/nowhere/"]
LIGHT = {"color_scheme": "light", "forced_colors": "none"}
DARK = LIGHT | {"color_scheme": "dark"}
FORCED = LIGHT | {"forced_colors": "active"}
# Each page in every pair of language, size and colors
SIGHTS = {
    "en": [(PHONE, LIGHT), (DESKTOP, DARK), (ZOOMED, FORCED)],
    "zh-hans": [(PHONE, DARK), (DESKTOP, LIGHT)],
}


@pytest.fixture(scope="module", params=[*ADDRESSES, *ERRORS])
def address(request):
    return request.param


@pytest.fixture(scope="module")
def page(chromium, site, address):
    """Return a window with the page, for all that is asked of it."""
    context = of_a_visitor_who_saves_data(chromium, base_url=site, viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_no_violation_on_phone_and_desktop_light_dark_and_in_forced_colors(page, address):
    for size, media in SIGHTS[address.split("/")[1]]:
        page.set_viewport_size(size)
        page.emulate_media(**media)
        assert_accessible(page)


@pytest.mark.parametrize("size", [PHONE, ZOOMED])
def test_nothing_sticks_out_of_a_small_phone_or_at_400_percent_zoom(page, size):
    page.set_viewport_size(size)
    page.emulate_media(**LIGHT)
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


@pytest.mark.parametrize(
    "path", ["/en/kdd-2023/schedule/", "/zh-hans/kdd-2023/", "/en/llm-day/agenda/"]
)
def test_the_page_one_is_on_is_told_apart_in_forced_colors(open_page, path):
    page = open_page(path, forced_colors="active")
    marked = page.locator("nav a[aria-current]").all()
    assert marked
    for link in marked:
        other = link.locator("xpath=ancestor::nav[1]//a[not(@aria-current)]").first
        assert look(link) != look(other)


def look(link):
    return link.evaluate(
        """link => {
          const style = getComputedStyle(link);
          return ["backgroundColor", "borderBottomColor", "borderBottomStyle", "borderBottomWidth",
                  "textDecorationLine", "outlineStyle"].map(name => style[name]).join();
        }"""
    )
