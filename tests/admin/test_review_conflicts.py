"""What the Review of the board says about conflicts: a warning, never a lock."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from sessions.admin.board_form import written
from sessions.models import Release, Session
from sessions.publishing import Move, slot_of
from speakers.models import Speaker
from tests.admin.forms import page
from tests.growth import grow


@pytest.fixture
def panel(program):
    """Tuesday, 16:00–17:30 in Grand A."""
    return Session.objects.get(slug="llm-day-panel")


@pytest.fixture
def beside(keynote):
    """Return another session, at the time and in the room of the keynote."""
    place = {name: getattr(keynote, name) for name in ("start", "end", "room")}
    what = {"slug": "beside", "kind": "social", "status": "published"}
    titles = {"title_en": "Beside", "title_zh_hans": "同时"}
    return Session.objects.create(event=keynote.event.root, **what, **titles, **place)


def at(session):
    """Return what puts another session there."""
    return slot_of(session)._asdict()


def review(client, session, sent=None, **changes):
    """Review, on the board, one session with another time or room."""
    move = Move(session.natural_key(), slot_of(session), slot_of(session)._replace(**changes))
    url = reverse("admin:program_event_board_review", args=[session.event.root.pk])
    return client.post(url, {"moves": written([move])} | (sent or {}))


def told(response, name):
    """Return the sentences that stand under a heading of the page."""
    return [
        " ".join(finding.p.text.split())
        for finding in page(response).select(f".conflicts .{name} .findings > li")
    ]


def test_conflict_that_a_move_brings_is_told(organizer, panel, keynote):
    response = review(organizer, panel, **at(keynote))
    [sentence] = [each for each in told(response, "brought") if "Grand A" in each]
    assert sentence.startswith(("Error Tue, Aug. 8, 2023, 10:10–11:00 PDT", "错误 星期二"))
    assert told(response, "ended") == told(response, "remaining") == []


def test_conflict_that_a_move_ends_is_told(admin_client, beside):
    response = review(admin_client, beside, room=None)
    [sentence] = told(response, "ended")
    assert "“Beside” are both in Grand A" in sentence
    assert told(response, "remaining") == []


def test_conflict_that_a_move_leaves_is_told(admin_client, beside):
    response = review(admin_client, beside, start=beside.start + timedelta(minutes=10))
    [sentence] = told(response, "remaining")
    assert sentence.startswith("Error Tue, Aug. 8, 2023, 10:20–11:00 PDT")
    assert told(response, "brought") == told(response, "ended") == []


def test_conflict_of_what_is_not_moved_is_not_told(admin_client, beside, panel):
    response = review(admin_client, panel, end=panel.end + timedelta(minutes=5))
    assert "Beside" not in response.text
    assert "These changes bring none and end none." in response.text


def test_what_goes_along_inside_a_session_brings_conflicts_too(admin_client, program, beside):
    workshop = Session.objects.get(slug="ws-causal-ml")
    talk = workshop.children.get(slug="causal-intro")
    speaker = Speaker.objects.get(slug="ed-chi")
    for session in (talk, beside):
        session.participations.create(speaker=speaker, role="speaker")
    later = beside.start - talk.start
    start, end = workshop.start + later, workshop.end + later
    response = review(admin_client, workshop, start=start, end=end)
    assert any(f"{speaker} would be in" in each for each in told(response, "brought"))


def test_conflicts_do_not_keep_anyone_from_publishing(admin_client, panel, keynote):
    shown = review(admin_client, panel, **at(keynote))
    assert page(shown).select("input[name=publish]")
    assert review(admin_client, panel, {"publish": "Publish"}, **at(keynote)).status_code == 302
    assert Release.objects.exists()


def test_review_without_changes_says_nothing_of_conflicts(admin_client, panel):
    assert not page(review(admin_client, panel)).select(".conflicts")


@pytest.mark.parametrize("size", [6, 300])
def test_review_takes_the_same_queries_whatever_the_size(
    size, admin_client, django_assert_num_queries
):
    event = grow(f"grown-{size}", size)
    first, second = event.sessions.filter(children=None, parent=None).order_by("start")[:2]
    ContentType.objects.clear_cache()
    with django_assert_num_queries(16):
        response = review(admin_client, second, **at(first))
    assert told(response, "brought")
