"""When events start and how long they take, in every way that schedules say it."""

from datetime import timedelta

import pytest

from tests.frab.shared import TEN, event, noted, only, put_in, schedule


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
