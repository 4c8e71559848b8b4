"""Reading on without a network, in real Chromium."""

import re

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.browser.conftest import of_a_visitor_who_saves_data

BANNER = ".saved"
UNTIL_KEPT = """async (list) => {
  for (const end = Date.now() + 180_000; Date.now() < end; ) {
    for (const name of await caches.keys()) {
      if (await (await caches.open(name)).match(list)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${list} is not kept`);
}"""


@pytest.fixture
def new_profile():
    """Return what makes profiles of visitors who do not save data."""
    return Browser.new_context


@pytest.fixture(scope="module")
def visitor(chromium, site):
    """Return a browser profile that has visited one page of the event in each language."""
    context = chromium.new_context(base_url=site, locale="en-US")
    page = context.new_page()
    for language in ("en", "zh-hans"):
        page.goto(f"/{language}/llm-day/keynotes/")
        page.evaluate(UNTIL_KEPT, f"/{language}/kdd-2023/offline.json")
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(visitor):
    """Return a window of that profile, without a network, in which no script may fail."""
    visitor.set_offline(True)
    page = visitor.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    visitor.set_offline(False)
    assert errors == []


@pytest.mark.parametrize(("language", "name"), [("en", "Peng Zhang"), ("zh-hans", "张鹏")])
def test_schedule_sessions_and_speakers_are_read_offline(page, language, name):
    page.goto(f"/{language}/kdd-2023/schedule/?day=2023-08-08")
    expect(page.locator(BANNER)).to_be_visible()
    page.locator("main a[href$='/llm-day-glm-to-chatglm/']").first.click()
    expect(page.locator("h1")).to_contain_text("ChatGLM")
    page.locator("main a[href$='/speakers/peng-zhang/']").first.click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(BANNER)).to_be_visible()


def test_saved_copy_says_as_of_when(page):
    page.goto("/en/kdd-2023/schedule/?day=2023-08-08")
    expect(page.locator(BANNER)).to_have_text(
        re.compile(r"Saved copy of \w+ \d+(,| at) \d\d:\d\d \w+$")
    )
    expect(page.locator(f"{BANNER} time")).to_have_attribute("datetime", re.compile(r"^20.+Z$"))


def test_saved_page_looks_as_it_should(page):
    page.goto("/en/kdd-2023/schedule/")
    banner = "getComputedStyle(document.querySelector('.banner')).backgroundImage"
    assert "gradient" in page.evaluate(banner)


def test_filtered_schedule_falls_back_to_its_day(page):
    page.goto("/en/kdd-2023/schedule/?day=2023-08-09&kind=tutorial")
    expect(page.locator("#day")).to_contain_text("Wednesday, August 9")


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/en/kdd-2023/schedule/?q=zhangpeng", "zhangpeng"),
        ("/en/kdd-2023/schedule/?organization=zhipu-ai", ""),
        ("/en/kdd-2023/speakers/?q=tang", "tang"),
    ],
)
def test_what_cannot_be_searched_offline_is_said_and_the_query_stays(page, address, query):
    page.goto(address)
    expect(page.locator(BANNER)).to_contain_text("Search and filters need a connection")
    expect(page.get_by_role("searchbox")).to_have_value(query)


def test_what_was_starred_is_in_the_agenda_offline(page, visitor):
    visitor.set_offline(False)
    page.goto("/en/llm-day/sessions/llm-day-panel/")
    with page.expect_response(re.compile("agenda/")):
        page.locator(".detail .star").click()
    page.goto("/en/kdd-2023/keynotes/")
    visitor.set_offline(True)
    page.goto("/en/kdd-2023/agenda/")
    expect(page.locator("main")).to_contain_text("Paradigm Shifts")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "this is the one last seen"), ("zh-hans", "最近一次查看的日程")]
)
def test_agenda_of_a_link_that_is_not_kept_is_not_taken_for_ones_own(
    page, visitor, language, words
):
    visitor.set_offline(False)
    page.goto(f"/{language}/kdd-2023/agenda/?s=dnphkfy")
    expect(page.locator("[id^=at-]")).to_have_count(1)
    page.evaluate(UNTIL_KEPT, f"/{language}/kdd-2023/agenda/?s=dnphkfy")
    visitor.set_offline(True)
    page.reload()
    expect(page.locator(BANNER)).to_be_visible()
    expect(page.locator(BANNER)).not_to_contain_text(words)
    page.goto(f"/{language}/kdd-2023/agenda/?s=vpft73q")
    expect(page.locator(BANNER)).to_contain_text(words)


