"""WCAG 2.2 as axe-core checks it, and room for every page on a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages import ADDRESSES

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}
ERRORS = ["/en/nowhere/", "/zh-hans/nowhere/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [*ADDRESSES, *ERRORS])
def test_no_violation_on_phone_and_desktop(open_page, address, scheme):
    page = open_page(address, viewport=PHONE, color_scheme=scheme)
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        result = Axe().run(page)
        assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_sticks_out_of_a_small_phone(open_page, address):
    page = open_page(address, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
