"""The schedule board in real Chromium: by mouse, by keys, and by two organizers at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.boards import IN_TRAY, INSIDE, KEYNOTE, PANEL, WORKSHOP, Board, said
from tests.browser.test_policy import complaints_of


def test_session_is_dragged_to_another_time_and_room(board):
    board.drag(KEYNOTE, minutes=-62, columns=1)
    expect(board.when(KEYNOTE)).to_have_text("09:10–10:00")  # in steps of five minutes
    expect(said(board)).to_have_text("Tue, Aug 8, 09:10–10:00, Grand B.")
    expect(board.page.locator(".board-count")).to_have_text("1 change")


def test_lower_edge_is_dragged_to_another_end(board):
    board.card(PANEL).scroll_into_view_if_needed()
    box = board.card(PANEL).bounding_box()
    x, y = box["x"] + 30, box["y"] + box["height"] - 2
    board.page.mouse.move(x, y)
    board.page.mouse.down()
    board.page.mouse.move(x, y - board.pixels(30), steps=4)
    board.page.mouse.up()
    expect(board.when(PANEL)).to_have_text("16:00–17:00")


def test_speaker_clash_shows_while_dragging(board):
    for _turn in range(2):
        board.page.get_by_role("button", name="Zoom out").click()
    x, y = board.grab(PANEL)
    width = board.page.locator(".room").first.bounding_box()["width"]
    board.page.mouse.move(x + width, y - board.pixels(30), steps=4)
    label = board.page.locator(".drag-label")
    expect(label).to_contain_text("Tue, Aug 8, 15:30–17:00, Grand B")
    expect(label).not_to_contain_text("Jaime Teevan")
    board.page.mouse.move(x + width, y - board.pixels(345), steps=4)
    expect(label).to_contain_text("Jaime Teevan is also in From Documents to Dialogues")
    expect(board.card(KEYNOTE)).to_have_class(re.compile("in-way"))
    board.page.keyboard.press("Escape")
    board.page.mouse.up()
    expect(board.when(PANEL)).to_have_text("16:00–17:30")


def test_clashes_are_counted_and_shown_one_after_the_other(board):
    expect(board.page.locator(".board-clashes")).to_be_disabled()
    board.drag(KEYNOTE, minutes=30)
    expect(board.page.locator(".board-clashes")).to_have_text("2 with a clash")
    board.page.locator(".board-clashes").click()
    expect(board.page.locator(".detail-clashes")).to_contain_text("The room is taken:")


def test_session_is_moved_and_resized_by_keys_and_said_aloud(board):
    board.card(KEYNOTE).focus()
    board.page.keyboard.press("Enter")
    expect(said(board)).to_contain_text("picked up. Tue, Aug 8, 10:10–11:00, Grand A")
    board.page.keyboard.press("ArrowUp")
    expect(said(board)).to_contain_text("Tue, Aug 8, 10:05–10:55, Grand A. The room is taken:")
    board.page.keyboard.press("ArrowRight")
    expect(said(board)).to_have_text("Tue, Aug 8, 10:05–10:55, Grand B.")
    board.page.keyboard.press("Shift+ArrowDown")
    expect(board.when(KEYNOTE)).to_have_text("10:05–11:00")
    board.page.keyboard.press("PageDown")
    expect(said(board)).to_have_text("Wed, Aug 9, 10:05–11:00, Grand B.")
    board.page.keyboard.press("Enter")
    expect(said(board)).to_contain_text("put down")
    board.page.keyboard.press("Delete")
    expect(said(board)).to_contain_text("is in the tray")
    expect(board.page.locator(".tray").locator(f"[data-key='{KEYNOTE}']")).to_be_focused()


def test_escape_puts_a_session_back_where_it_was_picked_up(board):
    board.card(KEYNOTE).focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "ArrowRight", "Escape"):
        board.page.keyboard.press(key)
    expect(board.when(KEYNOTE)).to_have_text("10:10–11:00")
    expect(board.page.locator(".board-count")).to_have_text("No changes yet")


def test_arrows_go_from_session_to_session(board):
    board.card(KEYNOTE).focus()
    board.page.keyboard.press("ArrowDown")
    expect(board.card("llm-day/llm-day-teach-to-reason")).to_be_focused()
    board.page.keyboard.press("ArrowUp")
    expect(board.card(KEYNOTE)).to_be_focused()


def test_undo_and_redo_by_keys_and_buttons(board):
    board.drag(KEYNOTE, columns=1)
    board.drag(KEYNOTE, minutes=60)
    board.page.keyboard.press("Control+z")
    expect(board.when(KEYNOTE)).to_have_text("10:10–11:00")
    board.page.get_by_role("button", name="Undo").click()
    expect(board.page.locator(".board-count")).to_have_text("No changes yet")
    board.page.get_by_role("button", name="Redo").click()
    board.page.keyboard.press("Control+Shift+z")
    expect(board.when(KEYNOTE)).to_have_text("11:10–12:00")
    expect(board.page.get_by_role("button", name="Redo")).to_be_disabled()


def test_what_is_inside_moves_along_and_back(board):
    board.drag(WORKSHOP, minutes=30)
    expect(board.when(INSIDE)).to_have_text("13:30–13:40")
    board.card(WORKSHOP).press("Delete")
    expect(board.page.locator(".tray").locator(f"[data-key='{INSIDE}']")).to_have_count(0)
    board.card(WORKSHOP).focus()
    board.page.keyboard.press("Enter")
    board.page.get_by_role("button", name="Put at the first free time").click()
    expect(board.when(INSIDE)).to_have_text(
        f"{board.when(WORKSHOP).inner_text()[:5]}–{board.when(WORKSHOP).inner_text()[:3]}10"
    )


def test_what_is_inside_changes_rooms_with_what_it_is_part_of(board):
    board.drag(WORKSHOP, columns=-1)
    expect(board.card(INSIDE)).to_have_attribute("aria-label", re.compile("Grand B"))
    outer, inner = (board.card(key).bounding_box() for key in (WORKSHOP, INSIDE))
    assert outer["x"] < inner["x"] < outer["x"] + outer["width"]


def test_tray_is_searched_and_dragged_from(board):
    board.page.get_by_role("searchbox").fill("fairness")
    tray = board.page.locator(".tray-list .card")
    expect(tray).to_have_count(1)
    target = board.page.locator(".column").nth(7)  # Tuesday, Grand B
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    board.grab(IN_TRAY)
    top = board.page.locator(".day").nth(2).locator(".day-grid").bounding_box()["y"]
    board.page.mouse.move(box["x"] + 40, top + board.pixels(240), steps=5)
    board.page.mouse.up()
    expect(tray).to_have_count(0)
    expect(said(board)).to_have_text("Tue, Aug 8, 12:00–12:30, Grand B.")


def test_session_is_dragged_into_the_tray(board):
    board.grab(KEYNOTE)
    box = board.page.locator(".tray").bounding_box()
    board.page.mouse.move(box["x"] + 60, box["y"] + 300, steps=5)
    board.page.mouse.up()
    expect(board.page.locator(".tray").locator(f"[data-key='{KEYNOTE}']")).to_be_visible()


def test_reload_loses_nothing_and_can_still_be_undone(board):
    board.drag(KEYNOTE, columns=1, minutes=60)
    board.page.reload()
    expect(board.when(KEYNOTE)).to_have_text("11:10–12:00")
    expect(said(board)).to_contain_text("1 change, not published yet")
    board.page.get_by_role("button", name="Undo").click()
    expect(board.when(KEYNOTE)).to_have_text("10:10–11:00")


def test_other_window_of_the_same_browser_keeps_step(board):
    other = Board(board.page.context.new_page())
    board.drag(KEYNOTE, columns=1, minutes=60)
    expect(other.when(KEYNOTE)).to_have_text("11:10–12:00")


@pytest.mark.usefixtures("left_as_shipped")
def test_review_says_it_in_words_and_publishing_shows_it_to_visitors(board):
    board.drag(KEYNOTE, columns=1, minutes=60)
    board.review()
    row = board.page.locator(".differences tbody tr")
    expect(row.locator("del")).to_have_text(["Tue, Aug. 8, 2023, 10:10–11:00 PDT", "Grand A"])
    expect(row.locator("ins")).to_have_text(["Tue, Aug. 8, 2023, 11:10–12:00 PDT", "Grand B"])
    board.page.fill("[name=note_en]", "Later and next door")
    board.page.fill("[name=note_zh_hans]", "推迟并换到隔壁")
    board.publish()
    expect(board.page.locator(".messagelist .success")).to_contain_text("Published as release")
    expect(board.page.locator(".board-count")).to_have_text("No changes yet")
    expect(board.when(KEYNOTE)).to_have_text("11:10–12:00")
    board.page.goto("/en/llm-day/sessions/llm-day-documents-to-dialogues/")
    expect(board.page.locator(".lead")).to_contain_text("11:10–12:00 PDT")


@pytest.mark.usefixtures("left_as_shipped")
def test_second_organizer_sees_what_the_first_changed_and_decides(board, colleague):
    colleague.day("Tue, Aug 8")
    board.drag(KEYNOTE, columns=1, minutes=60)
    colleague.drag(KEYNOTE, columns=1, minutes=-60)
    colleague.drag(PANEL, columns=1)
    board.review()
    board.publish()
    expect(board.page.locator(".messagelist .success")).to_be_visible()
    colleague.review()
    page = colleague.page
    decision = page.locator(".decide")
    expect(decision).to_contain_text("You saw it at: Tue, Aug. 8, 2023, 10:10–11:00 PDT, Grand A")
    expect(decision).to_contain_text("11:10–12:00 PDT · Grand B")
    expect(decision).to_contain_text("09:10–10:00 PDT · Grand B")
    expect(page.locator(".differences tbody tr")).to_have_count(1)
    page.get_by_role("radio", name="Theirs").check()
    colleague.publish()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(colleague.when(KEYNOTE)).to_have_text("11:10–12:00")
    expect(colleague.card(PANEL)).to_have_attribute("aria-label", re.compile("Grand B"))
    expect(page.locator(".board-count")).to_have_text("No changes yet")


@pytest.mark.usefixtures("left_as_shipped")
def test_second_organizer_may_keep_her_own(board, colleague):
    board.drag(KEYNOTE, columns=1, minutes=60)
    colleague.day("Tue, Aug 8")
    colleague.drag(KEYNOTE, columns=1, minutes=-60)
    board.review()
    board.publish()
    expect(board.page.locator(".messagelist .success")).to_be_visible()
    colleague.review()
    colleague.page.get_by_role("radio", name="Mine").check()
    colleague.publish()
    expect(colleague.when(KEYNOTE)).to_have_text("09:10–10:00")


def test_board_and_review_keep_to_the_policy(board):
    complaints = complaints_of(board.page)
    board.open()
    board.drag(KEYNOTE, minutes=30)
    board.review()
    assert not complaints


def test_board_and_review_keep_to_wcag_in_light_and_dark(board):
    board.drag(KEYNOTE, minutes=30)
    board.card(KEYNOTE).click(position={"x": 10, "y": 5})
    for scheme in ("light", "dark"):
        board.page.emulate_media(color_scheme=scheme)
        assert_accessible(board.page, "#content")
    board.review()
    assert_accessible(board.page, "#content")


def test_zoom_makes_an_hour_higher(board):
    before = board.card(KEYNOTE).bounding_box()["height"]
    board.page.get_by_role("button", name="Zoom in").click()
    assert board.card(KEYNOTE).bounding_box()["height"] > before


def test_phone_moves_sessions_by_buttons(board):
    board.page.set_viewport_size({"width": 360, "height": 740})
    board.card(KEYNOTE).click(position={"x": 10, "y": 5})
    board.page.get_by_role("button", name="Later").click()
    board.page.get_by_role("button", name="Room after").click()
    expect(board.page.locator(".detail-place")).to_contain_text("10:15–11:05, Grand B")
    assert board.page.evaluate("document.documentElement.scrollWidth") == 360


def test_without_javascript_the_schedule_is_a_table_with_links(organizer, open_page):
    address = Board(organizer).page.url
    page = open_page("about:blank", java_script_enabled=False)
    page.context.add_cookies(organizer.context.cookies())
    page.goto(address)
    row = page.locator("#board-plain tr", has_text="From Documents to Dialogues")
    expect(row).to_contain_text("Tue, Aug. 8, 2023, 10:10–11:00 PDT")
    row.get_by_role("link").click()
    expect(page.locator("#id_slug")).to_have_value("llm-day-documents-to-dialogues")
