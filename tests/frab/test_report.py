"""What a schedule says that has no place here: each thing is named, with where it stands."""

import pytest

from sessions.exchange.frab import Incoming, dry_run, import_file
from tests.frab.shared import event, schedule, xml


def named(conference, data):
    """Return what the report of a dry run names, and where."""
    return dict(dry_run(Incoming(conference, data)).notes)


@pytest.mark.parametrize(
    ("message", "conference_says"),
    [
        ("Not carried over, of the schedule: version", {}),
        ("Not carried over, of the conference: acronym", {}),
        ("Not carried over, of the conference: timeslot_duration", {"timeslot_duration": "00:05"}),
        ("Not carried over, of rooms: guid", {"rooms": [{"name": "Hall A", "guid": "1"}]}),
        ("Not carried over, of tracks: slug", {"tracks": [{"name": "Main", "slug": "main"}]}),
    ],
)
def test_what_schedule_rooms_and_tracks_say_beside_is_named(conference, message, conference_says):
    assert message in named(conference, schedule(event(), **conference_says))


def test_guid_of_a_room_in_xml_is_named(conference):
    inside = (
        '<room name="Hall A" guid="1"><event><title>Opening</title><start>10:00</start></event>'
    )
    assert "Not carried over, of rooms: guid" in named(conference, xml(f"{inside}</room>"))


def test_where_the_schema_of_a_file_is_belongs_to_no_program(conference):
    where = (
        b'<schedule xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        b' xsi:noNamespaceSchemaLocation="https://a.example/schedule.xsd"'
    )
    data = xml("<event><title>Opening</title><start>10:00</start></event>")
    report = named(conference, data.replace(b"<schedule", where, 1))
    assert not [message for message in report if "Schema" in message]


def test_what_a_day_says_beside_is_named(conference):
    day = {"date": "2023-08-07", "title": "Workshops", "rooms": {"Hall A": [event()]}}
    assert "Not carried over, of days: title" in named(conference, schedule(days=[day]))


def test_room_without_events_is_named(conference):
    days = [{"date": "2023-08-07", "rooms": {"Hall A": [event()], "Hall B": [], "Hall C": []}}]
    report = named(conference, schedule(days=days))
    assert report["Has no events, and was not carried over"] == ["Hall B", "Hall C"]


def test_room_with_events_on_another_day_is_not_called_empty(conference):
    first = {"date": "2023-08-07", "rooms": {"Hall A": [event()], "Hall B": []}}
    second = {"date": "2023-08-08", "rooms": {"Hall B": [event(title="Other")]}}
    report = named(conference, schedule(days=[first, second]))
    assert "Has no events, and was not carried over" not in report


def test_slug_that_is_none_here_is_named(conference):
    report = named(conference, schedule(event(slug="https://a.example/#opening")))
    assert report["Not carried over, for it is no slug here"] == ["Opening"]


def test_slug_that_is_too_long_is_cut_off_and_named(conference):
    data = schedule(event(slug=f"conf-{'a' * 79}-word"))
    assert named(conference, data)["A text was cut off after 80 characters"] == ["Opening"]
    import_file(Incoming(conference, data))
    assert conference.sessions.get().slug == "a" * 79


def test_slug_behind_the_acronym_is_carried_over(conference):
    import_file(Incoming(conference, schedule(event(slug="conf-the-opening"))))
    assert conference.sessions.get().slug == "the-opening"
    assert "Not carried over, for it is no slug here" not in named(conference, schedule(event()))


def test_date_in_another_zone_than_the_venue_is_named(conference):
    report = named(conference, schedule(event(date="2023-08-07T10:00:00+02:00", start="10:00")))
    assert report["Date and start are in another zone than the venue; taken as the date says"] == [
        "Opening"
    ]


def test_date_in_utc_beside_a_local_start_is_not_worth_a_word(conference):
    report = named(conference, schedule(event(date="2023-08-07T17:00:00Z", start="10:00")))
    assert not any("start" in message.lower() for message in report)


def test_name_that_may_be_of_several_people_is_named(conference):
    several = event(persons=[{"name": "Dr. Ada L., Grace H."}])
    report = named(conference, schedule(several))
    assert report["A name with a comma; is it that of several people?"] == ["Dr. Ada L., Grace H."]


def test_person_straight_under_an_event_takes_part(conference):
    inside = """<room name="Hall A"><event><title>Opening</title><start>10:00</start>
        <person>Ada L.</person><person id="2">Grace H.</person><person></person></event></room>"""
    import_file(Incoming(conference, xml(inside)))
    assert not any("Someone" in message for message in named(conference, xml(inside)))
    people = conference.sessions.get().participations.order_by("order")
    assert [each.speaker.name for each in people] == ["Ada L.", "Grace H."]
