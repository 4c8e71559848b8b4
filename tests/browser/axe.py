"""WCAG 2.2 as axe-core checks it."""

from itertools import product

from axe_playwright_python.sync_playwright import Axe

# What axe has nothing against is not told: to do so takes as long as to find it.
OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}


def assert_accessible(page, part=None):
    """Check a page, or what a selector finds of it, as it is shown now."""
    result = Axe().run(page, context=part, options=OPTIONS)
    assert result.violations_count == 0, (page.viewport_size, result.generate_report())


def assert_accessible_everywhere(page, part=None):
    """Check a page on a phone and on a desk, by day and by night, and that it fits."""
    for size, scheme in product((PHONE, DESK), ("light", "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.reload()  # the admin's links fade from one scheme's color to the other's
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        assert_accessible(page, part)
