"""What the reader of a report should know: what a file says that is not carried over, and why."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sessions.exchange.frab import values
from sessions.exchange.frab.document import Node

OF_SCHEDULE = {"base_url", "conference", "generator", "url"}
OF_CONFERENCE = {
    *("base_url", "day_change", "days", "daysCount", "end", "rooms", "start"),
    *("time_zone_name", "track", "tracks"),
}
OF_DAYS = {"date", "day_end", "day_start", "events", "index", "rooms"}
OF_ROOMS = {"capacity", "events", "name"}
OF_TRACKS = {"color", "name"}
IN_BOTH_LANGUAGES = {"title", "subtitle", "abstract", "description"}


class Notes:
    """Messages, each once, with where it applies."""

    def __init__(self) -> None:
        self.found: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, message: str, place: str = "") -> None:
        self.found[message].append(place)

    def left_out(self, what: str, node: Node, carried: set[str], place: str = "") -> None:
        """Name what a node says that is not carried over."""
        for name, value in node.items():
            if name not in carried and value not in (None, "", [], {}):
                message = _("Not carried over, of %(what)s: %(name)s")
                self.add(message % {"what": what, "name": values.line(name)[:60]}, place)

    def languages_left_out(self, what: str, node: Node, carried: set[str], place: str) -> None:
        """Name the languages in which a node says what is carried over in others."""
        for name, value in node.items():
            if name in carried and isinstance(value, dict):
                codes = list(values.versions(value))
                taken = {*codes[:1], *(["zh-hans"] if name in IN_BOTH_LANGUAGES else [])}
                left = [f"{name} ({code})" for code in codes if code not in taken]
                self.left_out(what, dict.fromkeys(left if codes else [name], value), set(), place)

    def __iter__(self) -> Iterator[tuple[str, list[str]]]:
        for message, places in self.found.items():
            yield message, [place for place in dict.fromkeys(places) if place]


def note_what_is_around(notes: Notes, schedule: Node) -> None:
    """Name what a schedule says of itself, its conference, days, rooms and tracks."""
    conference: Node = schedule["conference"]
    notes.left_out(_("the schedule"), schedule, OF_SCHEDULE)
    notes.left_out(_("the conference"), conference, OF_CONFERENCE)
    days = dictionaries(conference.get("days"))
    rooms = dictionaries(conference.get("rooms"))
    rooms += [room for day in days for room in dictionaries(day.get("rooms"))]
    for node in days:
        notes.left_out(_("days"), node, OF_DAYS)
    for node in rooms:
        notes.left_out(_("rooms"), node, OF_ROOMS)
    for node in dictionaries(conference.get("tracks")):
        notes.left_out(_("tracks"), node, OF_TRACKS)
    used = {room for day in days for room, _event in events_of(day)}
    for name in dict.fromkeys(room for day in days for room, _events in rooms_of(day)):
        if name and name not in used:
            notes.add(_("Has no events, and was not carried over"), name)


def rooms_of(day: Node) -> list[tuple[str, list[Node]]]:
    """Return the rooms of a day with their events."""
    rooms = day.get("rooms")
    if isinstance(rooms, list):
        rooms = {values.line(each.get("name")): each.get("events") for each in dictionaries(rooms)}
    named = rooms if isinstance(rooms, dict) else {}
    return [(values.line(name), dictionaries(events)) for name, events in named.items()]


def events_of(day: Node) -> list[tuple[str, Node]]:
    """Return the events of a day, each with its room, also those straight under the day."""
    found = [(name, node) for name, events in rooms_of(day) for node in events]
    return found + [("", node) for node in dictionaries(day.get("events"))]


def dictionaries(given: Any) -> list[Node]:
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
