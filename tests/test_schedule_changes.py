"""What visitors are told has changed between two states of a program."""

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from sessions.exchange import fixture
from sessions.releases import announced
from sessions.schedule.changes import Announced, Change, Kind, difference, read_snapshot

TALK = Announced(
    event="kdd",
    slug="talk",
    kind="talk",
    status="published",
    title_en="Graphs",
    title_zh_hans="图",
    time_zone="America/Los_Angeles",
    start=datetime(2023, 8, 8, 17, tzinfo=UTC),
    end=datetime(2023, 8, 8, 18, tzinfo=UTC),
    room="kdd/hall",
    room_en="Hall",
)
CANCELLED = replace(TALK, status="cancelled")
DRAFT = replace(TALK, status="draft")
LATER = replace(TALK, start=TALK.start + timedelta(hours=1), end=TALK.end + timedelta(hours=1))
ELSEWHERE = replace(TALK, room="kdd/attic", room_en="Attic")
NOTHING = None


def kinds(before, after):
    changes = difference([before] if before else [], [after] if after else [])
    return [kind for change in changes for kind in change.kinds]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (NOTHING, TALK, [Kind.NEW]),
        (DRAFT, TALK, [Kind.NEW]),
        (TALK, NOTHING, [Kind.WITHDRAWN]),
        (TALK, DRAFT, [Kind.WITHDRAWN]),
        (CANCELLED, NOTHING, [Kind.WITHDRAWN]),
        (TALK, CANCELLED, [Kind.CANCELLED]),
        (NOTHING, CANCELLED, [Kind.CANCELLED]),
        (CANCELLED, TALK, [Kind.RESTORED]),
        (CANCELLED, LATER, [Kind.RESTORED, Kind.TIME]),
        (TALK, LATER, [Kind.TIME]),
        (TALK, replace(TALK, end=None), [Kind.TIME]),
        (TALK, replace(TALK, start=None, end=None, day=date(2023, 8, 8)), [Kind.TIME]),
        (TALK, ELSEWHERE, [Kind.ROOM]),
        (TALK, replace(TALK, room=None, room_en=None), [Kind.ROOM]),
        (TALK, replace(LATER, room=None, title_en="Trees"), [Kind.TIME, Kind.ROOM, Kind.TITLE]),
        (TALK, replace(TALK, title_zh_hans="树"), [Kind.TITLE]),
        (replace(TALK, title_zh_hans=None), replace(TALK, title_en=None), [Kind.TITLE]),
    ],
)
def test_visitors_are_told(before, after, told):
    assert kinds(before, after) == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TALK, TALK),
        (DRAFT, replace(DRAFT, start=None, end=None)),
        (NOTHING, DRAFT),
        (DRAFT, NOTHING),
        (CANCELLED, replace(LATER, status="cancelled")),
        (TALK, replace(TALK, room_en="Great Hall")),
        (TALK, replace(TALK, kind="panel")),
        (replace(TALK, title_zh_hans=None), TALK),
        (TALK, replace(TALK, title_zh_hans="")),
    ],
    ids=[
        "as it was",
        "draft moves",
        "draft made",
        "draft deleted",
        "cancelled moves",
        "room renamed",
        "another kind",
        "translation added",
        "translation removed",
    ],
)
def test_visitors_need_not_be_told(before, after):
    assert kinds(before, after) == []


def test_changes_stand_in_the_order_of_the_program_as_it_is_now():
    early = replace(TALK, slug="early", start=TALK.start - timedelta(hours=3), end=None)
    unknown = replace(TALK, slug="unknown", start=None, end=None)
    changes = difference([], [unknown, TALK, early])
    assert [change.session.slug for change in changes] == ["early", "talk", "unknown"]
    moved = difference([TALK, early], [TALK, replace(early, start=TALK.start + timedelta(days=1))])
    assert [change.session.slug for change in moved] == ["early"]


def test_same_slug_in_another_event_is_another_session():
    changes = difference([TALK], [TALK, replace(TALK, event="other-day")])
    assert [change.session.key for change in changes] == [("other-day", "talk")]


def test_languages_in_which_a_title_is_another_are_named():
    assert Change(TALK, replace(TALK, title_zh_hans="树")).retitled_in == ["zh-hans"]
    both = replace(TALK, title_en="Trees", title_zh_hans="树")
    assert Change(TALK, both).retitled_in == ["en", "zh-hans"]


@pytest.mark.parametrize("after", [LATER, None, replace(TALK, start=None, day=date(2023, 8, 8))])
def test_change_comes_back_from_json_as_it_was(after):
    change = Change(TALK, after)
    text = json.dumps(asdict(change), cls=DjangoJSONEncoder)
    assert Change.from_json(json.loads(text)) == change


def test_times_are_told_in_the_zone_of_the_event():
    assert TALK.local_start.isoformat() == "2023-08-08T10:00:00-07:00"
    assert replace(TALK, start=datetime(2023, 8, 9, 1, tzinfo=UTC)).local_day == date(2023, 8, 8)


@pytest.mark.django_db
def test_snapshot_reads_as_the_program_it_was_made_of(program):
    program.sessions.filter(slug="tut-fairness").update(status="draft")
    records = json.loads(fixture.export(program))
    now = announced(program)
    assert sorted(read_snapshot(records), key=key) == sorted(now, key=key)
    assert any(session.is_public for session in now)
    assert not all(session.is_public for session in now)


def key(session):
    return session.key
