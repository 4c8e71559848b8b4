"""A static copy of the site, served by a file server that knows nothing of it, and used."""

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.conftest import of_a_visitor_who_saves_data
from tests.browser.copies import SUBFOLDER, address, serving
from tests.browser.copies import served as served_folder
from tests.browser.test_agenda import (
    CHI,
    TANG,
    test_agenda_of_a_link_is_added_to_ones_own_or_takes_its_place,  # noqa: F401 - what attendees
    test_agenda_opened_by_its_link_on_an_empty_device_can_be_kept,  # noqa: F401 - do on the site,
    test_star_has_a_name_and_works_by_keyboard,  # noqa: F401 - they do on a copy
    test_starring_an_offer_puts_it_on_the_agenda,  # noqa: F401
    test_two_that_overlap_are_starred_and_the_agenda_warns,  # noqa: F401
    test_unstarring_on_the_agenda_takes_the_session_and_the_warning_away,  # noqa: F401
)
from tests.browser.test_attendee import (
    test_keynote_is_two_clicks_from_home_without_javascript,  # noqa: F401
    test_panel_is_three_clicks_from_home_by_way_of_llm_day,  # noqa: F401
)
from tests.browser.test_now import (
    test_event_page_shows_nothing_of_it_when_the_event_is_over,  # noqa: F401
    test_event_page_shows_what_is_on_while_the_event_is,  # noqa: F401
    test_times_that_arrive_later_are_in_the_zone_chosen,  # noqa: F401
)
from tests.browser.test_offline import UNTIL_KEPT
from tests.browser.test_search import (
    test_keynote_is_found_by_the_pinyin_of_its_speaker,  # noqa: F401
    test_targets_are_at_least_24_pixels_high,  # noqa: F401
)


@pytest.fixture(scope="module")
def served(copied):
    with served_folder(copied) as top:
        yield top


@pytest.fixture
def open_page(chromium, served):
    """Return a function that opens an address of the copy; no script may fail there."""
    contexts, errors = [], []

    def opened(address="", **options):
        context = of_a_visitor_who_saves_data(chromium, base_url=served, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_keynote_is_found_by_a_chinese_word_in_a_subfolder(open_page, language):
    page = open_page(
        f"{SUBFOLDER}/{language}/kdd-2023/schedule/", viewport={"width": 360, "height": 780}
    )
    page.get_by_role("searchbox").fill("推理")
    page.keyboard.press("Enter")
    expect(page.locator(".results > li").first).to_be_visible()
    page.locator(".results .title a").first.click()
    expect(page.locator(".detail")).to_be_visible()
    assert SUBFOLDER in page.url


QUERIES = [
    *("?q=zhang", "?q=推理", "?q=llm+day", "?q=Łukasz", "?q=...", "?q=learning&kind=tutorial"),
    *("?kind=keynote&tag=reasoning", "?kind=keynote&kind=panel&day=2023-08-08"),
]


@pytest.mark.parametrize("query", QUERIES)
def test_same_sessions_are_found_as_on_the_site(open_page, chromium, site, query):
    address = f"/en/kdd-2023/schedule/{query}"
    copy, there = open_page(address), chromium.new_page()
    there.goto(f"{site}{address}")
    expect(copy.locator(".pills")).to_be_visible()
    for told in (".matches .title a", ".pill", ".days a"):
        found, wanted = (sorted(page.locator(told).all_inner_texts()) for page in (copy, there))
        assert found == wanted
    there.close()


def test_filters_are_chosen_together_and_removed_by_their_pills(open_page):
    page = open_page("/en/kdd-2023/schedule/")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("checkbox", name="Keynote").check()
    page.get_by_role("checkbox", name="Panel").check()
    page.get_by_role("button", name="Show the sessions").click()
    expect(page.get_by_text("13 sessions")).to_be_visible()
    page.get_by_role("link", name="Remove filter: Kind Panel").click()
    expect(page.get_by_text("10 sessions")).to_be_visible()


@pytest.mark.parametrize("path", ["en/speakers/", "zh-hans/kdd-2023/speakers/?sort=organization"])
def test_people_are_found_by_pinyin(open_page, path):
    page = open_page(f"/{path}")
    page.get_by_role("searchbox").fill("zhang peng")
    page.keyboard.press("Enter")
    expect(page.locator(".person")).to_have_count(1)
    page.get_by_role("searchbox").fill("nobody")
    page.keyboard.press("Enter")
    expect(page.locator(".empty")).to_contain_text("nobody")


def test_without_javascript_the_page_says_what_needs_it(open_page):
    page = open_page("/en/kdd-2023/schedule/?q=reasoning", java_script_enabled=False)
    expect(page.locator(".filters .note")).to_contain_text("need JavaScript")
    expect(page.locator("#day")).to_contain_text("Sunday, August 6")
    page.goto("/zh-hans/kdd-2023/agenda/")
    expect(page.locator(".agenda noscript .note, .agenda .note").last).to_contain_text("JavaScript")


@pytest.mark.parametrize("path", ["schedule", "agenda", "speakers"])
def test_from_a_disk_the_page_says_what_needs_a_server(chromium, copied, path):
    page = chromium.new_page()
    page.goto((copied / f"zh-hans/kdd-2023/{path}/index.html").as_uri())
    expect(page.locator("main .note:visible")).to_contain_text("网页服务器")
    page.close()


def test_where_it_is_served_nothing_is_said_of_a_server(open_page):
    page = open_page("/en/kdd-2023/schedule/?kind=keynote")
    expect(page.locator(".pills")).to_be_visible()
    expect(page.locator("main .note")).to_have_count(0)


def test_address_of_a_day_on_the_site_leads_to_that_day_and_needs_no_data(open_page):
    page = open_page(service_workers="block")
    page.route("**/search.json", lambda route: route.abort())
    page.goto("/en/kdd-2023/schedule/?day=2023-08-09")
    expect(page.locator("#day")).to_contain_text("Wednesday, August 9")


def test_language_is_switched_on_a_search_and_back(open_page):
    page = open_page("/en/kdd-2023/schedule/?q=reasoning")
    expect(page.locator(".results > li").first).to_be_visible()
    page.locator(".languages").get_by_role("link", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".pill-name")).to_have_text("reasoning")


