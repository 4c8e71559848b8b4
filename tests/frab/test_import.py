"""What real schedules say, and how it comes to be here."""

from datetime import timedelta
from uuid import UUID

import pytest

from sessions.exchange.frab import Incoming, dry_run, import_file
from sessions.exchange.spreadsheet import NEW, SpreadsheetError
from sessions.models import Participation, Resource, Room, Session, Track
from speakers.history.models import Edit
from speakers.models import Speaker
from tests.frab.shared import TEN, counts, event, noted, only, put_in, schedule, xml

GUID = "0a99f1db-dfad-4534-888c-bd98acc576b3"
OTHER = "fe76305f-d58f-5880-8918-dedadf9acfe5"


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"guid": GUID}, {"guid": GUID, "title": "Other", "date": "2023-08-08T10:00:00-07:00"}),
        ({"slug": "conf-opening-talk"}, {"slug": "conf-opening-talk", "title": "Other"}),
        ({"slug": "U3SAXX"}, {"slug": "u3saxx", "title": "Other"}),
        ({"abstract": "Old"}, {"abstract": "New"}),
        ({}, {"date": "2023-08-08T10:00:00-07:00"}),
    ],
    ids=["guid", "slug", "slug in capitals", "title and start", "title"],
)
def test_event_is_known_again_by_its(conference, before, after):
    put_in(conference, schedule(event(**before)))
    key = only(conference).pk
    plan = put_in(conference, schedule(event(**after)))
    assert counts(plan) == {"changed": 1}
    assert only(conference).pk == key
    assert plan.vanished == []


def test_session_whose_slug_has_capitals_is_known_again(conference):
    given = {"title_en": "Opening", "status": "published", "start": TEN}
    Session.objects.create(event=conference, slug="U3SAXX", **given)
    put_in(conference, schedule(event(slug="conf-U3SAXX", title="Other")))
    assert (only(conference).slug, only(conference).title) == ("U3SAXX", "Other")


def test_guid_of_another_is_not_the_same_event_whatever_its_title(conference):
    put_in(conference, schedule(event(guid=GUID)))
    plan = dry_run(Incoming(conference, schedule(event(guid=OTHER))))
    assert (counts(plan), len(plan.vanished)) == ({"new": 1}, 1)


def test_second_event_with_a_guid_does_without_and_is_named(conference):
    data = schedule(event(guid=GUID), event(guid=GUID, title="Second"))
    plan = put_in(conference, data)
    assert noted(plan, "guid is that of another")[0][1] == ["Second"]
    assert conference.sessions.get(title_en="Second").guid is None
    assert counts(put_in(conference, data)) == {"unchanged": 2}


def test_event_that_stands_twice_is_taken_once_and_named(conference):
    plan = put_in(conference, schedule(event(guid=GUID), event(guid=GUID)))
    assert noted(plan, "Stands twice")[0][1] == ["Opening"]
    assert conference.sessions.count() == 1


def test_vanished_session_is_named_and_stays(conference):
    put_in(conference, schedule(event(), event(title="Close")))
    plan = put_in(conference, schedule(event()))
    assert [row.label for row in plan.vanished] == ["Close"]
    assert conference.sessions.get(title_en="Close").status == "published"


def test_vanished_session_is_cancelled_when_asked_and_comes_back(conference):
    both = schedule(event(), event(title="Close"))
    put_in(conference, both)
    put_in(conference, schedule(event()), cancel_vanished=True)
    assert conference.sessions.get(title_en="Close").status == "cancelled"
    put_in(conference, both)
    assert conference.sessions.get(title_en="Close").status == "published"


def test_session_whose_event_is_refused_has_not_vanished(conference):
    put_in(conference, schedule(event(guid=GUID), event(title="Close")))
    data = schedule(event(guid=GUID, title=""), event(title="Close", date=None))
    assert dry_run(Incoming(conference, data)).vanished == []


def test_drafts_and_what_has_no_time_have_not_vanished(conference):
    given = {"event": conference, "title_en": "Mine"}
    Session.objects.create(slug="a", start=TEN, status="draft", **given)
    Session.objects.create(slug="b", status="published", **given)
    assert dry_run(Incoming(conference, schedule(event()))).vanished == []


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ({"date": "2023-08-07T17:00:00Z", "start": "10:00"}, TEN),
        ({"date": "2023-08-07T17:00:00+00:00"}, TEN),
        ({"date": "2023-08-07T10:00:00"}, TEN),
        ({"date": "2023-08-07", "start": "10:00"}, TEN),
        ({"date": None, "start": "10:00:00"}, TEN),
        ({"date": None, "start": "01:30"}, TEN + timedelta(hours=15, minutes=30)),
        ({"date": "2023-08-08", "start": "01:30"}, TEN + timedelta(hours=15, minutes=30)),
    ],
)
def test_start_is_read_from(conference, said, starts):
    put_in(conference, schedule(event(**said)))
    assert only(conference).start == starts


