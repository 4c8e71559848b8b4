"""An organizer publishes, moves, publishes again and goes back; an attendee reads the changes."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible_everywhere


def publish(page, note):
    page.goto("/admin/program/release/add/")
    page.select_option("#id_event", label="KDD 2023")
    page.fill("#id_note_en", note)
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()


def look_for(page, address, place):
    """Open a page, and again where it is still the one of a moment ago: the page store's grace."""
    for _attempt in range(10):
        page.goto(address)
        if page.locator(place).count():
            return
        page.wait_for_timeout(200)
    pytest.fail(f"{address} does not hold {place}")


@pytest.mark.usefixtures("left_as_shipped")
def test_changes_are_published_read_and_taken_back(organizer, open_page):
    publish(organizer, "The program.")
    organizer.goto("/admin/program/session/?q=llm-day-panel")
    organizer.locator("#result_list tbody th a").first.click()
    organizer.fill("#id_start", "2023-08-08T17:00")
    organizer.fill("#id_end", "2023-08-08T18:30")
    organizer.locator("[name=_save]").first.click()
    publish(organizer, "The panel is an hour later.")

    attendee = open_page()
    look_for(attendee, "/en/kdd-2023/", ".sections a[href$='/changes/']")
    attendee.get_by_role("link", name="Changes").click()
    release = attendee.locator("#release-2")
    expect(release).to_contain_text("The panel is an hour later.")
    expect(release.locator("del")).to_contain_text("16:00–17:30 PDT")
    expect(release.locator("ins")).to_contain_text("17:00–18:30 PDT")
    assert_accessible_everywhere(attendee, "body")

    organizer.goto("/admin/program/release/")
    organizer.get_by_role("link", name="Compare releases").click()
    organizer.select_option(
        "#id_before", label=organizer.locator("#id_before option").last.text_content()
    )
    organizer.get_by_role("button", name="Compare").click()
    expect(organizer.locator("table.differences")).to_contain_text("New time")
    assert_accessible_everywhere(organizer, "#content-main")

    organizer.goto("/admin/program/release/")
    organizer.locator("#result_list tbody th a").last.click()
    organizer.get_by_role("link", name="Restore this schedule").click()
    assert_accessible_everywhere(organizer, "#content-main")
    organizer.get_by_role("button", name="Restore this schedule").click()
    expect(organizer.locator(".messagelist")).to_contain_text("as release 3")

    look_for(attendee, "/en/kdd-2023/changes/", "#release-3")
    expect(attendee.locator("#release-3 ins")).to_contain_text("16:00–17:30 PDT")
