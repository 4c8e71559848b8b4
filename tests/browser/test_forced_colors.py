"""What stands in a color of its own is read in the visitor's colors too, in real Chromium."""

from collections import Counter
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import manage

PHONE = {"width": 360, "height": 740}
AT = "at=2023-08-08T11:05:00-07:00"
CANCEL = """
from sessions.models import Session
Session.objects.filter(slug="llm-day-teach-to-reason").update(status="cancelled")
"""
BOX = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const { x, y, width, height } = range.getBoundingClientRect();
  return { x: x + 1, y: y + 2, width: width - 2, height: height - 4 };
}"""


def is_legible(page, selector):
    """Tell whether an element's text is drawn in another color than what is behind it."""
    element = page.locator(selector).first
    expect(element).to_be_visible()
    element.scroll_into_view_if_needed()
    picture = Image.open(BytesIO(page.screenshot(clip=element.evaluate(BOX)))).convert("L")
    (_most, often), *others = Counter(picture.get_flattened_data()).most_common()
    return sum(number for _shade, number in others) > often / 10


@pytest.fixture(params=["light", "dark"])
def open_forced(open_page, request):
    """Return a function that opens an address on a phone, in forced colors."""

    def opened(address):
        return open_page(
            address, viewport=PHONE, forced_colors="active", color_scheme=request.param
        )

    return opened


@pytest.mark.parametrize(
    ("address", "selector"),
    [
        (f"now/?{AT}", ".in-room .word"),
        (f"rooms/grand-a/now/?{AT}", ".door .word strong"),
    ],
)
def test_it_is_told_what_is_on_now(open_forced, address, selector):
    assert is_legible(open_forced(f"/en/kdd-2023/{address}"), selector)


@pytest.mark.usefixtures("left_as_shipped")
def test_it_is_told_what_is_cancelled(open_forced, data_dir):
    manage(data_dir, "shell", "--command", CANCEL)
    page = open_forced("/en/llm-day/sessions/llm-day-teach-to-reason/")
    assert is_legible(page, ".detail .ribbon")


def test_it_is_told_how_many_sessions_are_starred(open_forced):
    page = open_forced("/en/llm-day/sessions/llm-day-panel/")
    page.locator(".detail .star").click()
    assert is_legible(page, ".sections .count")


def test_it_is_told_at_a_rooms_door_that_there_is_no_connection(open_forced):
    page = open_forced(f"/en/kdd-2023/rooms/grand-a/now/?{AT}")
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    assert is_legible(page, ".lost")


def test_button_is_read_while_the_pointer_is_on_it(open_forced):
    page = open_forced("/en/kdd-2023/agenda/")
    page.locator("main .empty + .actions .button").hover()
    assert is_legible(page, "main .empty + .actions .button")
