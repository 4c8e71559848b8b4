"""Sessions that go on over midnight, or for years by mistake, on the board in real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import KEYNOTE, PANEL
from tests.browser.conftest import manage

pytestmark = pytest.mark.usefixtures("left_as_shipped")

ENDING = """
from sessions.models import Session
Session.objects.filter(slug="{slug}").update(end="{end}-07:00")
"""


@pytest.fixture
def ending(data_dir, site):
    """Return a function that gives a session another end, as the clocks show it."""

    def to(key, end):
        slug = key.split("/")[1]
        manage(data_dir, "shell", "--command", ENDING.format(slug=slug, end=end))

    return to


def drawn(board, key):
    """Return how many minutes high a card is, with the gap below it, and how many its day is."""
    card = board.card(key)
    heights = [each.bounding_box()["height"] for each in (card, card.locator("xpath=.."))]
    return [round(height / board.pixels(1)) for height in (heights[0] + 2, heights[1])]


def test_session_over_midnight_is_seen_to_its_end(ending, board):
    ending(PANEL, "2023-08-09T02:00")
    board.open()
    expect(board.when(PANEL)).to_have_text("16:00–02:00")
    length, day = drawn(board, PANEL)
    assert (length, day) == (10 * 60, 18 * 60)  # from 8:00 on


def test_board_loads_with_an_end_a_year_late_and_mends_it(ending, board):
    ending(KEYNOTE, "2033-08-08T11:00")
    board.open()
    length, day = drawn(board, KEYNOTE)
    assert day == 40 * 60  # from 8:00 to the end of the next day
    assert 10 * 60 + 10 + length == 48 * 60
    grip = board.card(KEYNOTE).locator(".card-grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    x, y = box["x"] + 30, box["y"] + box["height"] / 2
    board.page.mouse.move(x, y)
    board.page.mouse.down()
    board.page.mouse.move(x, y - board.pixels(60), steps=4)
    board.page.mouse.up()
    length, _day = drawn(board, KEYNOTE)
    assert 10 * 60 + 10 + length < 48 * 60
