"""When pages are rendered anew, by how many, and what is shown if that cannot be done."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest
from django.conf import settings
from django.db import OperationalError, connections

from kdd_program.store import addresses, layer
from kdd_program.store.addresses import Key
from kdd_program.store.places import Places
from kdd_program.store.watch import Known, Watch, look
from sessions.models import Version
from sessions.version import current, install
from tests.store.conftest import Visitor
from tests.writes import edit

PANEL = "/en/llm-day/sessions/llm-day-panel/"
KEY = Key(secure=False, host="127.0.0.1", path=PANEL, query="")
SCHEDULE = "/en/llm-day/schedule/"
SIGNED_IN = f"{settings.SESSION_COOKIE_NAME}={'s' * 32}"
NOW = "/en/kdd-2023/now/"


def rename(title):
    edit("llm-day-panel", title_en=title)


@contextmanager
def without_database(visitor=None):
    """Within this the database cannot be asked, and the visitor's store knows it."""

    def refuse(*_arguments, **_options):
        raise OperationalError("the database is gone")

    if visitor:
        visitor.number, visitor.reachable = current(), False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
        yield


def test_page_in_memory_asks_neither_django_nor_the_database(visitor, django_assert_num_queries):
    visitor.ask(PANEL)
    visitor.number = current()
    with django_assert_num_queries(0):
        assert visitor.ask(PANEL, accept_encoding="br").status == 200
    assert visitor.rendered == 1


def test_every_page_shows_an_edit_at_once(visitor):
    for title in ("One panel", "Another panel"):
        rename(title)
        for address in (PANEL, SCHEDULE, "/llm-day/schedule.ics"):
            assert title in visitor.ask(address).body.decode()


def test_page_that_an_edit_does_not_touch_keeps_its_etag(visitor):
    address = "/en/organizations/acm/"
    etag = visitor.ask(address).headers["etag"]
    rename("Another panel")
    assert visitor.ask(address, if_none_match=etag).status == 304


def test_page_rendered_before_the_edit_was_noticed_is_not_taken_for_the_new_version(visitor):
    visitor.number = current()
    rename("A panel renamed")
    visitor.ask(PANEL)
    rename("A panel renamed again")
    visitor.number = current()
    assert b"A panel renamed again" in visitor.ask(PANEL).body


def test_draft_that_is_published_appears_and_one_withdrawn_goes(visitor):
    for status, code in (("draft", 404), ("published", 200), ("draft", 404)):
        edit("llm-day-panel", status=status)
        assert visitor.ask(PANEL).status == code


def test_page_that_tells_the_time_is_rendered_every_minute(visitor, monkeypatch):
    moments = iter([600.0, 659.0, 660.0, 60.0])  # the last: the clock has been put back
    monkeypatch.setattr(addresses, "time", lambda: moment)
    for rendered in (1, 1, 2, 3):
        moment = next(moments)
        visitor.ask(NOW)
        assert visitor.rendered == rendered


class Slow(Visitor):
    """A visitor of a store around a Django that waits until it is let go."""

    def __init__(self, shelf):
        super().__init__(shelf)
        self.begun, self.go = Event(), Event()

    def counted(self, environ, start_response):
        self.begun.set()
        self.go.wait(30)
        try:
            return super().counted(environ, start_response)
        finally:
            connections.close_all()


def test_page_that_many_ask_for_at_once_is_rendered_once(visitor, shelf):
    slow = Slow(shelf)
    slow.number = current()
    crowd = 12
    together = Barrier(crowd)

    def ask(_number):
        together.wait()
        return slow.ask(PANEL).body

    with ThreadPoolExecutor(crowd) as pool:
        answers = [pool.submit(ask, number) for number in range(crowd)]
        slow.begun.wait(30)
        slow.go.set()
        assert len({answer.result() for answer in answers}) == 1
    assert slow.rendered == 1


def test_while_the_new_page_is_rendered_the_one_before_is_shown_but_not_for_long(
    visitor, shelf, monkeypatch
):
    monkeypatch.setattr(layer, "version_of", lambda _proof: None)  # the edit is on the page
    slow = Slow(shelf)
    slow.number = current()
    slow.go.set()
    with ThreadPoolExecutor(2) as pool:
        old = pool.submit(slow.ask, PANEL).result().body
        slow.begun.clear()
        slow.go.clear()
        edited = shelf.get(KEY)  # a page of the version before
        for kept in (slow.store.memory, shelf):
            kept.put(KEY, edited._replace(version=edited.version - 1))
        slow.since = time.monotonic() + 3600  # the edit has just been noticed
        first = pool.submit(slow.ask, PANEL)
        slow.begun.wait(30)
        assert slow.ask(PANEL).body == old
        slow.since = 0.0  # it was noticed long ago
        late = pool.submit(slow.ask, PANEL)
        assert not late.done()
        slow.go.set()
        assert late.result() == first.result()
    assert slow.rendered == 2


