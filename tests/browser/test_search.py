"""Searching and filtering as an attendee does, in real Chromium."""

import pytest
from playwright.sync_api import expect

PHONE = {"width": 360, "height": 780}


@pytest.mark.parametrize("javascript", [True, False])
def test_keynote_is_found_by_a_chinese_word_on_a_phone(open_page, javascript):
    page = open_page("/zh-hans/kdd-2023/schedule/", viewport=PHONE, java_script_enabled=javascript)
    page.get_by_role("searchbox").fill("推理")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=%E6%8E%A8%E7%90%86**")
    page.get_by_role("link", name="教语言模型学推理", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("推理")


def test_keynote_is_found_by_the_pinyin_of_its_speaker(open_page):
    page = open_page("/en/kdd-2023/schedule/", viewport=PHONE)
    page.get_by_role("searchbox").fill("zhangpeng")
    page.keyboard.press("Enter")
    expect(page.locator(".results mark").first).to_have_text("Peng Zhang")
    expect(page.locator(".results > li")).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["kdd-2023/schedule/", "kdd-2023/speakers/", "organizations/"])
def test_search_button_stands_beside_its_field_in_one_line(open_page, path, width, language):
    page = open_page(f"/{language}/{path}", viewport={"width": width, "height": 780})
    field = page.get_by_role("searchbox").bounding_box()
    button = page.get_by_role("search").get_by_role("button").first.bounding_box()
    assert button["x"] > field["x"] + field["width"]
    assert abs(button["y"] - field["y"]) < 4
    assert field["width"] > 2 * button["width"]


def test_filter_is_chosen_and_removed_by_its_pill_without_javascript(open_page):
    page = open_page("/en/kdd-2023/schedule/", viewport=PHONE, java_script_enabled=False)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("checkbox", name="Keynote").check()
    page.get_by_role("checkbox", name="Panel").check()
    page.get_by_role("button", name="Show the sessions").click()
    expect(page.get_by_text("13 sessions")).to_be_visible()
    page.get_by_role("link", name="Remove filter: Kind Panel").click()
    expect(page.get_by_text("10 sessions")).to_be_visible()
    page.get_by_role("link", name="Remove filter: Kind Keynote").click()
    expect(page.locator(".pill")).to_have_count(0)


def test_topic_is_chosen_from_the_menu_and_the_address_can_be_shared(open_page):
    page = open_page("/en/kdd-2023/schedule/")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Topic").select_option("reasoning")
    page.get_by_role("button", name="Show the sessions").click()
    titles = page.locator(".matches .title a").all_inner_texts()
    assert "Teach Language Models to Reason" in titles
    again = open_page(page.url)
    assert again.locator(".matches .title a").all_inner_texts() == titles


@pytest.mark.parametrize("address", ["?q=zhang", "?kind=keynote&tag=reasoning", "?q=zzzz"])
def test_targets_are_at_least_24_pixels_high(open_page, address):
    page = open_page(f"/en/kdd-2023/schedule/{address}", viewport=PHONE)
    page.get_by_text("Filters", exact=True).click()
    controls = page.locator(".filters button, .filters summary, .choice, .filters select, .pill")
    for control in controls.all():
        assert control.bounding_box()["height"] >= 24
