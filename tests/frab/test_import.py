"""What real schedules say, and how it comes to be here."""

from datetime import timedelta
from uuid import UUID

import pytest

from sessions.exchange.frab import Incoming, dry_run, import_file
from sessions.exchange.spreadsheet import SpreadsheetError
from sessions.models import Participation, Resource, Room, Track
from speakers.history.models import Edit
from tests.frab.shared import GUID, TEN, counts, event, noted, only, put_in, schedule, xml


def test_dry_run_writes_nothing(conference):
    plan = dry_run(Incoming(conference, schedule(event())))
    assert counts(plan) == {"new": 1}
    assert not conference.sessions.exists()
    assert not Room.objects.filter(event=conference).exists()


def test_new_event_is_a_published_session_with_room_track_people_and_links(conference):
    said = event(
        guid=GUID,
        duration="01:30",
        type="keynote",
        language="en",
        track="Main",
        abstract="About *it*.",
        do_not_record=True,
        recording_license="CC BY",
        persons=[{"id": 1, "public_name": "Ada Lovelace", "biography": "Wrote."}],
        links=[{"url": "https://example.org/", "title": "Home"}],
    )
    put_in(conference, schedule(said, tracks=[{"name": "Main", "color": "#ff2010"}]))
    session = only(conference)
    assert (session.title_en, session.kind, session.status) == ("Opening", "keynote", "published")
    assert (session.start, session.end) == (TEN, TEN + timedelta(minutes=90))
    assert (session.room.name_en, session.track.name_en) == ("Hall A", "Main")
    assert session.track.color == Track.Color.CORAL
    assert (session.language, session.abstract_en) == ("en", "About *it*.")
    assert (session.do_not_record, session.recording_license) == (True, "CC BY")
    assert session.guid == UUID(GUID)
    [part] = Participation.objects.filter(session=session)
    assert (part.speaker.name_en, part.speaker.biography_en) == ("Ada Lovelace", "Wrote.")
    [link] = session.resources.all()
    assert (link.url, link.kind, link.label_en) == ("https://example.org/", "link", "Home")


def test_same_file_again_changes_nothing(conference):
    said = event(persons=[{"name": "Ada Lovelace"}], links=["nymtech.net"], duration="0:00")
    data = schedule(said, event(title="Close", guid=GUID, abstract="<p>A<p>B"))
    put_in(conference, data)
    edits = Edit.objects.count()
    assert counts(put_in(conference, data)) == {"unchanged": 2}
    assert Edit.objects.count() == edits


def test_import_is_one_edit_in_the_history(conference, admin_user):
    import_file(Incoming(conference, schedule(event(), event(title="Close"))), user=admin_user)
    edit = Edit.objects.latest("pk")
    assert (edit.comment, edit.made_by) == ("Imported from a schedule", admin_user)


def test_event_without_title_or_start_is_refused_in_words(conference):
    data = schedule(event(title=""), event(date=None), event(title="Good"))
    plan = dry_run(Incoming(conference, data))
    said = [problem.message for row in plan.rows for problem in row.row.problems]
    assert said == ["It has no title.", "It has no start that can be read."]
    with pytest.raises(SpreadsheetError, match="Nothing was imported"):
        put_in(conference, data)
    import_file(Incoming(conference, data), leave_out=True)
    assert only(conference).title_en == "Good"


def test_what_is_not_carried_over_is_named(conference):
    said = event(logo="x.png", feedback_url="https://a.example", answers=[], persons=[{"code": 1}])
    plan = dry_run(Incoming(conference, schedule(said, colors={"primary": "#fff"})))
    messages = {message for message, _places in plan.notes}
    assert "Not carried over, of events: logo" in messages
    assert "Not carried over, of events: feedback_url" in messages
    assert "Not carried over, of the conference: colors" in messages
    assert not any("answers" in each for each in messages)


