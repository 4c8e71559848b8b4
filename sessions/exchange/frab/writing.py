"""A schedule as the bytes of a file, JSON or XML (c3voc, schedule.xml.xsd)."""

import json
from typing import Any
from xml.etree import ElementTree as ET

from sessions.exchange.frab.document import Node

FIELDS = ("room", "title", "subtitle", "type", "date", "start", "slug", "abstract", "track", "url")
DETAILS = ("language", "description")
LONGEST = 99  # hours that the XML schema has room for


def as_json(document: Node) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def as_xml(document: Node) -> bytes:
    """Return the document as XML, which has no room for biographies and addresses of people."""
    schedule, conference = document["schedule"], document["schedule"]["conference"]
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", document["generator"])
    put(root, schedule, "url", "version")
    about = ET.SubElement(root, "conference")
    names = ("title", "acronym", "start", "end", "timeslot_duration", "url", "time_zone_name")
    put(about, conference | {"days": conference["daysCount"]}, *names, "days")
    for track in conference["tracks"]:
        ET.SubElement(about, "track", track)
    guids = {each["name"]: {"guid": each["guid"]} for each in conference["rooms"]}
    for day in conference["days"]:
        put_day(root, day, guids)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def put_day(root: ET.Element, day: Node, guids: dict[str, dict[str, str]]) -> None:
    bounds = {"start": day["day_start"], "end": day["day_end"]}
    element = ET.SubElement(root, "day", {"index": str(day["index"]), "date": day["date"]} | bounds)
    for name, events in day["rooms"].items():
        room = ET.SubElement(element, "room", {"name": name} | guids.get(name, {}))
        for each in events:
            put_event(room, each)


def put_event(room: ET.Element, event: Node) -> None:
    element = ET.SubElement(room, "event", {"guid": event["guid"], "id": str(event["id"])})
    put(element, event, *FIELDS)
    put(element, {"duration": length(event["duration"])}, "duration")
    put(element, {name: event[name] for name in DETAILS if event[name]}, *DETAILS)
    recording = ET.SubElement(element, "recording")
    optout = "true" if event["do_not_record"] else "false"
    put(recording, {"license": event["recording_license"], "optout": optout}, "license", "optout")
    persons = ET.SubElement(element, "persons")
    for each in event["persons"]:
        person = ET.SubElement(persons, "person", {"guid": each["guid"], "id": str(each["id"])})
        person.text = each["name"]
    for name in ("links", "attachments"):
        references = ET.SubElement(element, name)
        for each in event[name]:
            attributes = {"href": each["url"], "type": each["type"]}
            ET.SubElement(references, name.removesuffix("s"), attributes).text = each["title"]


def put(parent: ET.Element, values: dict[str, Any], *names: str) -> None:
    """Add an element for each of the values that are there."""
    for name in names:
        if name in values:
            ET.SubElement(parent, name).text = str(values[name] or "")


def length(duration: str) -> str:
    """Return a duration as XML has it: beyond 99 hours with days in front."""
    hours, minutes = duration.split(":")
    if int(hours) <= LONGEST:
        return duration
    days, rest = divmod(int(hours), 24)
    return f"{days}:{rest:02}:{minutes}"
