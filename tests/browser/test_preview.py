"""From a secret link to a corrected page: an organizer, a speaker, and the public, in Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible_everywhere
from tests.browser.test_policy import complaints_of

PHOTO = "static/img/icon-192.png"


@pytest.fixture
def draft(organizer, left_as_shipped):
    """Make the panel of LLM Day a draft."""
    organizer.goto("/admin/program/session/?q=llm-day-panel")
    organizer.check("#result_list .action-select")
    organizer.select_option("[name=action]", "set_to_draft")
    organizer.click(".actions button")
    expect(organizer.locator(".messagelist")).to_be_visible()


def test_bar_and_ribbons_of_drafts_can_be_used_by_everyone(organizer, draft):
    organizer.goto("/en/llm-day/sessions/llm-day-panel/")
    expect(organizer.locator(".drafts")).to_contain_text("Drafts are shown here")
    assert_accessible_everywhere(organizer, "body")
    organizer.get_by_role("link", name="As the public sees it").click()
    expect(organizer.locator("h1")).to_contain_text("not in the program")
    organizer.get_by_role("link", name="Show drafts").click()
    organizer.get_by_role("link", name="Edit in the admin").click()
    expect(organizer.locator("#id_title_en")).to_be_visible()


def make_link(organizer):
    organizer.goto("/admin/speakers/speaker/?q=vy-vo")
    organizer.locator("#result_list tbody th a").click()
    organizer.locator(".object-tools a", has_text="Preview links").click()
    organizer.check("#id_renew")
    organizer.get_by_role("button", name="Make links").click()
    return organizer.locator("code").text_content()


def test_links_are_made_on_a_page_that_everyone_can_use(organizer):
    organizer.goto("/admin/speakers/speaker/?q=vy-vo")
    organizer.locator("#result_list tbody th a").click()
    organizer.locator(".object-tools a", has_text="Preview links").click()
    assert_accessible_everywhere(organizer, "#content-main")


def test_speaker_proposes_organizer_decides_and_the_public_sees_it(organizer, draft, open_page):
    address = make_link(organizer)

    speaker = open_page(address)
    complaints = complaints_of(speaker)
    expect(speaker.locator(".appearance .ribbon")).to_have_text("Draft")
    assert_accessible_everywhere(speaker, "body")
    speaker.get_by_label("Name (Chinese)").fill("武维")
    speaker.get_by_label("Biography (English)").fill("Compares **brains** and models.")
    speaker.get_by_label("Abstract (English)").fill("Not to be accepted.")
    speaker.get_by_label("A new photo").set_input_files(PHOTO)
    speaker.get_by_role("button", name="Send").click()
    expect(speaker.locator("#told")).to_contain_text("Thank you")

    organizer.goto("/admin/program/previewlink/?waiting=yes")
    organizer.locator("#result_list tbody th a").click()
    expect(organizer.locator("img[alt='The proposed photo']")).to_be_visible()
    assert_accessible_everywhere(organizer, "#content-main")
    for field, choice in {
        "Name (Chinese)": "Accept",
        "Biography (English)": "Accept",
        "Photo": "Accept",
        "Abstract (English)": "Decline",
    }.items():
        organizer.get_by_role("radiogroup", name=field).get_by_label(choice).check()
    organizer.get_by_role("button", name="Save decisions").click()
    expect(organizer.locator(".messagelist")).to_contain_text("4 proposals decided")

    organizer.goto("/zh-hans/speakers/vy-vo/")
    expect(organizer.locator("h1")).to_have_text("武维")
    expect(organizer.locator(".profile img")).to_be_visible()
    speaker.reload()
    expect(speaker.locator(".proposed .accepted")).to_have_count(3)
    expect(speaker.locator(".proposed .declined")).to_have_count(1)
    expect(speaker.locator(".appearance strong")).to_have_text("brains")
    assert not complaints


def test_page_of_a_link_is_kept_by_no_service_worker(organizer, draft, open_page):
    address = make_link(organizer)
    page = open_page("/en/llm-day/keynotes/")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.goto(address)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Your entry")
    kept = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const all = await Promise.all(names.map((name) => caches.open(name)));
          const kept = await Promise.all(all.map((cache) => cache.keys()));
          return kept.flat().map(({ url }) => url);
        }"""
    )
    assert any(url.endswith("/en/llm-day/keynotes/") for url in kept)
    assert not [url for url in kept if re.search("preview/", url)]


def test_page_of_a_link_that_does_not_work_can_be_read_by_everyone(open_page):
    page = open_page("/zh-hans/preview/unknown/")
    assert_accessible_everywhere(page, "body")
