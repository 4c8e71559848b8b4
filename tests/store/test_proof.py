"""A page that an edit does not change is not rendered again, and one that it changes always is."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from kdd_program.store import proof
from kdd_program.store.filling import addresses
from kdd_program.store.proof import proof_of, queries_noted, version_of
from sessions.models import (
    Event,
    Participation,
    Release,
    Resource,
    Room,
    Session,
    Sponsorship,
    Tag,
    Track,
)
from sessions.version import current
from speakers.models import Organization, Speaker
from tests.store.conftest import Visitor, answer_of
from tests.writes import as_if_committed, edit

PANEL = "/en/llm-day/sessions/llm-day-panel/"
ELSEWHERE = "/en/kdd-2023/topics/chinese-llm/"
SCHEDULE = "/en/llm-day/schedule/"
NOW = "/en/kdd-2023/now/"


def test_page_that_an_edit_does_not_change_is_not_rendered_again(visitor):
    before = visitor.ask(PANEL)
    edit("ws-dsai4sports", abstract_en="Another abstract")
    assert visitor.ask(PANEL) == before
    assert visitor.rendered == 1


def test_nor_is_it_where_another_worker_has_rendered_it(visitor, shelf):
    visitor.ask(PANEL)
    edit("ws-dsai4sports", abstract_en="Another abstract")
    other = Visitor(shelf)
    assert other.ask(PANEL).status == 200
    assert other.rendered == 0


def test_page_that_an_edit_changes_is_rendered_again(visitor):
    visitor.ask(PANEL)
    edit("llm-day-panel", title_en="Another panel")
    assert b"Another panel" in visitor.ask(PANEL).body
    assert visitor.rendered == 2


def test_what_is_new_on_a_page_and_what_has_gone_is_seen(visitor):
    before = visitor.ask(SCHEDULE).body
    as_if_committed()
    panel = Session.objects.get(slug="llm-day-panel")
    added = Session.objects.create(
        event=panel.event, slug="added", title_en="Added", kind=panel.kind,
        start=panel.end, end=panel.end + timedelta(minutes=5), status="published",
    )  # fmt: skip
    assert b"Added" in visitor.ask(SCHEDULE).body
    as_if_committed()
    added.delete()
    assert visitor.ask(SCHEDULE).body == before


def test_page_that_tells_the_time_is_proven_for_its_minute_alone(visitor, monkeypatch):
    moment = 600.0
    monkeypatch.setattr("kdd_program.store.addresses.time", lambda: moment)
    visitor.ask(NOW)
    edit("ws-dsai4sports", abstract_en="Another abstract")
    visitor.ask(NOW)
    assert visitor.rendered == 1
    moment = 660.0
    edit("ws-dsai4sports", abstract_en="Yet another abstract")
    visitor.ask(NOW)
    assert visitor.rendered == 2


def test_proof_that_the_database_cannot_give_proves_nothing(visitor, shelf, monkeypatch):
    visitor.ask(PANEL)
    kept = next(iter(visitor.store.memory.newcomers.values()))
    assert version_of(kept.proof) == current()

    def fail(_sql, _params):
        raise OperationalError

    monkeypatch.setattr(proof, "answer", fail)
    assert version_of(kept.proof) is None


def test_what_takes_very_many_queries_is_not_proven(db):
    with queries_noted() as queries, connection.cursor() as cursor:
        for _number in range(proof.MOST_QUERIES + 1):
            cursor.execute("SELECT 1")
    assert proof_of(queries) is None
    assert proof_of(queries[1:]) is not None


def program():
    return Event.objects.get(slug="kdd-2023")


def test_what_shows_very_many_rows_is_not_proven(db):
    rows = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < %s)"
    rows += " SELECT x FROM n"
    assert proof_of([(rows, (proof.MOST_ROWS,))]) is not None
    assert proof_of([(rows, (proof.MOST_ROWS + 1,))]) is None


CHANGES = {
    "event": lambda: Event.objects.filter(slug="llm-day").update(venue_en="Elsewhere"),
    "event around": lambda: Event.objects.filter(slug="kdd-2023").update(name_en="KDD"),
    "session moved": lambda: edit("llm-day-panel", start="2023-08-08T15:00Z"),
    "session cancelled": lambda: edit("llm-day-panel", status="cancelled"),
    "session withdrawn": lambda: edit("llm-day-panel", status="draft"),
    "room": lambda: Room.objects.update(name_en="Another room"),
    "track": lambda: Track.objects.update(color="rose"),
    "person": lambda: Speaker.objects.filter(slug="peng-zhang").update(name_en="P. Zhang"),
    "affiliation": lambda: Organization.objects.filter(slug="zhipu-ai").update(name_en="Z"),
    "part": lambda: Participation.objects.filter(session__slug="llm-day-panel").delete(),
    "topic": lambda: Tag.objects.filter(slug="chinese-llm").update(name_en="Another topic"),
    "sponsor": lambda: Sponsorship.objects.update(tier="gold"),
    "link": lambda: Resource.objects.update(url="https://example.org/"),
    "release": lambda: Release.objects.create(event=program(), number=1, snapshot={}, changes=[]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_every_page_is_as_django_makes_it(visitor, change):
    """What the store shows is what Django would answer without it, whatever has changed."""
    pages = [PANEL, SCHEDULE, "/en/speakers/peng-zhang/", "/en/kdd-2023/", *addresses()[::70]]
    pages = [page for page in pages if "/now/" not in page]  # which the clock changes
    for page in pages:
        visitor.ask(page)
    as_if_committed()
    CHANGES[change]()
    for page in pages:
        shown = visitor.ask(page)
        environ = RequestFactory(headers={"host": "127.0.0.1"}).get(page).environ
        made = answer_of(visitor.django, environ)
        assert (page, shown.status, shown.body) == (page, made.status, made.body)
