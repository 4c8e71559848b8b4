"""A schedule in XML, read in bounded memory, in the form of the JSON schema."""

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from django.utils.translation import gettext as _

from sessions.exchange.broken import damaged_xml
from sessions.exchange.frab.document import Node
from sessions.exchange.frab.errors import MOST_PARTS, ScheduleError

DEEPEST = 40  # elements inside each other; a schedule has seven
OTHERWISE = {"conference", "day", "generator"}  # read by themselves
LISTS = {"links", "attachments"}
PEOPLE = {"persons", "person"}
LONG = {"abstract", "description"}
OF_THE_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance}"


def read(data: bytes) -> Node:
    """Return the document in an XML file, with all that it says of events.

    Raises `ScheduleError` if it is no schedule, and for entities, which none needs.
    """
    root = parsed(data)
    name = local(root)
    if name.lower() == "html":
        raise ScheduleError(_("This is a web page, not a schedule; download the file itself."))
    conference = child(root, "conference")
    if name != "schedule" or conference is None:
        raise ScheduleError(
            _("This XML is no frab schedule: it begins with <%s>, not with <schedule>.") % name[:60]
            if name != "schedule"
            else _("This schedule has no <conference>; it is no frab schedule.")
        )
    days = [each for each in root if local(each) == "day"]
    about = fields(conference, *OTHERWISE) | {
        "tracks": [each.attrib for each in conference if local(each) == "track"],
        "rooms": [fields(each, "event") for day in days for each in day if local(each) == "room"],
        "days": [day_node(each) for each in days],
    }
    base = {"base_url": about["base_url"]} if about.get("base_url") else {}
    generator = child(root, "generator")
    return {
        "generator": {} if generator is None else generator.attrib,
        "schedule": fields(root, *OTHERWISE) | base | {"conference": about},
    }


def parsed(data: bytes) -> Element:
    """Return the root of an XML text. Nothing outside of it is read."""
    parser, builder = expat.ParserCreate(namespace_separator="}"), TreeBuilder()
    parser.buffer_text = True
    depth = parts = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, parts
        depth, parts = depth + 1, parts + 1 + len(attributes)
        if depth > DEEPEST or parts > MOST_PARTS:
            raise ScheduleError(_("This XML is larger or deeper than any schedule."))
        said = {key: attributes[key] for key in attributes if not key.startswith(OF_THE_SCHEMA)}
        builder.start(name, said)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(*_declaration: Any) -> None:
        raise ScheduleError(
            _("The file declares entities, which no schedule needs; it is not read.")
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - its only form
    except expat.ExpatError as error:
        raise ScheduleError(damaged_xml(error)) from error
    except (LookupError, ValueError) as error:
        raise ScheduleError(_("The file is in an encoding that cannot be read.")) from error
    return builder.close()


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    return next((each for each in element if local(each) == name), None)


def fields(element: Element, *otherwise: str) -> Node:
    """Return attributes, and the texts of the elements inside but for those read `otherwise`."""
    inside = [each for each in element if local(each) not in otherwise]
    return dict(element.attrib) | {local(each): "".join(each.itertext()) for each in inside}


def day_node(day: Element) -> Node:
    """Return a day; events that stand in no room are its `events`."""
    found = fields(day, "room", "event")
    bounds = {"day_start": found.pop("start", None), "day_end": found.pop("end", None)}
    rooms: dict[str, list[Node]] = {}
    for room in day:
        if local(room) == "room":
            events = [event_node(each) for each in room if local(each) == "event"]
            rooms.setdefault(room.get("name", ""), []).extend(events)
    loose = [event_node(each) for each in day if local(each) == "event"]
    return found | bounds | {"rooms": rooms, "events": loose}


def event_node(event: Element) -> Node:
    """Return an event; of elements that stand there twice, what either says."""
    found: Node = dict(event.attrib)
    texts: dict[str, list[str]] = {}
    for each in event:
        name = local(each)
        if name == "recording":
            recording = fields(each)
            found["recording_license"] = recording.pop("license", "")
            found["do_not_record"] = recording.pop("optout", "")
            found |= {f"recording_{key}": value for key, value in recording.items()}
        elif name in LISTS:
            found[name] = [reference(each) for each in each]
        elif name not in PEOPLE:
            texts.setdefault(name, []).append(markup(each) if name in LONG else said(each))
    found |= {name: "\n\n".join(filter(None, dict.fromkeys(each))) for name, each in texts.items()}
    if any(local(each) in PEOPLE for each in event):
        found["persons"] = [each.attrib | {"name": said(each)} for each in people_of(event)]
    return found


def said(element: Element) -> str:
    return "".join(element.itertext()).strip()


def markup(element: Element) -> str:
    """Return a long text, with the tags that stand in it unescaped."""
    if not len(element):
        return said(element)
    return "".join([element.text or "", *(tostring(each, encoding="unicode") for each in element)])


def people_of(event: Element) -> list[Element]:
    """Return who takes part, also those straight under the event, but no empty element."""
    groups = [
        each if local(each) == "persons" else [each] for each in event if local(each) in PEOPLE
    ]
    return [person for group in groups for person in group if person.attrib or said(person)]


def reference(element: Element) -> Node:
    given = {name: value for name, value in element.attrib.items() if name != "href"}
    return given | {"url": element.get("href", ""), "title": said(element)}
