"""What becomes of moves that an organizer gives up for another's, in real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import KEYNOTE, PANEL

pytestmark = pytest.mark.usefixtures("left_as_shipped")


def published(board, key, **way):
    board.drag(key, **way)
    board.review()
    board.publish()
    expect(board.page.locator(".messagelist .success")).to_be_visible()


def take_theirs(board):
    board.page.get_by_role("radio", name="Theirs").check()
    board.publish()


def back(board):
    board.page.get_by_role("link", name="Back to the board").click()
    expect(board.page.locator("#board")).to_be_visible()


def test_move_given_up_for_theirs_is_no_change_any_more(board, colleague):
    published(board, KEYNOTE, columns=1, minutes=60)
    colleague.day("Tue, Aug 8")
    colleague.drag(KEYNOTE, columns=1, minutes=-60)
    colleague.review()
    take_theirs(colleague)
    review = colleague.page.locator(".review")
    expect(review).to_contain_text("Nothing changes: the program stays as others moved it.")
    back(colleague)
    expect(colleague.page.locator(".board-count")).to_have_text("No changes yet")
    expect(colleague.when(KEYNOTE)).to_have_text("11:10–12:00")


def test_move_given_up_is_none_also_where_others_are_still_to_be_decided(board, colleague):
    published(board, KEYNOTE, columns=1, minutes=60)
    colleague.day("Tue, Aug 8")
    colleague.drag(KEYNOTE, columns=1, minutes=-60)
    colleague.drag(PANEL, columns=1)
    colleague.review()
    published(board, PANEL, columns=1, minutes=30)
    take_theirs(colleague)
    expect(colleague.page.locator(".decide")).to_contain_text("16:30–18:00 PDT · Grand B")
    back(colleague)
    expect(colleague.page.locator(".board-count")).to_have_text("1 change")
    expect(colleague.when(KEYNOTE)).to_have_text("11:10–12:00")
    expect(colleague.when(PANEL)).to_have_text("16:00–17:30")
