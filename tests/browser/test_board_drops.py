"""What comes after a card was dropped on the schedule board, in real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import IN_TRAY, KEYNOTE


@pytest.fixture
def dropped(board):
    """Drag a card from the tray to the grid; the value is the board."""
    board.grab(IN_TRAY)
    box = board.page.locator(".board-scroll").bounding_box()
    board.page.mouse.move(box["x"] + 200, box["y"] + 300, steps=5)
    board.page.mouse.up()
    expect(board.page.locator(".board-count")).to_have_text("1 change")
    return board


def test_first_click_after_a_drop_from_the_tray_counts(dropped):
    dropped.page.get_by_role("button", name="Undo").click()
    expect(dropped.page.locator(".board-count")).to_have_text("No changes yet")


def test_first_button_pressed_by_key_after_a_drop_from_the_tray_counts(dropped):
    dropped.page.get_by_role("button", name="Undo").press("Enter")
    expect(dropped.page.locator(".board-count")).to_have_text("No changes yet")


def test_click_that_ends_a_drag_selects_nothing(board):
    board.drag(KEYNOTE, minutes=30)
    expect(board.card(KEYNOTE)).to_have_attribute("aria-pressed", "false")
