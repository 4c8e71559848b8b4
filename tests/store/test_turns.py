"""One public page is rendered after the other, as long as that takes nobody too long."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from wsgiref.util import setup_testing_defaults

import pytest

from kdd_program.store import turns
from kdd_program.store.turns import Turns

PAGE = "/en/kdd-2023/schedule/"
CALENDAR = "/kdd-2023/schedule.ics"
ADMIN = "/admin/program/session/"
SOON = 30  # seconds in which what nothing holds up has happened
pytestmark = pytest.mark.any_database


def request(path, method="GET"):
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
    setup_testing_defaults(environ)
    return environ


class Slow:
    """A site whose answers take until they are let go; `begun` says which are being made."""

    def __init__(self):
        self.begun = {}
        self.let_go = {}

    def expect(self, *paths):
        for path in paths:
            self.begun[path], self.let_go[path] = Event(), Event()

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.begun[path].set()
        assert self.let_go[path].wait(SOON)
        start_response("200 OK", [])
        return [path.encode()]


class Crowd:
    """Visitors who ask a slow site for pages, each in a thread of their own."""

    def __init__(self, pool):
        self.pool = pool
        self.slow = Slow()
        self.turns = Turns(self.slow)

    def ask(self, path, method="GET"):
        self.slow.expect(path)
        return self.pool.submit(self.turns, request(path, method), lambda *_started: None)

    def is_made(self, path, within=SOON):
        return self.slow.begun[path].wait(within)

    def let_go(self, path):
        self.slow.let_go[path].set()


@pytest.fixture
def crowd():
    with ThreadPoolExecutor() as pool:
        crowd = Crowd(pool)
        yield crowd
        for path in crowd.slow.let_go:
            crowd.let_go(path)


def test_page_waits_until_the_one_before_is_rendered(crowd, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", SOON)
    first = crowd.ask(PAGE)
    assert crowd.is_made(PAGE)
    second = crowd.ask(CALENDAR)
    assert not crowd.is_made(CALENDAR, within=0.2)
    crowd.let_go(PAGE)
    assert first.result() == [PAGE.encode()]
    assert crowd.is_made(CALENDAR)
    crowd.let_go(CALENDAR)
    assert second.result() == [CALENDAR.encode()]


def test_page_waits_as_long_as_those_before_are_soon_rendered(crowd, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", 1)
    crowd.ask(CALENDAR)
    assert crowd.is_made(CALENDAR)
    crowd.ask(PAGE)
    crowd.turns.begun += SOON  # one after the other had its turn
    assert not crowd.is_made(PAGE, within=1.5)
    crowd.let_go(CALENDAR)
    assert crowd.is_made(PAGE)


def test_page_does_not_wait_for_one_that_takes_long(crowd, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", 0.01)
    crowd.ask(CALENDAR)
    assert crowd.is_made(CALENDAR)
    crowd.ask(PAGE)
    assert crowd.is_made(PAGE)


def test_nobody_waits_for_a_page_that_has_had_its_time(crowd, monkeypatch):
    crowd.ask(CALENDAR)
    assert crowd.is_made(CALENDAR)
    monkeypatch.setattr(turns, "LONGEST", SOON)
    crowd.turns.begun -= 2 * SOON
    crowd.ask(PAGE)
    assert crowd.is_made(PAGE, within=SOON / 2)


def test_page_that_went_ahead_does_not_end_the_turn_of_another(crowd, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", 0.01)
    crowd.ask(CALENDAR)
    assert crowd.is_made(CALENDAR)
    ahead = crowd.ask(PAGE)
    crowd.let_go(PAGE)
    ahead.result()
    monkeypatch.setattr(turns, "LONGEST", SOON)
    crowd.ask("/en/llm-day/")
    assert not crowd.is_made("/en/llm-day/", within=0.2)


@pytest.mark.parametrize(("path", "method"), [(ADMIN, "GET"), (PAGE, "POST")])
def test_what_is_no_page_neither_waits_nor_is_waited_for(crowd, monkeypatch, path, method):
    monkeypatch.setattr(turns, "LONGEST", SOON)
    crowd.ask(CALENDAR)
    assert crowd.is_made(CALENDAR)
    crowd.ask(path, method)
    assert crowd.is_made(path)
    crowd.let_go(CALENDAR)
    crowd.ask("/en/llm-day/")
    assert crowd.is_made("/en/llm-day/")


def test_failure_ends_the_turn(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", SOON)

    def fail(_environ, _start_response):
        raise RuntimeError("the site fails")

    taken = Turns(fail)
    for _visit in range(2):
        with pytest.raises(RuntimeError, match="the site fails"):
            taken(request(PAGE), lambda *_started: None)
    assert not taken.busy
