"""Many sessions are moved at once, all or none, and nobody's change is overwritten unseen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry

from sessions.models import Event, Release, Session
from sessions.publishing import Move, NotPublishedError, Slot, plan, publish, slot_of
from sessions.search import search
from tests.growth import grow

GRAND_A = ("kdd-2023", "grand-a")
GRAND_B = ("kdd-2023", "grand-b")
IN_TRAY = Slot(None, None, None, None)


def slot(start, end, room=GRAND_A):
    """Return a slot on August 8 or another day, by what the clocks in California show."""
    times = (datetime.fromisoformat(f"2023-{each}") for each in (start, end))
    return Slot(None, *times, room)


def move(session, new, seen=None):
    return Move(session.natural_key(), seen or slot_of(session), new)


@pytest.fixture
def panel(program):
    """Tuesday, 14:00–15:30 in Grand A, part of LLM Day."""
    return Session.objects.get(slug="llm-day-panel")


@pytest.fixture
def workshop(program):
    """Monday, 13:00–17:00, with twelve talks inside that have times and no room of their own."""
    return Session.objects.get(slug="ws-causal-ml")


def test_move_is_made_in_the_time_of_the_venue(program, keynote, admin_user):
    publish(program, [move(keynote, slot("08-08T11:30", "08-08T12:15"))], admin_user, None, None)
    keynote.refresh_from_db()
    assert keynote.start == datetime(2023, 8, 8, 18, 30, tzinfo=UTC)
    assert keynote.end == datetime(2023, 8, 8, 19, 15, tzinfo=UTC)


def test_publishing_records_a_release_with_both_notes(program, keynote, admin_user):
    moves = [move(keynote, slot("08-08T11:30", "08-08T12:15"))]
    release = publish(program, moves, admin_user, "Later", "推迟")
    assert (release.number, release.note_en, release.note_zh_hans) == (1, "Later", "推迟")
    [kept] = [each for each in release.snapshot if each["fields"].get("slug") == keynote.slug]
    assert kept["fields"]["start"] == "2023-08-08T18:30:00Z"


def test_history_says_who_moved_what(program, keynote, admin_user):
    new = slot("08-08T10:10", "08-08T11:20", room=GRAND_B)
    publish(program, [move(keynote, new)], admin_user, None, None)
    entry = LogEntry.objects.get(object_id=str(keynote.pk))
    assert entry.user == admin_user
    assert entry.get_change_message() == "Changed End and Room."


def test_session_is_found_by_its_new_room(program, keynote, admin_user):
    publish(program, [move(keynote, slot_of(keynote)._replace(room=GRAND_B))], admin_user, "", "")
    assert keynote.pk in search(Session.objects.all(), "Grand B")


def test_session_goes_to_the_tray_and_loses_day_time_and_room(program, keynote, admin_user):
    publish(program, [move(keynote, IN_TRAY)], admin_user, None, None)
    keynote.refresh_from_db()
    assert slot_of(keynote) == IN_TRAY


def test_day_alone_becomes_a_time(program, admin_user):
    session = Session.objects.get(slug="keynote-ed-chi")
    publish(program, [move(session, slot("08-08T09:00", "08-08T10:00"))], admin_user, None, None)
    session.refresh_from_db()
    assert (session.day, session.local_start.hour) == (None, 9)


def test_what_is_inside_moves_by_the_same_time(program, workshop):
    changes = plan(program, [move(workshop, slot("08-08T14:00", "08-08T18:00", None))]).changes
    assert len(changes) == 1 + workshop.children.count()
    assert {each.after.start - each.before.start for each in changes} == {timedelta(hours=25)}
    assert all(each.follows for each in changes if each.before != workshop)


def test_what_is_inside_takes_the_room_from_its_parent(program, workshop):
    changes = plan(program, [move(workshop, slot("08-07T13:00", "08-07T17:00", GRAND_A))]).changes
    assert [each.before for each in changes] == [workshop]


def test_what_stands_in_the_room_of_its_parent_changes_rooms_with_it(program):
    workshop = Session.objects.get(slug="ws-mlg")
    inside = Session.objects.get(slug="mlg-tang")
    changes = plan(program, [move(workshop, slot_of(workshop)._replace(room=GRAND_A))]).changes
    [change] = [each for each in changes if each.before == inside]
    assert (change.after.room.slug, change.fields) == ("grand-a", ["room"])


def test_what_is_inside_stays_where_somebody_left_it(program, workshop):
    inside = workshop.children.get(slug="causal-intro")
    stays = move(inside, slot_of(inside))
    moves = [move(workshop, slot("08-08T14:00", "08-08T18:00", None)), stays]
    assert inside not in [each.before for each in plan(program, moves).changes]


def test_longer_session_moves_nothing_inside(program, workshop):
    changes = plan(program, [move(workshop, slot("08-07T13:00", "08-07T18:00", None))]).changes
    assert [each.before for each in changes] == [workshop]


def test_move_over_the_change_of_clocks_keeps_the_time_on_the_wall(db):
    event = grow("autumn", 3)
    Event.objects.filter(pk=event.pk).update(time_zone="America/Los_Angeles")
    event.refresh_from_db()
    outer = event.sessions.get(slug="session-0")
    inner = event.sessions.get(slug="session-1")
    before = datetime(2024, 11, 2, 16, tzinfo=UTC)
    event.sessions.filter(pk=outer.pk).update(start=before, end=before + timedelta(hours=2))
    inside = before + timedelta(hours=1)
    event.sessions.filter(pk=inner.pk).update(start=inside, end=inside + timedelta(minutes=30))
    outer.refresh_from_db()
    new = Slot(None, datetime(2024, 11, 4, 9), datetime(2024, 11, 4, 11), None)  # noqa: DTZ001
    after = {each.before.pk: each.after for each in plan(event, [move(outer, new)]).changes}
    assert f"{after[inner.pk].local_start:%d %H:%M %Z}" == "04 10:00 PST"


@pytest.mark.parametrize("wall_clock", ["2023-03-12T02:30", "2023-11-05T01:30"])
def test_time_that_the_clocks_skip_or_repeat_is_refused(wall_clock, program, keynote):
    start = datetime.fromisoformat(wall_clock)
    [problem] = plan(program, [move(keynote, Slot(None, start, None, None))]).problems
    assert str(keynote) in problem
    assert "America/Los_Angeles" in problem


def test_end_before_start_is_refused(program, keynote):
    [problem] = plan(program, [move(keynote, slot("08-08T11:00", "08-08T10:00"))]).problems
    assert problem == f"“{keynote}”: The end must come after the start."


def test_room_that_is_gone_is_named(program, keynote):
    new = slot_of(keynote)._replace(room=("kdd-2023", "attic"))
    [problem] = plan(program, [move(keynote, new)]).problems
    assert "there is no room “attic” any more" in problem


def test_session_that_is_gone_is_named(program, keynote, admin_user):
    moves = [replace(move(keynote, IN_TRAY), session=("kdd-2023", "never-was"))]
    with pytest.raises(NotPublishedError) as refused:
        publish(program, moves, admin_user, None, None)
    assert "kdd-2023/never-was" in refused.value.plan.problems[0]


def test_one_impossible_move_keeps_all_others_from_being_made(program, keynote, panel, admin_user):
    moves = [
        move(panel, slot("08-08T15:00", "08-08T16:30")),
        move(keynote, slot("08-08T11:00", "08-08T10:00")),
    ]
    with pytest.raises(NotPublishedError):
        publish(program, moves, admin_user, None, None)
    assert slot_of(Session.objects.get(pk=panel.pk)) == slot_of(panel)
    assert not Release.objects.exists()


def test_what_others_moved_meanwhile_is_shown_and_kept(program, keynote, panel, admin_user):
    mine = [
        move(keynote, slot("08-08T08:30", "08-08T09:20")),
        move(panel, slot("08-08T15:00", "08-08T16:30")),
    ]
    publish(program, [move(keynote, slot("08-08T11:30", "08-08T12:15"))], admin_user, None, None)
    with pytest.raises(NotPublishedError) as refused:
        publish(program, mine, admin_user, None, None)
    [meanwhile] = refused.value.plan.meanwhile
    shown = (meanwhile.seen, meanwhile.current, meanwhile.wanted)
    assert [f"{each.local_start:%H:%M}" for each in shown] == ["10:10", "11:30", "08:30"]
    assert Session.objects.get(pk=keynote.pk).local_start.hour == 11
    assert slot_of(Session.objects.get(pk=panel.pk)) == slot_of(panel)


def test_changes_to_other_sessions_are_merged(program, keynote, panel, admin_user):
    mine = [move(panel, slot("08-08T15:00", "08-08T16:30"))]
    publish(program, [move(keynote, slot("08-08T11:30", "08-08T12:15"))], admin_user, None, None)
    assert publish(program, mine, admin_user, None, None).number == 2
    assert Session.objects.get(pk=keynote.pk).local_start.hour == 11


def test_same_move_by_two_people_is_no_contradiction(program, keynote, admin_user):
    moves = [move(keynote, slot("08-08T11:30", "08-08T12:15"))]
    publish(program, moves, admin_user, None, None)
    again = plan(program, moves)
    assert (again.changes, again.meanwhile) == ([], [])


def test_nothing_moved_is_no_release(program, keynote, admin_user):
    with pytest.raises(NotPublishedError):
        publish(program, [move(keynote, slot_of(keynote))], admin_user, None, None)


@pytest.mark.parametrize("size", [6, 500])
def test_publishing_takes_few_queries_whatever_the_number_of_moves(
    size, admin_user, django_assert_max_num_queries
):
    event = grow(f"grown-{size}", size)
    event.rooms.create(slug="annex", name_en="Annex")
    moves = [
        move(
            session,
            Slot(
                None,
                session.start + timedelta(hours=1),
                session.end + timedelta(hours=1),
                (event.slug, "annex"),
            ),
        )
        for session in event.sessions.select_related("room__event", "event")
    ]
    with django_assert_max_num_queries(60):
        publish(event, moves, admin_user, None, None)
    assert {session.room.slug for session in event.sessions.select_related("room")} == {"annex"}
