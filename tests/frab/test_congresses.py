"""Seven real congresses, whole, as the package pyfahrplan carries them: 351 to 1,351 events."""

import json
import os
import pickletools
import re
import sqlite3
from collections import Counter
from zipfile import ZipFile

import pytest
from django.utils import translation

from sessions.exchange import frab
from sessions.exchange.frab import Incoming, dry_run
from sessions.exchange.spreadsheet import State
from sessions.models import Event, Session
from tests.frab.shared import counts, events_of, needs_data, put_in, xml_problems
from tests.frab.test_round_trip import copy_of, described, exported

WHEEL = os.environ.get("PYFAHRPLAN")
CACHE = "pyfahrplan/fahrplan_cache.sqlite"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.skipif(
        not WHEEL, reason="no real congresses: set PYFAHRPLAN to the wheel of pyfahrplan 1.1.0"
    ),
]


@pytest.fixture(scope="module")
def schedules(tmp_path_factory):
    """Return the schedules in JSON by the acronyms of their congresses."""
    with ZipFile(WHEEL) as wheel:
        cache = sqlite3.connect(wheel.extract(CACHE, tmp_path_factory.mktemp("cache")))
    found = {}
    for (answer,) in cache.execute("SELECT value FROM responses"):
        # Read, not loaded: a pickle may do anything.
        contents = [each for _op, each, _at in pickletools.genops(answer) if type(each) is bytes]
        schedule = max(contents, key=len)
        found[json.loads(schedule)["schedule"]["conference"]["acronym"]] = schedule
    return found


def congress(acronym, first, last, zone="Europe/Berlin"):
    days = {"start_date": first, "end_date": last}
    event = Event.objects.create(slug=acronym, name_en=acronym, time_zone=zone, **days)
    event.refresh_from_db()
    return event


def same(text):
    """Return a text as far as it tells rooms, tracks and people apart."""
    words = re.sub(r"[\W_]+", " ", text or "").casefold().split()
    return " ".join(words) or (text or "").strip()


def as_in_the_file(node):
    hours, minutes = map(int, node["duration"].split(":"))
    names = {same(each.get("public_name") or each.get("name")) for each in node["persons"]}
    return (
        " ".join(node["title"].split()),
        f"{node['date'][:10]} {node['start']:0>5}",
        60 * hours + minutes,
        same(node["room"]),
        same(node["track"]),
        frozenset(names - {""}),
    )


def as_here(session):
    length = session.end - session.start if session.end else None
    return (
        session.title,
        f"{session.local_start:%Y-%m-%d %H:%M}",
        length.total_seconds() // 60 if length else 0,
        same(session.place and session.place.name),
        same(session.track and session.track.name),
        frozenset(same(each.speaker.name) for each in session.people),
    )


@pytest.mark.parametrize(
    ("acronym", "number", "days", "zone"),
    [
        ("32c3", 474, ("2015-12-27", "2015-12-31"), "Europe/Berlin"),
        ("33c3", 573, ("2016-12-27", "2016-12-30"), "Europe/Berlin"),
        ("34c3", 661, ("2017-12-27", "2017-12-31"), "Europe/Berlin"),
        ("35c3", 927, ("2018-12-27", "2018-12-30"), "Europe/Berlin"),
        ("36c3", 1351, ("2019-12-27", "2019-12-30"), "Europe/Berlin"),
        ("rc3", 451, ("2020-12-27", "2020-12-30"), "Europe/Berlin"),
        ("rc3-2021", 351, ("2021-12-27", "2021-12-30"), "Europe/Amsterdam"),
    ],
)
def test_congress_is_imported_event_by_event(schedules, acronym, number, days, zone):
    event = congress(acronym, *days, zone)
    put_in(event, schedules[acronym])
    theirs = [as_in_the_file(node) for node in events_of(json.loads(schedules[acronym]))]
    ours = [as_here(each) for each in Session.objects.of(event).for_detail()]
    assert Counter(ours) == Counter(theirs)
    assert len(ours) == number
    assert counts(dry_run(Incoming(event, schedules[acronym]))) == {"unchanged": number}


@needs_data
@pytest.mark.parametrize(("write", "language"), [(frab.as_xml, "en"), (frab.as_json, "zh-hans")])
def test_congress_of_1351_events_comes_back_equal(schedules, write, language):
    event = congress("36c3", "2019-12-27", "2019-12-30")
    put_in(event, schedules["36c3"])
    translation.activate(language)
    data = exported(event, write)
    if write is frab.as_xml:
        assert xml_problems(data) == []
    copy = copy_of(event, "copy")
    assert put_in(copy, data).count(State.NEW) == 1351
    assert described(copy) == described(event)
