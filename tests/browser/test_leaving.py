"""What has been typed into a form of the admin is not lost by a wrong click."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def asked(organizer):
    """Return the list of what the browser asks; all is answered with staying on the page."""
    questions = []

    def stay(dialog):
        questions.append(dialog.type)
        dialog.dismiss()

    organizer.on("dialog", stay)
    return questions


@pytest.fixture
def form(organizer, asked):
    organizer.goto("/admin/program/session/?q=keynote-ed-chi")
    organizer.locator("#result_list tbody th a").first.click()
    expect(organizer.locator("#id_slug")).to_have_value("keynote-ed-chi")
    return organizer


def test_switching_the_admins_language_asks_before_it_loses_what_was_typed(form, asked):
    form.locator("#id_title_en").press_sequentially("Typed ")
    with form.expect_event("dialog"):
        form.locator(".language-switch button").last.click(no_wait_after=True)
    assert asked == ["beforeunload"]
    assert form.locator("#id_title_en").input_value().startswith("Typed ")


def test_nobody_is_asked_who_has_changed_nothing(form, asked):
    form.locator("#id_title_en").click()
    form.locator(".breadcrumbs a").last.click()
    expect(form.locator("#changelist")).to_be_visible()
    assert asked == []


@pytest.mark.usefixtures("left_as_shipped")
def test_nobody_is_asked_who_saves(form, asked):
    form.locator("#id_title_en").press_sequentially("Typed ")
    form.locator("[name=_save]").first.click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    assert asked == []


def test_form_with_a_mistake_is_not_left_unasked(form, asked):
    form.locator("#id_slug").fill("")
    form.locator("#id_title_en").press_sequentially("Typed ")
    form.locator("form[id$=_form]").evaluate("form => { form.noValidate = true }")
    form.locator("[name=_save]").first.click()
    expect(form.locator(".errornote")).to_be_visible()
    form.locator("#id_title_en").click()
    with form.expect_event("dialog"):
        form.locator(".breadcrumbs a").last.click(no_wait_after=True)
    assert asked == ["beforeunload"]


def test_next_page_of_translations_asks_before_it_loses_what_was_typed(organizer, asked):
    organizer.goto("/admin/program/event/?q=KDD 2023")
    organizer.locator("#result_list tbody th a").last.click()
    organizer.get_by_role("link", name="Translations").click()
    organizer.locator("form.translations textarea:visible").first.press_sequentially("译文")
    with organizer.expect_event("dialog"):
        organizer.get_by_role("link", name="Next").click(no_wait_after=True)
    assert asked == ["beforeunload"]
