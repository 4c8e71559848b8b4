"""Drafts pass by the store: what organizers see is never shown to others, nor kept anywhere."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from sessions.models import Session
from speakers.models import Speaker
from tests.previews import new_link

PANEL = "/en/llm-day/sessions/llm-day-panel/"
TITLE = b"Paradigm Shifts"
PAGES = ["/en/llm-day/", "/en/llm-day/schedule/", "/en/speakers/qiaozhu-mei/"]


@pytest.fixture
def cookie(db):
    """Return the session cookie of an organizer, while the panel is a draft."""
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    client = Client()
    client.force_login(User.objects.create_superuser("organizer"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@pytest.mark.parametrize("address", [*PAGES, PANEL])
def test_what_an_organizer_saw_is_not_shown_to_the_next_visitor(address, visitor, cookie):
    page = visitor.ask(address, cookie=cookie)
    assert TITLE in page.body
    assert page.headers["cache-control"] == "private, no-store"
    assert TITLE not in visitor.ask(address).body


def test_draft_is_in_neither_memory_nor_shelf(visitor, shelf, cookie):
    for address in [*PAGES, PANEL]:
        visitor.ask(address, cookie=cookie)
        visitor.ask(address)
        visitor.ask(address, cookie=cookie)
    memory = visitor.store.memory
    kept = {**memory.newcomers, **memory.proven}
    shelved = [shelf.get(key) for key in kept]
    assert kept
    assert all(shelved)
    for each in [*kept.values(), *shelved]:
        assert TITLE not in each.answer.form("identity").body


@pytest.mark.parametrize("sent", ["{}", "a=1; {}", "{}; b=2"])
def test_store_answers_nobody_who_is_signed_in(sent, visitor, cookie):
    visitor.ask(PAGES[0])
    for expected in (2, 3):
        visitor.ask(PAGES[0], cookie=sent.format(cookie))
        assert visitor.rendered == expected


def test_page_as_the_public_sees_it_is_the_page_itself_to_the_public(visitor, db):
    page = visitor.ask("/en/llm-day/")
    assert visitor.ask("/en/llm-day/?as=public") == page
    assert visitor.rendered == 1


def test_page_behind_a_speakers_link_is_asked_of_django_each_time(visitor, program):
    address = new_link(program, Speaker.objects.get(slug="vy-vo"))
    for expected in (1, 2):
        page = visitor.ask(address)
        assert b"Vy Vo" in page.body
        assert page.headers["cache-control"] == "private, no-store"
        assert visitor.rendered == expected
