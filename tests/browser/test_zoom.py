"""Pages at 400 % zoom (WCAG 1.4.10: a window of 1280 px is then 320 wide) and in forced colors."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages import ADDRESSES, PAGES

ZOOMED = {"width": 320, "height": 640}


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_sticks_out_at_400_percent_zoom(open_page, address):
    page = open_page(address, viewport=ZOOMED)
    assert page.evaluate("document.documentElement.scrollWidth") == ZOOMED["width"]


@pytest.mark.parametrize("page", PAGES)
def test_no_violation_in_forced_colors(open_page, page):
    opened = open_page(f"/en/{page}", viewport=ZOOMED, forced_colors="active")
    result = Axe().run(opened)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize(
    "address", ["/en/kdd-2023/schedule/", "/zh-hans/kdd-2023/", "/en/llm-day/agenda/"]
)
def test_the_page_one_is_on_is_told_apart_in_forced_colors(open_page, address):
    page = open_page(address, forced_colors="active")
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
