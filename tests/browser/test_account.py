"""The pages about accounts on a phone."""

import pytest

from tests.browser.conftest import signed_in

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def on_a_phone(open_page, data_dir):
    """Return a phone on which the demo organizer has signed in."""
    page = open_page("/admin/", viewport=PHONE, locale="zh-CN")
    return signed_in(page, data_dir)


def test_journal_is_no_wider_than_a_phone(on_a_phone):
    on_a_phone.goto("/admin/account/journal/")
    assert on_a_phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
