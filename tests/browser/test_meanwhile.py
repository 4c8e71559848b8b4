"""Two people edit the same panel at once, in two browsers."""

import pytest
from playwright.sync_api import expect

PUBLIC = "/en/kdd-2023/sessions/keynote-ed-chi/"


@pytest.fixture
def two_windows(organizer, open_page, data_dir):
    """Open the same panel in two windows of different people's browsers."""
    other = open_page("/admin/", viewport={"width": 1440, "height": 1000}, locale="en-US")
    other.fill("#id_username", "organizer")
    other.fill("#id_password", (data_dir / "demo_password").read_text())
    other.click("[type=submit]")
    other.wait_for_selector("#user-tools")
    for window in (organizer, other):
        window.goto("/admin/program/session/?q=llm-day-panel")
        window.locator("#result_list tbody th a").first.click()
        expect(window.locator("#id_slug")).to_have_value("llm-day-panel")
    return organizer, other


@pytest.mark.usefixtures("left_as_shipped")
def test_second_to_save_decides_and_nothing_is_lost(two_windows):
    first, second = two_windows
    first.fill("#id_title_en", "The title of the first")
    first.fill("#id_abstract_zh_hans", "第一行\n第二行")
    first.locator("[name=_save]").first.click()
    expect(first.locator(".messagelist .success")).to_be_visible()

    second.fill("#id_title_en", "The title of the second")
    second.fill("#id_participations-0-position_en", "Chair of the session")
    second.locator("[name=_save]").first.click()
    clash = second.locator("fieldset.clash")
    expect(clash).to_have_count(1)
    expect(clash).to_contain_text("The title of the first")
    expect(clash).to_contain_text("The title of the second")
    clash.get_by_role("radio").nth(1).check()
    second.get_by_role("button", name="Save as chosen").click()
    expect(second.locator(".messagelist .success")).to_be_visible()

    second.goto("/admin/program/session/?q=llm-day-panel")
    second.locator("#result_list tbody th a").first.click()
    expect(second.locator("#id_title_en")).to_have_value("The title of the second")
    expect(second.locator("#id_abstract_zh_hans")).to_have_value("第一行\n第二行")
    position = second.locator("#id_participations-0-position_en")
    expect(position).to_have_value("Chair of the session")


@pytest.mark.usefixtures("left_as_shipped")
def test_deleted_keynote_is_restored_from_the_list(organizer):
    organizer.goto("/admin/program/keynote/?q=keynote-ed-chi")
    organizer.locator("#result_list tbody th a").first.click()
    organizer.get_by_role("link", name="Delete").first.click()
    organizer.get_by_role("button", name="Yes, I’m sure").click()
    expect(organizer.locator(".messagelist .success")).to_be_visible()
    organizer.get_by_role("link", name="Deleted").click()
    organizer.get_by_role("link", name="Look and restore").first.click()
    expect(organizer.locator(".differences")).to_contain_text("keynote-ed-chi")
    organizer.get_by_role("button", name="Restore").click()
    expect(organizer.locator("#id_slug")).to_have_value("keynote-ed-chi")
    assert organizer.goto(PUBLIC).status == 200