@pytest.mark.parametrize(
    ("conference_says", "start", "next_day"),
    [
        ({"day_change": "06:00"}, "05:30", True),
        ({"day_change": "06:00:00"}, "06:30", False),
        ({}, "03:59", True),
        ({}, "04:00", False),
    ],
)
def test_day_changes_when_the_file_says(conference, conference_says, start, next_day):
    put_in(conference, schedule(event(date=None, start=start), **conference_says))
    assert only(conference).local_start.day == 7 + next_day


def test_day_changes_at_the_end_of_the_day_in_the_file(conference):
    day = {
        "date": "2023-08-07",
        "day_start": "2023-08-07T09:00:00-07:00",
        "day_end": "2023-08-08T06:00:00-07:00",
        "rooms": {"A": [event(date=None, start="05:30")]},
    }
    put_in(conference, schedule(days=[day]))
    assert only(conference).local_start.day == 8


def test_start_that_contradicts_its_date_is_named(conference):
    plan = put_in(conference, schedule(event(start="14:00")))
    assert noted(plan, "another time than that of the date")[0][1] == ["Opening"]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("1:00", 60),
        ("00:30", 30),
        ("24:00", 1440),
        ("1:00:00", 1440),
        ("01:00:00", 60),
        ("00:45:00", 45),
        ("0:25:00", 25),
        ("1:45:00", 105),
        ("45", 45),
        ("0:00", None),
        ("", None),
        ("soon", None),
        ("99999:00", None),
    ],
)
def test_duration(conference, said, minutes):
    put_in(conference, schedule(event(duration=said)))
    session = only(conference)
    assert session.end == (minutes and session.start + timedelta(minutes=minutes))


def test_duration_of_three_parts_is_read_as_the_others_of_the_file(conference):
    put_in(conference, schedule(event(duration="1:00:00"), event(title="Next", duration="0:25:00")))
    session = conference.sessions.get(title_en="Opening")
    assert session.end - session.start == timedelta(hours=1)


def test_duration_that_cannot_be_read_is_named(conference):
    plan = put_in(conference, schedule(event(duration="soon")))
    assert noted(plan, "“soon” cannot be read")[0][1] == ["Opening"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("de, en", "de"),
        ("en", "en"),
        ("en_US", "en"),
        ("English", "en"),
        ("Deutsch", "de"),
        ("zh-Hans", "zh-hans"),
        ("klingon", ""),
        ("", ""),
    ],
)
def test_language(conference, said, language):
    plan = put_in(conference, schedule(event(language=said)))
    assert only(conference).language == language
    assert bool(noted(plan, "The language")) == (said not in ("en", "zh-Hans", ""))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("lecture", "talk"),
        ("Workshop", "workshop"),
        ("paper-session", "paper-session"),
        ("主旨报告", "keynote"),
        ("Talk (45 mins)", "talk"),
        ("Workshop 2 hours", "workshop"),
        ("Workshop 4h", "workshop"),
        ("Vortrag 30 min (incl. Q&A)", "talk"),
        ("90-minute tutorial", "tutorial"),
        ("Talk 45 minutes + 10 minutes Q&A", "talk"),
        ("djset", "social"),
        ("séance", "talk"),
    ],
)
def test_type(conference, said, kind):
    plan = put_in(conference, schedule(event(type=said)))
    assert only(conference).kind == kind
    assert bool(noted(plan, "Of type")) == (said == "séance")


def test_type_that_is_not_known_leaves_the_kind_here_alone(conference):
    data = schedule(event(type="séance"))
    put_in(conference, data)
    conference.sessions.update(kind="tutorial")
    assert counts(put_in(conference, data)) == {"unchanged": 1}


def test_html_becomes_markdown(conference):
    html = (
        "<p>First <b>bold</b>\n and <a href='https://example.org'>link</a>.</p>"
        "<ul><li>one</li><li>two &amp; three</li></ul><script>alert(1)</script>"
    )
    put_in(conference, schedule(event(abstract=html)))
    assert only(conference).abstract_en == (
        "First **bold** and [link](https://example.org).\n\n- one\n- two & three"
    )


def test_text_without_tags_stays_as_it_is(conference):
    text = "One < two, a_b and *this*,\nthen <ada@example.org>"
    put_in(conference, schedule(event(abstract=text)))
    assert only(conference).abstract_en == text


