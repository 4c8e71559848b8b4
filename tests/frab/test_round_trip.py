"""Out and in again: equal programs, but for what docs/exchange.md lists. And real files."""

import json
from datetime import date, datetime, timedelta
from functools import partial
from urllib.parse import urljoin

import pytest
from django.utils import translation

from sessions.exchange import frab
from sessions.exchange.frab import Incoming, dry_run, import_file
from sessions.exchange.spreadsheet import State
from sessions.generation.program import generate
from sessions.models import Event, Participation, Resource, Session
from tests.frab.shared import DATA, events_of, needs_data, xml_problems

pytestmark = pytest.mark.django_db

FIELDS = ("slug", "title", "abstract", "kind", "start", "end", "day", "status", "language", "guid")
MORE = ("do_not_record", "recording_license")


def exported(event, write):
    sessions = Session.objects.of(event).public()
    here = "http://testserver/schedule"
    return write(frab.document(event, sessions, partial(urljoin, "http://testserver"), here))


def copy_of(event, slug):
    same = {"time_zone": event.time_zone, "name_en": slug}
    return Event.objects.create(
        slug=slug, start_date=event.start_date, end_date=event.end_date, **same
    )


def described(event):
    """Return the program of an event, field by field, as far as a schedule carries it."""
    found = {}
    sessions = Session.objects.of(event).exclude(start=None).exclude(status="cancelled")
    for each in sessions.for_detail():
        values = {name: getattr(each, name) for name in (*FIELDS, *MORE)}
        values |= {"guid": each.uid, "abstract": each.abstract or ""}
        values["room"] = each.place and each.place.name
        values["track"] = each.track and (each.track.name, each.track.color)
        values["people"] = list(dict.fromkeys(part.speaker.slug for part in each.people))
        links = each.resources.all()
        values["links"] = [(link.kind, link.url, link.label or "") for link in links]
        found[each.uid] = values
    return found


def generated(size):
    """Return a program of so many sessions with what generated ones do not have."""
    event = generate("big", sessions=size)
    sessions = list(Session.objects.filter(event=event).exclude(status="cancelled")[:40])
    Session.objects.filter(pk__in=[each.pk for each in sessions[:10]]).update(
        do_not_record=True, recording_license="CC BY 4.0", abstract_en="# Head\n\n- *a* <b> & `c`"
    )
    for each in sessions[:20]:
        for order, kind in enumerate(Resource.Kind.values):
            address = f"https://example.org/{each.slug}/{kind}?a=1&b=2"
            label = {"label_en": "Code & data"} if order % 2 else {}
            Resource.objects.create(session=each, kind=kind, order=order, url=address, **label)
    return event


@pytest.mark.parametrize(
    ("size", "write", "language"), [(1000, frab.as_xml, "en"), (200, frab.as_json, "zh-hans")]
)
def test_program_of_any_size_comes_back_equal_field_by_field(size, write, language):
    big = generated(size)
    translation.activate(language)
    copy = copy_of(big, "copy")
    data = exported(big, write)
    plan = import_file(Incoming(copy, data))
    assert plan.count(State.NEW) == len(plan.rows) > size * 0.9
    before = described(big)
    assert described(copy) == before
    again = exported(copy, write)
    second = copy_of(big, "second")
    import_file(Incoming(second, again))
    assert described(second) == before
    assert not any(dry_run(Incoming(copy, again)).writes)


@pytest.mark.parametrize("write", [frab.as_xml, frab.as_json])
@pytest.mark.parametrize("slug", ["kdd-2023", "llm-day"])
def test_own_schedule_changes_nothing_and_misses_nothing(slug, write):
    event = Event.objects.get(slug=slug)
    plan = dry_run(Incoming(event, exported(event, write)))
    assert plan.count(State.UNCHANGED) == len(plan.rows) > 5
    assert plan.vanished == []
    assert plan.questions == []


def wall(node):
    """Read a start as the file shows it, without the importer."""
    return datetime.fromisoformat(node["date"])


@needs_data
@pytest.mark.parametrize(
    ("file", "zone", "events", "days"),
    [
        ("frab-camp2019", "Europe/Berlin", 79, ("2019-08-21", "2019-08-25")),
        ("pretalx-democon", "UTC", 36, ("2020-12-14", "2020-12-16")),
    ],
)
def test_real_file_is_imported_whole(file, zone, events, days):
    data = (DATA / f"{file}.json").read_bytes()
    start, end = map(date.fromisoformat, days)
    event = Event.objects.create(
        slug="real", name_en="Real", time_zone=zone, start_date=start, end_date=end
    )
    import_file(Incoming(event, data))
    theirs = events_of(json.loads(data))
    ours = {str(each.guid): each for each in event.sessions.all()}
    assert len(ours) == len(theirs) == events
    for node in theirs:
        session = ours[node["guid"]]
        hours, minutes = map(int, node["duration"].split(":"))
        assert (session.title or "") == " ".join(node["title"].split())
        assert session.start == wall(node)
        assert session.end == wall(node) + timedelta(hours=hours, minutes=minutes)
        assert (session.room.name, session.track.name) == (node["room"], node["track"])
        assert session.language == node["language"]
        names = {" ".join(each["public_name"].casefold().split()) for each in node["persons"]}
        parts = Participation.objects.filter(session=session)
        assert {each.speaker.name.casefold() for each in parts} == names
        links = node["links"] + node["attachments"]
        assert session.resources.count() == len({link["url"] for link in links})
        assert session.do_not_record == node["do_not_record"]
    assert dry_run(Incoming(event, data)).count(State.UNCHANGED) == events
    out = exported(event, frab.as_xml)
    assert xml_problems(out) == []
    assert dry_run(Incoming(event, out)).count(State.UNCHANGED) == events