def test_who_asks_after_an_edit_is_not_shown_what_began_to_be_rendered_before_it(
    visitor, shelf, monkeypatch
):
    monkeypatch.setattr(layer, "version_of", lambda _proof: None)  # the edit is on the page
    slow = Slow(shelf)
    slow.number = current()
    with ThreadPoolExecutor(2) as pool:
        pool.submit(slow.ask, PANEL)
        slow.begun.wait(30)
        slow.number += 1
        late = pool.submit(slow.ask, PANEL)
        assert not late.done()
        slow.go.set()
        assert late.result().status == 200
    assert slow.rendered == 2


def test_who_waits_too_long_is_asked_to_come_again(visitor, shelf, monkeypatch):
    monkeypatch.setattr(layer, "PATIENCE", 0.01)
    slow = Slow(shelf)
    slow.number = current()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(slow.ask, PANEL)
        slow.begun.wait(30)
        response = slow.ask("/en/llm-day/sessions/llm-day-panel/")
        slow.go.set()
        assert first.result().status == 200
    assert response.status == 503
    assert response.headers["retry-after"] == "5"


def test_for_a_page_that_takes_long_only_so_many_wait(visitor, shelf, monkeypatch):
    monkeypatch.setattr(layer, "SOON", 0.01)
    slow = Slow(shelf)
    slow.number = current()
    slow.store.places = Places(1)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(slow.ask, PANEL)
        slow.begun.wait(30)
        assert slow.ask(PANEL).status == 503
        slow.go.set()
        assert first.result().status == 200


def test_without_the_database_the_last_version_is_shown_and_says_so(visitor):
    before = visitor.ask(PANEL)
    with without_database(visitor):
        after = visitor.ask(PANEL)
        same = visitor.ask(PANEL, if_none_match=before.headers["etag"])
    assert "cache-status" not in before.headers
    assert (after.status, after.body) == (200, before.body)
    assert after.headers["cache-status"].startswith("program; hit; ttl=")
    assert (same.status, "cache-status" in same.headers) == (304, True)


@pytest.mark.parametrize(
    ("address", "cookie"),
    [(PANEL, ""), (PANEL, SIGNED_IN), ("/admin/", SIGNED_IN)],
)
def test_without_the_database_what_was_never_seen_is_unavailable(visitor, address, cookie):
    with without_database(visitor):
        response = visitor.ask(address, cookie=cookie)
    assert response.status == 503
    assert "cannot be reached" in response.body.decode()
    assert response.headers["retry-after"] == "5"


def test_page_that_fails_is_shown_as_it_last_was(visitor, monkeypatch):
    before = visitor.ask(SCHEDULE)
    rename("A panel renamed")
    monkeypatch.setattr("sessions.views.schedule.by_day", lambda _sessions: 1 / 0)
    after = visitor.ask(SCHEDULE)
    assert (after.status, after.body) == (200, before.body)
    assert "cache-status" in after.headers


def test_a_look_at_the_version_survives_the_loss_of_the_database(db):
    nothing = Known(None, 0.0, 0.0, reachable=True)
    with ThreadPoolExecutor(1) as pool:  # a thread with a connection of its own, as in a worker
        before = pool.submit(look, nothing).result()
        with without_database():
            lost = pool.submit(look, before).result()
        found = pool.submit(look, lost).result()
        pool.submit(connections.close_all).result()
    assert before.version
    assert lost == before._replace(reachable=False)
    assert (found.version, found.since, found.reachable) == (before.version, before.since, True)


def test_version_that_has_not_been_looked_at_for_a_second_counts_as_unknown():
    watch = Watch(lambda known: known._replace(version=1, seen=time.monotonic() - 2))
    assert not watch().certain
    fresh = Watch(lambda known: known._replace(version=1, seen=time.monotonic() + 60))
    assert fresh().certain


def test_restored_database_does_not_count_again_from_an_earlier_number(db):
    now = time.time_ns() // 1_000_000
    Version.objects.update(number=1)
    install(using="default")
    assert max(Version.objects.values_list("number", flat=True)) >= now
