"""Pages kept to be read without a network, of a site that has too much to do, in real Chromium."""

import re
from threading import Event

import pytest
from playwright.sync_api import expect

from tests.browser.relay import Relay
from tests.browser.test_offline import BANNER, UNTIL_KEPT

LIST = "/en/kdd-2023/offline.json"
SESSIONS = re.compile("/sessions/[^/]+/")
IS_KEPT = """async (address) => {
  for (const name of await caches.keys()) {
    if (await (await caches.open(name)).match(address)) return true;
  }
  return false;
}"""


@pytest.fixture
def relay(site):
    with Relay(site) as relay:
        yield relay


@pytest.fixture
def page(chromium, relay):
    context = chromium.new_context(base_url=relay.address, locale="en-US")
    yield context.new_page()
    context.close()


def sessions_asked_for(relay):
    return [path for path in relay.asked if SESSIONS.search(path)]


def until_nothing_is_asked(page, relay):
    """Wait until the browser has asked for nothing for two seconds."""
    asked = None
    while asked != len(relay.asked):
        asked = len(relay.asked)
        page.wait_for_timeout(2000)


@pytest.mark.parametrize("status", [429, 503])
def test_busy_server_is_asked_for_no_more_pages_until_another_is_visited(page, relay, status):
    relay.answer = lambda path: status if SESSIONS.search(path) else None
    page.goto("/en/kdd-2023/keynotes/")
    page.wait_for_function("navigator.serviceWorker.controller")
    until_nothing_is_asked(page, relay)
    assert 1 <= len(sessions_asked_for(relay)) <= 2  # two are asked for at a time
    assert page.evaluate(IS_KEPT, "/en/kdd-2023/schedule/?day=2023-08-08")
    assert not page.evaluate(IS_KEPT, LIST)
    relay.answer = lambda _path: None
    page.reload()
    page.evaluate(UNTIL_KEPT, LIST)
    assert page.evaluate(IS_KEPT, "/en/llm-day/sessions/llm-day-panel/")


def test_page_that_the_server_cannot_give_is_shown_as_it_was_last_seen(page, relay):
    relay.answer = lambda path: 503 if path.endswith("offline.json") else None
    page.goto("/en/kdd-2023/keynotes/")
    page.evaluate(UNTIL_KEPT, "/en/kdd-2023/keynotes/")
    relay.answer = lambda _path: 503
    page.reload()
    expect(page.locator(BANNER)).to_be_visible()
    expect(page.locator("h1")).to_have_text("Keynotes")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The program cannot be reached"), ("zh-hans", "议程暂时无法")]
)
def test_saved_copy_does_not_blame_the_network_where_it_is_the_server_that_fails(
    page, relay, language, words
):
    relay.answer = lambda path: 503 if path.endswith("offline.json") else None
    page.goto(f"/{language}/kdd-2023/keynotes/")
    page.evaluate(UNTIL_KEPT, f"/{language}/kdd-2023/keynotes/")
    relay.answer = lambda _path: 503
    page.reload()
    expect(page.locator(BANNER)).to_contain_text(words)
    expect(page.locator(f"{BANNER} time")).to_be_visible()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(BANNER)).to_be_visible()
    expect(page.locator(BANNER)).not_to_contain_text(words)


def test_worker_that_is_followed_by_another_leaves_alone_what_that_one_keeps(page, relay):
    goes_on = Event()
    relay.answer = lambda path: 500 if SESSIONS.search(path) and not goes_on.wait(60) else None
    page.goto("/en/kdd-2023/keynotes/")
    page.wait_for_function("navigator.serviceWorker.controller")
    while len(sessions_asked_for(relay)) < 2:
        page.wait_for_timeout(200)
    relay.version = b"newernewer12"
    page.evaluate("navigator.serviceWorker.ready.then((it) => it.update()).then(() => {})")
    page.wait_for_function("navigator.serviceWorker.ready.then((it) => it.waiting)")
    goes_on.set()
    until_nothing_is_asked(page, relay)
    page.context.set_offline(True)
    page.goto("/en/organizations/acm/")
    expect(page.locator("[data-fallback]")).to_be_visible()
