"""What the workers of a site share: here two stores, each with a memory of its own."""

import pytest

from kdd_program.store.addresses import Key
from kdd_program.store.shelf import Shelf, build
from tests.store.conftest import Visitor
from tests.store.test_renewal import PANEL, SCHEDULE, rename, without_database


@pytest.fixture
def other(visitor, shelf):
    """Return a visitor whom another worker serves."""
    return Visitor(shelf)


def test_page_that_one_worker_has_rendered_is_not_rendered_by_another(visitor, other):
    assert visitor.ask(PANEL).body == other.ask(PANEL).body
    assert (visitor.rendered, other.rendered) == (1, 0)


def test_worker_does_not_show_what_another_rendered_before_an_edit(visitor, other):
    visitor.ask(PANEL)
    rename("A panel renamed")
    assert b"A panel renamed" in other.ask(PANEL).body
    assert other.rendered == 1


def test_without_the_database_a_worker_that_has_just_started_shows_what_another_has(visitor, other):
    before = visitor.ask(SCHEDULE)
    with without_database(other):
        after = other.ask(SCHEDULE)
    assert (after.status, after.body) == (200, before.body)
    assert "last known version" in after.headers["cache-status"]


def test_page_that_fails_in_a_new_worker_is_shown_as_another_last_had_it(
    visitor, other, monkeypatch
):
    before = visitor.ask(SCHEDULE)
    rename("A panel renamed")
    monkeypatch.setattr("sessions.views.schedule.by_day", lambda _sessions: 1 / 0)
    assert other.ask(SCHEDULE).body == before.body


def test_page_of_another_build_of_the_site_is_not_shown(visitor, shelf):
    visitor.ask(PANEL)
    upgraded = Visitor(Shelf(shelf.cache, "the next build"))
    upgraded.ask(PANEL)
    assert upgraded.rendered == 1


def test_build_is_another_when_a_template_changes(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    before = build()
    (tmp_path / "templates" / "page.html").write_text("<p>")
    assert build() != before


@pytest.mark.parametrize("content", [b"", b"torn"])
def test_damaged_file_is_as_good_as_none(visitor, other, shelf, tmp_path, content):
    visitor.ask(PANEL)
    (file,) = (tmp_path / "pages").iterdir()
    file.write_bytes(content)
    assert other.ask(PANEL).status == 200


def test_pages_go_on_where_nothing_can_be_written(visitor, tmp_path):
    (tmp_path / "pages").touch()  # a file in place of the folder
    assert visitor.ask(PANEL).status == 200


def test_older_page_that_a_slow_worker_shares_does_not_replace_a_newer_one(
    visitor, shelf, monkeypatch
):
    key = Key(secure=False, host="127.0.0.1", path=SCHEDULE, query="")
    visitor.ask(SCHEDULE)
    older = shelf.get(key)
    rename("A panel renamed")
    newer = visitor.ask(SCHEDULE)
    shelf.put(key, older)
    rename("A panel renamed again")
    monkeypatch.setattr("sessions.views.schedule.by_day", lambda _sessions: 1 / 0)
    assert [visitor.ask(SCHEDULE).body for _time in range(2)] == [newer.body] * 2