def test_subtitle_abstract_and_description_are_the_abstract(conference):
    put_in(conference, schedule(event(subtitle="Sub", abstract="Short", description="Long")))
    assert only(conference).abstract_en == "Sub\n\nShort\n\nLong"


def test_chinese_texts_are_in_chinese(conference):
    put_in(conference, schedule(event(title="开幕式", abstract="Welcome")))
    session = only(conference)
    assert (session.title_en or "", session.title_zh_hans) == ("", "开幕式")
    assert session.abstract_en == "Welcome"


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("nymtech.net", "https://nymtech.net"),
        ("/system/a.pdf", "https://base.example/system/a.pdf"),
        ("http://example.org/x y", None),
        ("../../../etc/passwd", "https://base.example/etc/passwd"),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("C:\\slides.pdf", None),
    ],
)
def test_address_of_an_attachment(conference, said, url):
    data = schedule(event(attachments=[{"url": said}]), base_url="https://base.example/a/")
    plan = put_in(conference, data)
    assert [each.url for each in Resource.objects.filter(session__event=conference)] == (
        [url] if url else []
    )
    assert bool(noted(plan, "no web address")) == (not url)


def test_path_without_base_is_named_and_not_kept(conference):
    plan = put_in(conference, schedule(event(attachments=[{"url": "/etc/passwd"}])))
    assert noted(plan, "no web address: /etc/passwd")
    assert not Resource.objects.filter(session__event=conference).exists()


def test_link_that_only_we_have_is_kept_and_named(conference):
    put_in(conference, schedule(event(links=["a.example"])))
    plan = put_in(conference, schedule(event(links=["b.example"])))
    urls = {each.url for each in only(conference).resources.all()}
    assert urls == {"https://a.example", "https://b.example"}
    assert noted(plan, "they were kept")[0][1] == ["Opening"]


def test_person_that_we_have_is_not_written_twice(conference):
    before = Speaker.objects.count()
    plan = put_in(conference, schedule(event(persons=[{"public_name": "ed h CHI"}])))
    assert plan.questions == []
    assert Speaker.objects.count() == before
    assert only(conference).participations.get().speaker.slug == "ed-chi"


def test_person_that_is_like_one_of_ours_is_asked_about(conference):
    data = schedule(event(persons=[{"name": "Jaimee Teevan"}]))
    [question] = dry_run(Incoming(conference, data)).questions
    assert [each.slug for each in question.candidates] == ["jaime-teevan"]
    with pytest.raises(SpreadsheetError, match="Nothing was imported"):
        put_in(conference, data)
    assert not conference.sessions.exists()
    put_in(conference, data, answers={question.key: "jaime-teevan"})
    assert only(conference).participations.get().speaker.slug == "jaime-teevan"
    again = dry_run(Incoming(conference, data, {question.key: NEW}))
    assert counts(again) == {"changed": 1}


def test_people_alike_within_one_file_are_different_people(conference):
    names = ["Anna Schmidt", "Anna Schmitt"]
    plan = put_in(conference, schedule(event(persons=[{"name": each} for each in names])))
    assert plan.questions == []
    assert only(conference).participations.count() == 2


def test_person_named_twice_takes_part_once(conference):
    people = [{"id": 1, "name": "Ada L."}, {"id": 2, "name": "Ada L."}, {"name": ""}, "Bob B."]
    plan = put_in(conference, schedule(event(persons=people)))
    names = [each.speaker.name for each in only(conference).participations.order_by("order")]
    assert names == ["Ada L.", "Bob B."]
    assert noted(plan, "Names someone twice")
    assert noted(plan, "to be one person")[0][1] == ["Ada L."]
    assert noted(plan, "has no name")


def test_people_become_those_of_the_file_and_keep_their_roles(conference):
    people = [{"name": "Ada L."}, {"name": "Bob B."}]
    put_in(conference, schedule(event(persons=people)))
    only(conference).participations.filter(speaker__name_en="Bob B.").update(role="chair")
    put_in(conference, schedule(event(persons=[people[1], {"name": "Cem C."}])))
    parts = only(conference).participations.order_by("order")
    assert [(each.speaker.name, each.role) for each in parts] == [
        ("Bob B.", "chair"),
        ("Cem C.", "speaker"),
    ]


def test_biography_of_someone_we_have_is_filled_in_and_never_overwritten(conference):
    speaker = Speaker.objects.create(slug="ada", name_en="Ada L.")
    for said in ("First", "Second"):
        data = schedule(event(persons=[{"name": "Ada L.", "biography": said}]))
        plan = put_in(conference, data)
    speaker.refresh_from_db()
    assert speaker.biography_en == "First"
    assert noted(plan, "another biography")[0][1] == ["Ada L."]


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
