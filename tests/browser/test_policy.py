"""Under the Content-Security-Policy and the other policies every page works, in real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.pages import ADDRESSES

ADMIN_MODELS = [
    f"program/{name}"
    for name in (
        "event",
        "keynote",
        "panel",
        "release",
        "room",
        "session",
        "tag",
        "track",
        "webhook",
    )
] + ["speakers/organization", "speakers/speaker", "auth/group", "auth/user"]
ADMIN_PAGES = [
    "",
    "account/",
    "account/second-factor/",
    "account/journal/",
    "password_change/",
    "program/event/load/",
    "program/session/?status__exact=published&q=LLM",
    *(f"{model}/{page}" for model in ADMIN_MODELS for page in ("", "add/")),
]


def complaints_of(page):
    """Return the list that the page's errors, warnings and violations will be added to."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            message.type in ("error", "warning")
            and complaints.append(f"{page.url}: {message.text}")
        ),
    )
    return complaints


def test_no_public_page_breaks_a_policy(open_page):
    page = open_page()
    complaints = complaints_of(page)
    for address in [*ADDRESSES, "/en/offline.html", "/en/kdd-2023/agenda/?choose"]:
        page.goto(address)
    assert not complaints


def test_no_page_of_the_admin_breaks_a_policy(organizer):
    complaints = complaints_of(organizer)
    for address in ADMIN_PAGES:
        organizer.goto(f"/admin/{address}")
        assert organizer.locator("#content").is_visible(), address
        first = organizer.locator("#result_list tbody th a")
        if first.count():
            first.first.click()
            expect(organizer.locator("#content-main form").first).to_be_visible()
    assert not complaints


def test_widgets_of_the_admin_work_under_the_policy(organizer):
    complaints = complaints_of(organizer)
    organizer.goto("/admin/program/session/add/")
    organizer.locator("[aria-labelledby=select2-id_room-container]").click()
    expect(organizer.locator(".select2-results__option").first).to_be_visible()
    organizer.keyboard.press("Escape")
    organizer.fill("#id_title_en", "A title")
    organizer.locator("#participations-group .add-row a").click()
    with organizer.expect_popup() as popup:
        organizer.locator("#add_id_participations-0-speaker").click()
    other = complaints_of(popup.value)
    popup.value.locator("#id_name_en").press_sequentially("New Person")
    expect(popup.value.locator("#id_slug")).to_have_value("new-person")
    popup.value.locator("[name=_save]").first.click()
    chosen = organizer.locator("#participations-0 .field-speaker .select2-selection__rendered")
    expect(chosen).to_contain_text("New Person")
    organizer.goto("/admin/speakers/speaker/?q=new-person")
    organizer.locator("#result_list tbody th a").click()
    organizer.locator(".deletelink").first.click()
    organizer.locator("#content [type=submit]").click()
    expect(organizer.locator(".messagelist .success")).to_be_visible()
    organizer.goto("/admin/program/session/")
    organizer.locator("#result_list .action-select").first.check()
    expect(organizer.locator(".action-counter")).to_contain_text("1 of")
    assert not complaints + other


def test_script_and_style_in_the_page_do_not_run(open_page):
    page = open_page("/en/")
    complaints = complaints_of(page)
    page.evaluate(
        """() => {
          document.body.innerHTML += `<img src="x" onerror="window.ran = true">`;
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          document.body.setAttribute("style", "position: fixed");
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert len([each for each in complaints if "Content Security Policy" in each]) == 3
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).position") == "static"


@pytest.mark.parametrize("address", ["/en/kdd-2023/", "/admin/login/"])
def test_page_cannot_be_framed(open_page, site, address):
    page = open_page("about:blank")
    page.set_content(f'<iframe src="{site}{address}"></iframe>')
    page.wait_for_load_state("networkidle")
    assert all(not frame.url.endswith(address) for frame in page.frames[1:])