def test_page_that_is_not_kept_says_so_in_its_language(page):
    page.goto("/zh-hans/organizations/acm/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("[data-fallback]")).to_be_visible()


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_bare_address_of_the_site_leads_to_its_first_page_as_it_was_last_seen(
    chromium, site, locale
):
    context = of_a_visitor_who_saves_data(chromium, base_url=site, locale=locale)
    page = context.new_page()
    page.goto("/")
    home = page.url
    page.evaluate(UNTIL_KEPT, home)
    context.set_offline(True)
    page.goto("/")
    assert page.url == home
    expect(page.locator(BANNER)).to_be_visible()
    expect(page.locator(".hero").first).to_be_visible()
    context.close()


def test_back_online_a_reload_shows_the_page_as_it_is(page, visitor):
    page.goto("/en/kdd-2023/schedule/")
    expect(page.locator(BANNER)).to_be_visible()
    visitor.set_offline(False)
    page.reload()
    expect(page.locator(BANNER)).to_have_count(0)


def test_changed_session_is_shown_as_it_is_online_and_kept_so(
    page, visitor, organizer, left_as_shipped
):
    visitor.set_offline(False)
    organizer.goto("/admin/program/session/?q=tut-dp-fy-ml")
    organizer.locator("#result_list tbody th a").first.click()
    organizer.fill("#id_title_zh_hans", "新的标题")
    organizer.locator("[name=_save]").first.click()
    expect(organizer.locator(".messagelist")).to_be_visible()
    page.wait_for_timeout(1000)  # an edit is live within a second
    page.goto("/zh-hans/kdd-2023/sessions/tut-dp-fy-ml/")
    expect(page.locator("h1")).to_have_text("新的标题")
    visitor.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text("新的标题")
    expect(page.locator(BANNER)).to_be_visible()


ALL_KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (/\\/en\\//.test(url)) kept[new URL(url).pathname] = await (await cache.match(url)).text();
    }
  }
  return kept;
}"""


def test_drafts_that_an_organizer_sees_are_not_kept(organizer, left_as_shipped):
    organizer.goto("/admin/program/session/?q=llm-day-panel")
    organizer.check("#result_list .action-select")
    organizer.select_option("[name=action]", "set_to_draft")
    organizer.click(".actions button")
    expect(organizer.locator(".messagelist")).to_be_visible()
    draft = "/en/llm-day/sessions/llm-day-panel/"
    for address in ("/en/llm-day/schedule/", draft, "/en/llm-day/panels/"):
        organizer.goto(address)
        expect(organizer.locator("main .ribbon").first).to_contain_text("Draft")
    organizer.evaluate(UNTIL_KEPT, "/en/kdd-2023/offline.json")
    organizer.reload()
    kept = organizer.evaluate(ALL_KEPT)
    assert {"/en/llm-day/schedule/", "/en/llm-day/panels/"} <= set(kept)
    assert draft not in kept
    assert not any("Paradigm Shifts" in text or "llm-day-panel" in text for text in kept.values())
    organizer.context.set_offline(True)
    organizer.goto("/en/llm-day/schedule/")
    expect(organizer.locator(BANNER)).to_be_visible()
    expect(organizer.locator(f"a[href='{draft}']")).to_have_count(0)


def test_admin_is_left_alone(page):
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/admin/")


def test_first_visit_writes_nothing_to_the_console(open_page):
    page = open_page("about:blank")
    messages = []
    page.on("console", lambda message: messages.append((message.type, message.text)))
    page.goto("/en/kdd-2023/schedule/")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    assert [text for kind, text in messages if kind in ("error", "warning")] == []


def test_where_data_is_saved_only_the_page_visited_is_kept(chromium, site):
    context = of_a_visitor_who_saves_data(chromium, base_url=site)
    page = context.new_page()
    page.goto("/en/kdd-2023/speakers/")
    page.evaluate(UNTIL_KEPT, "/en/kdd-2023/speakers/")
    context.set_offline(True)
    page.reload()
    expect(page.locator(BANNER)).to_be_visible()
    page.goto("/en/kdd-2023/sessions/")
    expect(page.locator("[data-fallback]")).to_be_visible()
    context.close()
