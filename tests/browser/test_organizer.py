"""What an organizer does in the admin, in real Chromium."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

COMMITTED = Path(settings.BASE_DIR) / "fixtures" / "kdd2023.json"


@pytest.fixture
def open_form(organizer):
    """Open the form of the session with the slug given."""

    def opened(slug):
        organizer.goto(f"/admin/program/session/?q={slug}")
        organizer.locator("#result_list tbody th a").first.click()
        expect(organizer.locator("#id_slug")).to_have_value(slug)
        return organizer

    return opened


def test_button_exports_the_program_byte_for_byte(organizer):
    organizer.goto("/admin/program/event/")
    with organizer.expect_download() as download:
        organizer.get_by_role("link", name="Export fixture").click()
    assert Path(download.value.path()).read_bytes() == COMMITTED.read_bytes()


def test_broken_fixture_is_refused_with_its_mistakes_named(organizer, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text(COMMITTED.read_text(encoding="utf-8").replace('["vy-vo"]', '["vi-vo"]'))
    organizer.goto("/admin/program/event/load/")
    organizer.set_input_files("input[type=file]", str(broken))
    organizer.locator("#content [type=submit]").click()
    expect(organizer.locator("#content")).to_contain_text("Nothing was loaded")
    expect(organizer.locator("#content")).to_contain_text("there is no speaker “vi-vo”")


@pytest.mark.usefixtures("left_as_shipped")
def test_saved_text_is_on_the_public_page_at_once(open_form):
    page = open_form("tut-fairness")
    page.fill("#id_title_zh_hans", "公平性教程")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    page.goto("/zh-hans/kdd-2023/sessions/tut-fairness/")
    expect(page.get_by_role("heading", level=1)).to_have_text("公平性教程")


@pytest.mark.usefixtures("left_as_shipped")
def test_time_is_entered_in_the_zone_of_the_event(open_form):
    page = open_form("keynote-ed-chi")
    expect(page.locator(".form-row.field-start")).to_contain_text("America/Los_Angeles")
    page.fill("#id_day", "")
    page.fill("#id_start", "2023-08-08T08:45")
    page.fill("#id_end", "2023-08-08T09:45")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    page.goto("/en/kdd-2023/sessions/keynote-ed-chi/")
    expect(page.locator(".lead")).to_contain_text("08:45–09:45 PDT")


def test_end_moves_with_the_start(open_form):
    page = open_form("llm-day-panel")
    page.fill("#id_start", "2023-08-08T15:00")
    page.locator("#id_start").dispatch_event("change")
    expect(page.locator("#id_end")).to_have_value("2023-08-08T16:30")


def test_end_that_was_typed_stays_when_the_start_moves(open_form):
    page = open_form("llm-day-panel")
    page.fill("#id_end", "2023-08-08T18:10")
    page.fill("#id_start", "2023-08-08T16:40")
    expect(page.locator("#id_start")).to_have_value("2023-08-08T16:40")
    expect(page.locator("#id_end")).to_have_value("2023-08-08T18:10")


def test_tabs_show_one_language_or_both_and_the_choice_is_kept(open_form):
    page = open_form("llm-day-panel")
    expect(page.locator("#id_title_en")).to_be_visible()
    expect(page.locator("#id_title_zh_hans")).to_be_visible()
    page.get_by_role("tab", name="简体中文").click()
    expect(page.locator("#id_title_en")).to_be_hidden()
    page.reload()
    expect(page.locator("#id_title_en")).to_be_hidden()
    page.get_by_role("tab", name="简体中文").press("Home")
    expect(page.locator("#id_title_en")).to_be_visible()


def test_typing_a_chinese_topic_finds_the_topic_that_is_there(open_form):
    page = open_form("llm-day-opening")
    page.locator("#tagged-group .add-row a").click()
    page.locator("#tagged-2 .select2-selection").click()
    page.locator(".select2-search__field").fill("推理")
    found = page.locator(".select2-results__option")
    expect(found).to_have_text(["Counterfactuals", "Reasoning"])  # 反事实推理, 推理


def test_end_before_start_is_explained_and_nothing_is_saved(open_form):
    page = open_form("llm-day-panel")
    page.fill("#id_end", "2023-08-08T10:00")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".errorlist").first).to_contain_text("The end must come after the start")
    expect(page.locator("#id_end")).to_have_value("2023-08-08T10:00")