def test_overlapping_events_are_both_taken(conference):
    put_in(conference, schedule(event(duration="2:00"), event(title="Other", duration="2:00")))
    assert conference.sessions.count() == 2


def test_rooms_whose_names_are_signs_are_different_rooms(conference):
    put_in(conference, schedule(event(room="🎮"), event(title="Other", room="★")))
    assert {each.room.name for each in conference.sessions.all()} == {"🎮", "★"}


def test_empty_room_is_no_room(conference):
    put_in(conference, schedule(days=[{"date": "2023-08-07", "rooms": {"": [event()]}}]))
    assert only(conference).room is None


def test_events_of_xml_may_stand_straight_under_a_day(conference):
    inside = """<event id="7"><room>Hall B</room><title>Opening</title><start>10:00</start>
        <duration>00:20</duration><persons><person>Ada L.</person></persons>
        <links><link href="a.example">Site</link></links>
        <recording><license>CC0</license><optout>true</optout></recording></event>"""
    put_in(conference, xml(inside))
    session = only(conference)
    assert (session.start, session.end) == (TEN, TEN + timedelta(minutes=20))
    assert (session.room.name, session.do_not_record) == ("Hall B", True)
    assert session.recording_license == "CC0"
    assert session.participations.get().speaker.name == "Ada L."
    assert session.resources.get().label == "Site"


def test_schedule_as_fosdem_writes_it_is_imported_whole(conference):
    about = """<title>FOSDEM</title><subtitle/><venue>ULB</venue><city>Brussels</city>
        <start>2023-08-07</start><days>2</days><day_change>09:00:00</day_change>
        <timeslot_duration>00:05:00</timeslot_duration>"""
    inside = """<room name="K.3.201"></room><room name="Janson">
      <event id="15059"><start>09:30</start><duration>00:25</duration><room>Janson</room>
        <slug>keynotes_welcome</slug><title>Welcome</title><subtitle/><track>Keynotes</track>
        <type>maintrack</type><language/><abstract>&lt;p&gt;Opening talk.&lt;/p&gt;</abstract>
        <description>&lt;p&gt;Welcome &lt;em&gt;all&lt;/em&gt;!&lt;/p&gt;</description>
        <persons><person id="6">Some Staff</person><person id="497">Ada L.</person></persons>
        <attachments><attachment type="slides" href="https://a.example/w.pdf">Slides</attachment>
        </attachments><links><link href="https://b.example/#/room/#x:y">Chat</link></links>
      </event></room>"""
    plan = put_in(conference, xml(inside, about))
    session = only(conference)
    assert session.start == TEN - timedelta(minutes=30)
    assert session.end - session.start == timedelta(minutes=25)
    assert (session.slug, session.kind, session.guid) == ("keynotes_welcome", "talk", None)
    assert session.abstract_en == "Opening talk.\n\nWelcome *all*!"
    assert [each.speaker.name for each in session.participations.order_by("order")] == [
        "Some Staff",
        "Ada L.",
    ]
    links = [(each.kind, each.label) for each in session.resources.order_by("order")]
    assert links == [("link", "Chat"), ("slides", "")]
    assert noted(plan, "of the conference: venue")
    assert counts(put_in(conference, xml(inside, about))) == {"unchanged": 1}


def test_number_of_queries_of_a_dry_run_does_not_depend_on_the_file(
    conference, django_assert_max_num_queries
):
    events = [
        event(title=f"Talk {number}", persons=[{"name": f"Person {number}"}])
        for number in range(150)
    ]
    incoming = Incoming(conference, schedule(*events))
    with django_assert_max_num_queries(16):
        dry_run(incoming)


def test_failure_while_writing_leaves_nothing(conference, monkeypatch):
    def save(self, **_how):
        raise RuntimeError

    monkeypatch.setattr(Resource, "save", save)
    with pytest.raises(RuntimeError):
        put_in(conference, schedule(event(links=["a.example"])))
    assert not conference.sessions.exists()
    assert not Room.objects.filter(event=conference).exists()
