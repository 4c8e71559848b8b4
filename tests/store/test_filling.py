"""Filling the page store beforehand: after it, no visitor waits for a page to be made."""

import pytest
from django.core.management import CommandError, call_command

from kdd_program.store.filling import addresses, fill
from tests.store.conftest import Visitor
from tests.writes import edit

PANEL = "/en/llm-day/sessions/llm-day-panel/"


@pytest.fixture
def pages(db):
    """Return some of all addresses, as there are too many for a test."""
    return [PANEL, *addresses()[::15]]


@pytest.fixture
def filled(visitor, shelf, pages):
    """Return what becomes of each page when a shelf is filled."""
    return list(fill(shelf, visitor.counted, "127.0.0.1", pages))


def test_all_that_visitors_come_to_is_made(db):
    made = addresses()
    for page in ("/en/", "/zh-hans/kdd-2023/schedule/?day=2023-08-08", PANEL, "/sw.js"):
        assert page in made


def test_no_visitor_waits_for_a_page_that_is_made(filled, pages, shelf):
    late = Visitor(shelf)
    assert {late.ask(page).status for page in pages} == {200}
    assert late.rendered == 0
    assert filled == [True] * len(pages)


def test_filled_again_it_makes_only_what_an_edit_has_changed(visitor, shelf):
    for _time in range(2):
        assert list(fill(shelf, visitor.counted, "127.0.0.1", [PANEL])) == [True]
    assert visitor.rendered == 1
    edit("llm-day-panel", title_en="Another panel")
    assert list(fill(shelf, visitor.counted, "127.0.0.1", [PANEL])) == [True]
    assert visitor.rendered == 2
    assert b"Another panel" in Visitor(shelf).ask(PANEL).body


def test_page_that_fails_is_told(visitor, shelf, monkeypatch):
    monkeypatch.setattr("sessions.views.schedule.by_day", lambda _sessions: 1 / 0)
    schedule = "/en/llm-day/schedule/"
    assert list(fill(shelf, visitor.counted, "127.0.0.1", [schedule, PANEL])) == [False, True]


@pytest.fixture
def command(visitor, settings, tmp_path, capsys):
    """Return a function that fills the store for a host and returns what the command says."""
    settings.CACHES = settings.CACHES | {
        "pages": settings.CACHES["pages"] | {"LOCATION": tmp_path / "pages"}
    }

    def run(host):
        call_command("fill_page_store", host)
        return capsys.readouterr().out

    return run


def test_command_says_how_many_pages_are_ready(command, monkeypatch):
    monkeypatch.setattr("sessions.management.commands.fill_page_store.addresses", lambda: [PANEL])
    assert command("127.0.0.1").splitlines() == ["1 / 1", "Pages that are ready: 1."]


@pytest.mark.parametrize(
    ("terminal", "said"),
    [
        ("en_US.UTF-8", "The site does not answer to kdd.example. ALLOWED_HOSTS has: 127.0.0.1."),
        ("zh_CN.UTF-8", "网站不响应 kdd.example。ALLOWED_HOSTS 中有：127.0.0.1。"),
    ],
)
def test_name_that_the_site_does_not_answer_to_is_refused(
    command, settings, monkeypatch, terminal, said
):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    monkeypatch.setenv("LC_ALL", terminal)
    with pytest.raises(CommandError, match=said):
        command("kdd.example")


def test_without_a_page_store_there_is_nothing_to_fill(command, settings):
    settings.PAGE_STORE_MB = 0
    with pytest.raises(CommandError, match="PAGE_STORE_MB is 0"):
        command("127.0.0.1")
