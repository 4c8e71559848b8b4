"""Calendars as two independent programs read them: icalendar (Python) and ical.js (JavaScript)."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from sessions.models import Event, Session
from sessions.releases import record_release
from tests.growth import grow

pytestmark = pytest.mark.django_db

SCRIPT = Path(__file__).with_name("read_calendar.mjs")
ICAL_JS = os.environ.get("ICAL_JS")


def iso(moment):
    utc = moment.dt.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def by_python(content):
    return [
        {
            "uid": entry["UID"],
            "sequence": entry["SEQUENCE"],
            "status": entry["STATUS"],
            "summary": str(entry["SUMMARY"]),
            "description": str(entry["DESCRIPTION"]),
            "location": str(entry["LOCATION"]),
            "start": iso(entry["DTSTART"]),
            "end": iso(entry["DTEND"]) if "DTEND" in entry else None,
            "modified": iso(entry["LAST-MODIFIED"]),
        }
        for entry in Calendar.from_ical(content).walk("VEVENT")
    ]


def by_javascript(content):
    if not (ICAL_JS and shutil.which("node")):
        pytest.skip("ical.js is not there: set ICAL_JS to its dist/ical.js and install Node")
    command = ["node", SCRIPT, ICAL_JS]
    read = subprocess.run(command, input=content, capture_output=True, check=False)
    assert not read.stderr, read.stderr.decode()
    return json.loads(read.stdout)


READERS = pytest.mark.parametrize("read", [by_python, by_javascript])


def entry_of(read, client, session):
    """Return the one entry of a session in the calendar of the whole program."""
    content = client.get("/kdd-2023/schedule.ics").content
    [found] = [each for each in read(content) if each["summary"].endswith(session.title_en)]
    return found


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_both_read_the_same(client, language):
    grow("big", 200)
    for event in ("kdd-2023", "big"):
        content = client.get(f"/{event}/schedule.ics?lang={language}").content
        assert by_python(content) == by_javascript(content) != []


@READERS
def test_times_are_those_of_the_program(client, program, read):
    content = client.get("/kdd-2023/schedule.ics").content
    sessions = Session.objects.of(program).exclude(start=None)
    assert sorted(each["start"] for each in read(content)) == sorted(
        each.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        for each in sessions.values_list("start", flat=True)
    )


@READERS
def test_subscriber_sees_the_move_and_the_cancellation_of_three_releases(client, program, read):
    session = Session.objects.get(slug="mlg-tang")
    record_release(program, None, None, None)
    published = entry_of(read, client, session)

    session.start = datetime(2023, 8, 7, 17, tzinfo=UTC)
    session.end = datetime(2023, 8, 7, 18, tzinfo=UTC)
    session.save()
    record_release(program, None, None, None)
    moved = entry_of(read, client, session)

    session.status = "cancelled"
    session.save()
    record_release(program, None, None, None)
    cancelled = entry_of(read, client, session)

    assert {each["uid"] for each in (published, moved, cancelled)} == {published["uid"]}
    assert [each["sequence"] for each in (published, moved, cancelled)] == [0, 1, 2]
    assert [each["start"][11:16] for each in (published, moved)] == ["15:15", "17:00"]
    assert [each["status"] for each in (moved, cancelled)] == ["CONFIRMED", "CANCELLED"]
    assert published["modified"] <= moved["modified"] <= cancelled["modified"]


@READERS
def test_releases_leave_alone_what_they_do_not_change(client, program, read):
    record_release(program, None, None, None)
    other = Session.objects.get(slug="mlg-keynote-2")
    before = entry_of(read, client, other)
    Session.objects.filter(slug="mlg-tang").update(status="cancelled")
    record_release(program, None, None, None)
    assert entry_of(read, client, other) == before


def test_release_of_the_whole_counts_for_a_special_day(client, program):
    record_release(program, None, None, None)
    Session.objects.filter(slug="llm-day-panel").update(status="cancelled")
    record_release(program, None, None, None)
    special_day = Event.objects.get(slug="llm-day")
    content = client.get(f"/{special_day.slug}/sessions/llm-day-panel.ics").content
    assert [each["sequence"] for each in by_python(content)] == [1]
