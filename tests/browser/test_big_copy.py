"""A static copy of a generated program, used as attendees do.

`COPY_SESSIONS=500 pytest tests/browser/test_big_copy.py` makes it of full size, in some minutes.
"""

import json
import os
import tempfile
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.conftest import of_a_visitor_who_saves_data
from tests.browser.copies import SUBFOLDER, done, links, manage
from tests.browser.copies import served as served_folder
from tests.browser.test_offline import UNTIL_KEPT

SESSIONS = int(os.environ.get("COPY_SESSIONS", "40"))
MOST_SHOWN = 100
LONG = 30_000  # milliseconds, for all that a program of full size has to load
LOOKS = {
    "a phone, in English": {
        "root": "/en/big",
        "word": "learning",
        "viewport": {"width": 360, "height": 780},
        "color_scheme": "light",
    },
    "a screen, in Chinese, from a subfolder in the dark": {
        "root": f"{SUBFOLDER}/zh-hans/big",
        "word": "学习",
        "viewport": {"width": 1440, "height": 900},
        "color_scheme": "dark",
    },
}


@pytest.fixture(scope="module")
def copied(site, data_dir, tmp_path_factory):
    """Return the folder of the copy, which LinkChecker as nobody can read."""
    own = tmp_path_factory.mktemp("big")
    (own / "static").symlink_to(data_dir / "static")
    done(manage(own, "migrate"))
    assert done(manage(own, "generate_program", "big", "--sessions", SESSIONS))
    with tempfile.TemporaryDirectory() as around:
        Path(around).chmod(0o755)
        folder = Path(around) / "copy"
        done(manage(own, "export_site", "big", folder))
        yield folder


@pytest.fixture(scope="module")
def served(copied):
    with served_folder(copied) as address:
        yield address


@pytest.fixture(params=LOOKS)
def look(request):
    return LOOKS[request.param]


@pytest.fixture
def root(look):
    """Return the path of the program in the look's language, where the look has it."""
    return look["root"]


@pytest.fixture
def page(chromium, served, look):
    """Return a window in which no script may fail and nothing stand out at the side."""
    options = {key: look[key] for key in ("viewport", "color_scheme")}
    context = of_a_visitor_who_saves_data(chromium, base_url=served, **options)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert errors == []
    assert wider <= 0


@pytest.fixture
def program(copied, root):
    """Return the sessions of the copy, each with where it belongs, and the words it is found by."""
    language = root.split("/")[-2]
    told = json.loads((copied / language / "big/search.json").read_bytes())["sessions"]
    words = json.loads((copied / "big/words.json").read_bytes())["sessions"]
    return {code: each | {"words": words[code]} for code, each in told.items()}


def results(page):
    return page.locator(".results > li")


def test_no_link_is_broken(copied):
    assert links(copied) > 10 * SESSIONS


def test_each_day_of_the_schedule_holds_its_sessions(page, root, program):
    page.goto(f"{root}/schedule/")
    page.locator(".days a[href*='2026-06-02']").click()
    page.wait_for_url("**/2026-06-02/**")
    there = {code for code, each in program.items() if (each["start"] or "")[:10] == "2026-06-02"}
    starred = page.locator("main [data-session]").evaluate_all(
        "all => all.map(each => each.dataset.session)"
    )
    assert there == set(starred)


def test_search_finds_all_that_have_the_word(page, root, look, program):
    page.goto(f"{root}/schedule/")
    page.get_by_role("searchbox").fill(look["word"])
    page.keyboard.press("Enter")
    expect(results(page).first).to_contain_text(look["word"], ignore_case=True, timeout=LONG)
    having = [each for each in program.values() if look["word"] in each["words"]]
    expect(results(page)).to_have_count(min(len(having), MOST_SHOWN))


def test_kind_track_and_room_are_chosen_together(page, root, program):
    each = next(each for each in program.values() if each["facets"]["track"] and each["room"])
    chosen = {key: each["facets"][key][0] for key in ("kind", "track", "room")}
    page.goto(f"{root}/schedule/")
    page.locator(".filters-more summary").click()
    for key, value in chosen.items():
        box = page.locator(f".filters [type=checkbox][name={key}][value={value}]")
        if box.count():
            box.check()
        else:
            page.locator(f".filters select[name={key}]").select_option(value)
    page.locator(".filters-more button").click()
    expect(page.locator(".pill:not(.all)")).to_have_count(3)
    matching = [
        each
        for each in program.values()
        if all(value in each["facets"][key] for key, value in chosen.items())
    ]
    expect(results(page)).to_have_count(len(matching))


def test_stars_lead_to_an_agenda_and_a_calendar(page, root):
    page.goto(f"{root}/schedule/?kind=talk")
    for number in (0, 1):
        results(page).nth(number).locator(".star").click()
    page.goto(f"{root}/agenda/")
    expect(page.locator("main [id^=at-]")).to_have_count(2)
    with page.expect_download() as downloading:
        page.locator("main a[download], main a[href^='blob:']").first.click()
    calendar = Calendar.from_ical(downloading.value.path().read_bytes())
    assert len(calendar.walk("VEVENT")) == 2


def test_person_is_found_by_name_and_leads_to_a_session(page, root):
    page.goto(f"{root}/speakers/")
    name = page.locator(".person h3 a").nth(5).inner_text()
    page.get_by_role("searchbox").fill(name)
    page.keyboard.press("Enter")
    page.locator(".person h3 a").get_by_text(name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    title = page.locator("main .title a").first
    said = title.inner_text()
    title.click()
    expect(page.locator(".detail h1")).to_contain_text(said)


def test_now_shows_what_is_on_by_the_clock_of_the_visitor(page, root, program):
    begun = min(each["start"] for each in program.values() if each["facets"]["kind"] == ["keynote"])
    page.clock.install(time=begun)
    page.goto(f"{root}/now/")
    expect(page.locator("main .in-room .kind, main .in-room h3").first).to_be_visible()
    code = next(code for code, each in program.items() if each["start"] == begun)
    expect(page.locator(f"main [data-session={code}]")).to_be_visible()


def test_language_is_switched_on_the_page_of_a_session_and_back(page, root):
    page.goto(f"{root}/schedule/?kind=keynote")
    results(page).first.locator(".title a").click()
    heading = page.locator(".detail h1")
    here, said = page.url, heading.inner_text()
    other = page.locator(".languages a:not([aria-current])")
    other.click()
    expect(heading).not_to_contain_text(said)
    assert page.url.split("/sessions/")[1] == here.split("/sessions/")[1]
    other.click()
    expect(heading).to_contain_text(said)


def test_without_javascript_days_and_sessions_are_read(chromium, served, root):
    context = chromium.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/schedule/")
    page.locator(".days a[href*='2026-06-02']").click()
    page.locator("main .title a").first.click()
    expect(page.locator(".detail h1")).to_be_visible()
    context.close()


def test_offline_a_session_is_searched_and_read(chromium, served, root, look):
    context = chromium.new_context(base_url=served)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{root}/keynotes/")
    page.evaluate(UNTIL_KEPT, f"{root}/offline.json")
    context.set_offline(True)
    page.goto(f"{root}/schedule/?q={look['word']}")
    results(page).first.locator(".title a").click()
    expect(page.locator(".detail h1")).to_be_visible()
    expect(page.locator(".saved")).to_be_visible()
    context.close()
