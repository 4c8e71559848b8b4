"""An organizer's day, from a messy spreadsheet to what attendees read about the changes."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import PANEL, Board
from tests.browser.test_releases import look_for
from tests.spreadsheets.files import MENDED, MESSY, xlsx

LLM_DAY = [
    f"llm-day/llm-day-{name}"
    for name in (
        "panel",
        "coffee",
        "llm-renaissance",
        "glm-to-chatglm",
        "llama-2",
        "lunch",
        "teach-to-reason",
        "documents-to-dialogues",
    )
]
IMPORTED = ["kdd-2023/a-first-talk", "kdd-2023/da-mo-xing-de-tui-li"]
RENAISSANCE = "llm-day/llm-day-llm-renaissance"


def upload(page, rows):
    page.locator("#id_file").set_input_files(
        {"name": "talks.xlsx", "mimeType": "application/octet-stream", "buffer": xlsx(rows)}
    )
    page.get_by_role("button", name="See what would change").click()


def open_spreadsheets(page):
    page.goto("/admin/program/event/?q=kdd-2023")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Spreadsheets").click()


def import_what_is_messy(page):
    """Upload a file with three wrong rows, see which and why, and upload it mended."""
    open_spreadsheets(page)
    upload(page, MESSY)
    assert page.locator(".plan-rows .errorlist strong").all_inner_texts() == ["D6", "F7", "A8"]
    page.get_by_role("button", name="Import all of it").click()
    expect(page.locator(".messagelist")).to_contain_text("Nothing was imported")
    open_spreadsheets(page)
    upload(page, MENDED)
    page.get_by_role("button", name="Import all of it").click()
    expect(page.locator(".messagelist")).to_contain_text("5 new, 0 changed")


def meet_a_clash(board):
    """Drag the panel over the keynote of one of its panelists, be told so, and let it be."""
    x, y = board.grab(PANEL)
    width = board.page.locator(".room").first.bounding_box()["width"]
    board.page.mouse.move(x + width, y - board.pixels(345), steps=4)
    expect(board.page.locator(".drag-label")).to_contain_text("Jaime Teevan is also in")
    board.page.keyboard.press("Escape")
    board.page.mouse.up()
    expect(board.page.locator(".board-count")).to_have_text("No changes yet")


def publish(board, note):
    board.review()
    board.page.fill("[name=note_en]", note)
    board.publish()
    expect(board.page.locator(".messagelist .success")).to_contain_text("Published as release")


def cancel(page, slug):
    page.goto(f"/admin/program/session/?q={slug}")
    page.locator("#result_list tbody th a").first.click()
    page.locator("#id_status").get_by_label("Cancelled").check()
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


@pytest.mark.usefixtures("left_as_shipped")
def test_day_of_an_organizer(organizer, open_page):
    import_what_is_messy(organizer)
    board = Board(organizer)
    board.day("Tue, Aug 8")
    for _turn in range(2):
        board.page.get_by_role("button", name="Zoom out").click()
    meet_a_clash(board)
    for key in LLM_DAY + IMPORTED:
        board.drag(key, minutes=15)
    expect(board.page.locator(".board-count")).to_have_text("10 changes")
    publish(board, "The program")

    cancel(organizer, "llm-day-llama-2")
    board.open()
    board.day("Tue, Aug 8")
    board.drag(RENAISSANCE, columns=1)
    publish(board, "Two changes in the afternoon")

    attendee = open_page()
    look_for(attendee, "/en/kdd-2023/changes/", "#release-2")
    release = attendee.locator("#release-2")
    expect(release).to_contain_text("Two changes in the afternoon")
    expect(release.locator("li")).to_have_count(2)
    expect(release).to_contain_text("Cancelled")
    expect(release).to_contain_text("New room")
