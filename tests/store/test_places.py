"""Only so many wait for pages to be made, so that everyone else gets what is there."""

import pytest
from django.conf import settings

from kdd_program.store.places import MOST, FullError, Places
from tests.store.conftest import Visitor
from tests.writes import edit

pytestmark = pytest.mark.any_database

PANEL = "/en/llm-day/sessions/llm-day-panel/"
SCHEDULE = "/zh-hans/llm-day/schedule/"
MADE_UP = f"{settings.SESSION_COOKIE_NAME}={'s' * 32}"


@pytest.fixture
def crowded(visitor):
    """Return a visitor of a store in which all places are taken, and the panel's page is kept."""
    visitor.ask(PANEL)
    for _place in range(MOST):
        visitor.store.places.free.acquire()
    return visitor


def test_kept_page_is_answered_though_no_place_is_left(crowded):
    assert crowded.ask(PANEL).status == 200


def test_page_that_is_not_there_asks_for_patience_in_the_reader_s_language(crowded):
    answer = crowded.ask(SCHEDULE)
    assert answer.status == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.headers["cache-control"] == "no-cache"
    assert '<a class="button" href="">重试</a>' in answer.body.decode()


def test_page_that_an_edit_has_outdated_is_shown_as_it_was_and_says_so(crowded):
    edit("llm-day-panel", title_en="Another panel")
    answer = crowded.ask(PANEL)
    assert answer.status == 200
    assert b"Another panel" not in answer.body
    assert "last known version" in answer.headers["cache-status"]
    crowded.store.places.free.release()
    assert b"Another panel" in crowded.ask(PANEL).body


def test_who_says_to_be_signed_in_takes_a_place_for_public_pages_only(crowded):
    assert crowded.ask(PANEL, cookie=MADE_UP).status == 503
    assert crowded.ask(PANEL, method="HEAD", cookie=MADE_UP).body == b""
    assert crowded.ask("/admin/login/", cookie=MADE_UP).status == 200


def test_programs_are_told_in_their_own_form(crowded):
    answer = crowded.ask("/api/v1/events/")
    assert answer.status == 503
    assert answer.headers["content-type"] == "application/problem+json"


def test_place_is_free_again_whatever_becomes_of_the_page(visitor):
    for address in (PANEL, SCHEDULE, "/en/no-such-event/") * MOST:
        visitor.ask(address)
        visitor.ask(address, cookie=MADE_UP)
    assert visitor.ask("/en/llm-day/").status == 200


def test_place_is_free_again_after_a_failure():
    places = Places(1)
    with pytest.raises(RuntimeError), places.taken():
        raise RuntimeError
    with places.taken(), pytest.raises(FullError), places.taken():
        pass


def test_page_that_another_worker_has_made_meanwhile_is_not_called_outdated(crowded, shelf):
    Visitor(shelf).ask(SCHEDULE)
    answer = crowded.ask(SCHEDULE)
    assert answer.status == 200
    assert "cache-status" not in answer.headers