def test_agenda_is_downloaded_as_a_calendar(open_page):
    page = open_page(f"/en/kdd-2023/agenda/?s={CHI}.{TANG}")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download as a calendar file").click()
    entries = Calendar.from_ical(downloading.value.path().read_bytes()).walk("VEVENT")
    assert [each["DTSTART"].dt.isoformat() for each in entries] == [
        "2023-08-07T08:10:00-07:00",
        "2023-08-07T08:15:00-07:00",
    ]


@pytest.mark.parametrize(
    ("place", "data"), [("schedule", "search"), ("schedule", "words"), ("speakers", "words")]
)
def test_search_says_that_its_data_is_out_of_reach_and_goes_on_when_it_is_not(
    open_page, place, data
):
    page = open_page(service_workers="block")
    page.route(f"**/{data}.json", lambda route: route.abort())
    page.goto(f"/zh-hans/kdd-2023/{place}/?q=zhangpeng")
    expect(page.locator("main [role=status]")).to_have_text("没有回应，请检查网络。")
    expect(page.get_by_role("searchbox")).to_have_value("zhangpeng")
    page.unroute(f"**/{data}.json")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".results > li, .person").first).to_contain_text("张鹏")
    expect(page.locator("main [role=status]")).to_have_count(0)


def test_it_is_read_offline_agenda_and_search_included(chromium, served):
    context = chromium.new_context(base_url=served)
    page = context.new_page()
    page.goto(f"{SUBFOLDER}/en/kdd-2023/keynotes/")
    page.evaluate(UNTIL_KEPT, f"{SUBFOLDER}/en/kdd-2023/offline.json")
    context.set_offline(True)
    page.goto(f"{SUBFOLDER}/en/kdd-2023/schedule/day/2023-08-08/index.html")
    page.locator("main a[href*='/llm-day-glm-to-chatglm/']").first.click()
    expect(page.locator("h1")).to_contain_text("ChatGLM")
    expect(page.locator(".saved")).to_be_visible()
    page.locator(".detail > .star").click()
    page.locator(".sections").get_by_role("link", name="My agenda").click()
    expect(page.locator("[id^=at-]")).to_have_count(1)
    page.goto(f"{SUBFOLDER}/en/kdd-2023/schedule/?kind=keynote")
    expect(page.locator(".results > li")).to_have_count(10)
    page.goto(f"{SUBFOLDER}/en/kdd-2023/schedule/?q=zhangpeng")
    expect(page.locator(".results > li").first).to_contain_text("ChatGLM")
    page.goto(f"{SUBFOLDER}/en/kdd-2023/speakers/?q=zhangpeng")
    expect(page.locator(".person h3")).to_have_text(["Peng Zhang"])
    context.close()


def test_its_special_day_is_searched_offline_and_tells_what_is_on(chromium, served):
    context = chromium.new_context(base_url=served)
    page = context.new_page()
    page.goto("/zh-hans/kdd-2023/keynotes/")
    page.evaluate(UNTIL_KEPT, "/zh-hans/kdd-2023/offline.json")
    context.set_offline(True)
    page.goto("/zh-hans/llm-day/schedule/?q=zhangpeng")
    expect(page.locator(".results > li").first).to_contain_text("ChatGLM")
    page.clock.install(time="2023-08-08T18:05:00Z")
    page.goto("/zh-hans/llm-day/now/")
    on = page.locator("main .in-room").first
    expect(on).to_contain_text("教语言模型学推理")
    expect(page.locator("[data-part] > p time")).to_have_text("11:05")
    expect(page.locator(".lost")).to_be_hidden()
    page.clock.fast_forward("50:00")
    expect(on).not_to_contain_text("教语言模型学推理")
    context.close()


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Monday, August 14 03:05 PDT"), ("zh-hans", "8月14日星期一 03:05 PDT")],
)
def test_day_and_zone_are_told_in_words_also_where_nothing_is_on(open_page, language, told):
    page = open_page("about:blank")
    page.clock.install(time="2023-08-14T10:05:00Z")
    page.goto(f"/{language}/kdd-2023/now/")
    expect(page.locator("[data-part] > p").first).to_have_text(told)


def test_it_is_read_and_searched_where_the_network_has_fallen_silent(chromium, copied):
    with serving(copied) as server:
        context = chromium.new_context(base_url=address(server))
        page = context.new_page()
        page.goto("/en/kdd-2023/keynotes/")
        page.evaluate(UNTIL_KEPT, "/en/kdd-2023/offline.json")
        server.shutdown()  # connections are still taken, and nothing is answered
        page.goto("/en/llm-day/schedule/?q=zhangpeng")
        page.locator(".results > li .title a").first.click()
        expect(page.locator("h1")).to_contain_text("ChatGLM")
        expect(page.locator(".saved")).to_be_visible()
        context.close()
