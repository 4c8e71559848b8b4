"""The real program checked: what is read, and how it is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from sessions.checking import check
from sessions.models import Event, Room, Session, Unavailability
from sessions.rule_words import WORDS
from sessions.schedule.conflicts import Rule
from speakers.models import Speaker
from tests.growth import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def keynote(program):
    """Tuesday, 10:10–11:00 in California, in Grand A, by Jaime Teevan at LLM Day."""
    return Session.objects.get(slug="llm-day-documents-to-dialogues")


def change(slug, **facts):
    Session.objects.filter(slug=slug).update(**facts)


def told(event, rule):
    """Return the sentences about the breaches of one rule."""
    return [str(each) for each in check(event).findings() if each.conflict.rule is rule]


def beside(keynote, **facts):
    """Return another session at the same time as the keynote, in the event around it."""
    kept = {name: getattr(keynote, name) for name in ("kind", "start", "end", "room")}
    return Session.objects.create(
        **{
            "event": keynote.event.parent,
            "slug": "beside",
            "title_en": "Beside",
            "title_zh_hans": "同时",
            "status": "published",
        }
        | kept
        | facts
    )


def test_the_real_program_has_no_errors(program):
    assert [str(each) for each in check(program).findings() if each.is_error] == []


def test_the_real_program_is_told_where_it_is_not_complete(program):
    rules = {each.conflict.rule for each in check(program).findings()}
    assert rules == {Rule.NO_TIME, Rule.NO_ROOM, Rule.NO_SPEAKER}


def test_a_room_clash_is_told_with_sessions_room_time_and_mend(program, keynote):
    beside(keynote)
    [text] = told(program, Rule.ROOM_TWICE)
    assert text == (
        "Tue, Aug. 8, 2023, 10:10–11:00 PDT: “From Documents to Dialogues: How LLMs are Shaping"
        " the Future of Work” and “Beside” are both in Grand A."
        " Move one of them to another room or time."
    )


def test_a_person_is_found_in_two_events_of_one_program(program, keynote):
    other = beside(keynote, room=None)
    person = keynote.participations.get().speaker
    other.participations.create(speaker=person, role="panelist")
    [text] = told(program, Rule.PERSON_TWICE)
    assert text.startswith("Tue, Aug. 8, 2023, 10:10–11:00 PDT: Jaime Teevan would be in “")


def test_an_event_inside_another_is_told_only_what_concerns_it(program, keynote):
    special_day = keynote.event
    assert told(special_day, Rule.NO_ROOM) == []
    beside(keynote)
    assert len(told(special_day, Rule.ROOM_TWICE)) == 1


def test_unavailability_is_told_in_the_zone_of_the_event(program, keynote):
    person = keynote.participations.get().speaker
    Unavailability.objects.create(
        event=program, speaker=person, start=keynote.start, end=keynote.start + timedelta(minutes=5)
    )
    [text] = told(program, Rule.PERSON_AWAY)
    assert text == (
        "Tue, Aug. 8, 2023, 10:10–10:15 PDT: Jaime Teevan cannot come to “From Documents to"
        " Dialogues: How LLMs are Shaping the Future of Work” then. Move the session to another"
        " time, or let somebody else stand in."
    )


def test_unavailability_for_another_event_does_not_count(program, keynote):
    other = Event.objects.create(
        slug="other",
        name_en="Other",
        start_date="2023-08-08",
        end_date="2023-08-08",
        time_zone="UTC",
    )
    person = keynote.participations.get().speaker
    Unavailability.objects.create(event=other, speaker=person, start=keynote.start, end=keynote.end)
    assert told(program, Rule.PERSON_AWAY) == []


def test_days_of_the_event_are_named(program, keynote):
    change(keynote.slug, start=keynote.start + timedelta(days=1), end=None)
    [text] = told(program, Rule.OUTSIDE_DAYS)
    assert "is not on the days of LLM Day: Tue, Aug. 8, 2023." in text


def test_days_of_a_longer_event_are_named_first_to_last(program):
    change("ws-mlg", start=datetime(2023, 8, 20, tzinfo=UTC), end=None)
    [text] = told(program, Rule.OUTSIDE_DAYS)
    assert "Sun, Aug. 6, 2023 – Thu, Aug. 10, 2023" in text


def test_a_part_outside_its_session_is_told_with_both_times(program):
    opening = Session.objects.get(slug="mlg-opening")
    change("mlg-opening", start=opening.start - timedelta(hours=1))
    [text] = told(program, Rule.OUTSIDE_PARENT)
    assert text == (
        f"Mon, Aug. 7, 2023, 07:00–08:15 PDT: “{opening}” is part of “{opening.parent}”, which is"
        " at another time: Mon, Aug. 7, 2023, 08:00 PDT."
        " Correct the time of one of them, or what it is part of."
    )


def test_both_rooms_are_named(program, keynote):
    hall, other = Room.objects.filter(event=program)
    change(keynote.slug, room=hall)
    inside = beside(keynote, event=keynote.event, slug="inside", parent=keynote, room=other)
    [text] = told(program, Rule.OTHER_ROOM)
    assert f"“{inside}” is in {other}, and part of" in text
    assert f"in {hall}." in text


def test_the_way_between_rooms_is_told(program, keynote):
    hall, other = Room.objects.filter(event=program)
    change(keynote.slug, room=hall)
    second = beside(keynote, room=other, start=keynote.end, end=None)
    second.participations.create(speaker=keynote.participations.get().speaker)
    texts = told(program, Rule.NO_BREAK)
    assert [text for text in texts if f"in {hall} to “Beside” in {other}" in text]
    assert "Leave 5 minutes" in texts[0]


def test_seats_and_people_are_named(program, keynote):
    Room.objects.filter(pk=keynote.room_id).update(capacity=300)
    change(keynote.slug, audience=301)
    [text] = told(program, Rule.TOO_SMALL)
    assert "expects 301 people; Grand A has 300 seats. Choose a larger room." in text


def test_texts_that_lack_are_named(program, keynote):
    change(keynote.slug, title_zh_hans=None, abstract_en="", abstract_zh_hans="摘要")
    [text] = told(program, Rule.NO_TRANSLATION)
    assert "lacks: Title (Chinese), Abstract (English)." in text


def test_names_are_those_of_the_readers_language(program, keynote):
    beside(keynote)
    with translation.override("zh-hans"):
        [text] = told(program, Rule.ROOM_TWICE)
    assert "同时" in text
    assert keynote.title_zh_hans in text
    assert keynote.title_en not in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_has_a_name_and_sentences(rule, language):
    with translation.override(language):
        assert all(map(str, WORDS[rule]))


def test_moves_are_told_as_if_they_were_saved(program, keynote):
    panel = Session.objects.get(slug="llm-day-panel")
    panel.start, panel.end, panel.room = keynote.start, keynote.end, keynote.room
    effect = check(program).effect([panel])
    assert Rule.ROOM_TWICE in {each.conflict.rule for each in effect.brought}
    assert effect.ended == effect.remaining == []


def test_conflict_that_only_changes_its_time_remains(program, keynote):
    other = beside(keynote)
    other.start += timedelta(minutes=10)
    effect = check(program).effect([other])
    [remaining] = [each for each in effect.remaining if each.conflict.rule is Rule.ROOM_TWICE]
    assert remaining.time == "Tue, Aug. 8, 2023, 10:20–11:00 PDT"
    assert effect.brought == effect.ended == []


def test_of_what_remains_only_that_of_the_moved_sessions_is_told(program, keynote):
    beside(keynote)
    panel = Session.objects.get(slug="llm-day-panel")
    panel.end += timedelta(minutes=5)
    effect = check(program).effect([panel])
    assert (effect.brought, effect.ended, effect.remaining) == ([], [], [])


def test_conflicts_of_a_session_are_its_own(program, keynote):
    other = beside(keynote)
    assert {each.conflict.sessions for each in check(program).findings_of(other)} >= {
        each.conflict.sessions
        for each in check(program).findings()
        if each.conflict.rule is Rule.ROOM_TWICE
    }
    assert all(other in each.sessions for each in check(program).findings_of(other))


@pytest.mark.parametrize("size", [6, 300])
def test_a_program_of_any_size_is_read_and_told_in_six_queries(size, django_assert_num_queries):
    grow(f"grown-{size}", size)
    event = Event.objects.select_related("parent").get(slug=f"grown-{size}")
    person = Speaker.objects.filter(slug__startswith=f"grown-{size}-").first()
    Unavailability.objects.create(
        event=event, speaker=person, start=event.opening, end=event.closing
    )
    Session.objects.filter(event=event).update(audience=5)
    with django_assert_num_queries(6):
        assert list(map(str, check(event).findings()))
