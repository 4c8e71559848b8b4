"""Pages kept to be read without a network, of a site that has too much to do, in real Chromium."""

import re

import pytest

from tests.browser.relay import Relay
from tests.browser.test_offline import UNTIL_KEPT

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
