"""The schemas and real schedules beside the repository, small ones, and what becomes of them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sessions.exchange.frab import Incoming, import_file
from sessions.exchange.spreadsheet import State

DATA = Path(__file__).parents[3] / "shared" / "data" / "frab"
TEN = datetime(2023, 8, 7, 17, tzinfo=UTC)  # in the morning, at the venue
GUID = "0a99f1db-dfad-4534-888c-bd98acc576b3"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data/frab: see its README")


def events_of(schedule):
    """Return the events of a schedule in JSON, in its order."""
    days = schedule["schedule"]["conference"]["days"]
    return [each for day in days for room in day["rooms"].values() for each in room]


def problems(schedule):
    """Return what the JSON schema says against a schedule."""
    validators = pytest.importorskip("jsonschema").validators
    schema = json.loads((DATA / "schedule.schema.json").read_text())
    found = validators.validator_for(schema)(schema).iter_errors(schedule)
    return [f"{each.json_path}: {each.message[:200]}" for each in found]


def xml_problems(content):
    """Return what the XML schema says against a schedule."""
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(DATA / "schedule.xml.xsd")))
    schema.validate(etree.fromstring(content))
    return [f"{each.line}: {each.message}" for each in schema.error_log]


def event(**values):
    """Return an event as it stands in a schedule, with nothing that it need not have."""
    given = {"guid": None, "title": "Opening", "date": "2023-08-07T10:00:00-07:00"} | values
    return {name: value for name, value in given.items() if value is not None}


def schedule(*events, **conference):
    """Return the bytes of a schedule in JSON of one day, all in Hall A that name no room."""
    day = {"date": "2023-08-07", "rooms": {"Hall A": list(events)}}
    given = {"acronym": "conf", "time_zone_name": "America/Los_Angeles", "days": [day]}
    return json.dumps({"schedule": {"version": "1", "conference": given | conference}}).encode()


def xml(inside, about="<acronym>conf</acronym>"):
    """Return the bytes of a schedule in XML with one day."""
    head = f"<schedule><version>1</version><conference>{about}</conference>"
    return f'{head}<day index="1" date="2023-08-07">{inside}</day></schedule>'.encode()


def put_in(conference, data, **how):
    """Import a schedule, and return the plan that was carried out."""
    return import_file(Incoming(conference, data, **how))


def only(conference):
    """Return the one session that there is."""
    [session] = conference.sessions.all()
    return session


def noted(plan, part):
    """Return the notes of a plan in whose message a text stands, with their places."""
    return [(message, places) for message, places in plan.notes if part in message]


def counts(plan):
    """Return how many events came to be in which state."""
    return {state.value: plan.count(state) for state in State if plan.count(state)}
