"""A program as a frab schedule, in the form of its JSON schema (c3voc, schedule.schema.json)."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q

from sessions.exchange.frab.words import COLORS, LINK_TYPES
from sessions.models import Event, Resource, Room, Session, Track
from sessions.querysets import SessionQuerySet, resources
from sessions.templatetags.program import html_lang
from sessions.words import clean
from speakers.models import Speaker

Node = dict[str, Any]
Absolute = Callable[[str], str]

SCHEMA = "https://c3voc.de/schedule/schema.json"
NEW_DAY = time(4)  # as at pretalx
GENERATOR = "kdd_program"
LARGEST = 2**31 - 1  # what apps can hold as a number
ZONE = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC$")  # of the schema; other zones are left out
SLUG = re.compile(r"[a-z0-9_-]{3,}[a-z0-9]")  # of both schemas
TRACK_SLUG = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")  # same


def document(event: Event, sessions: SessionQuerySet, absolute: Absolute, here: str) -> Node:
    """Return what takes place at a known time, in the current language.

    `sessions` are those that the public may see; cancelled ones are left out, since whoever reads
    the file takes all that is in it to take place. `absolute` turns a path into a full address,
    `here` is that of the file. The same program gives the same document, whatever the database.
    """
    timed = sessions.exclude(status=Session.Status.CANCELLED).exclude(start=None)
    loaded = timed.for_lists().prefetch_related(resources())
    found = sorted(loaded, key=lambda each: (each.start, *each.natural_key()))
    rooms, tracks = (around(event, model) for model in (Room, Track))
    events = Events(acronym(event), distinct(rooms), distinct(tracks), absolute)
    described = [(each, events.described(each)) for each in found]
    days = days_of(event, described, rooms, events.rooms)
    conference = {
        "acronym": acronym(event),
        "title": event.name,
        "start": days[0]["date"],
        "end": days[-1]["date"],
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        **({"time_zone_name": event.time_zone} if ZONE.match(event.time_zone) else {}),
        "url": absolute(event.get_absolute_url()),
        "tracks": [track_node(each, events.tracks[each.pk]) for each in tracks],
        "rooms": [room_node(each, events.rooms[each.pk]) for each in rooms],
        "days": days,
    }
    schedule = {
        "url": here,
        "version": str(event.last_release or 0),
        "base_url": absolute(event.get_absolute_url()),
        "conference": conference,
    }
    return cleaned({"$schema": SCHEMA, "generator": {"name": GENERATOR}, "schedule": schedule})


class Events:
    """Turns sessions into the events of one schedule, in which slugs and numbers are unique."""

    def __init__(
        self, acronym: str, rooms: dict[int, str], tracks: dict[int, str], absolute: Absolute
    ) -> None:
        self.acronym = acronym
        self.rooms = rooms
        self.tracks = tracks
        self.absolute = absolute
        self.numbers: set[int] = set()
        self.slugs: set[str] = set()

    def described(self, session: Session) -> Node:
        """Return a session that has a start."""
        start, end, place = session.local_start, session.local_end, session.place
        if start is None:
            raise ValueError(session)
        return {
            "id": self.number(session.uid),
            "guid": str(session.uid),
            "date": start.isoformat(),
            "start": f"{start:%H:%M}",
            **({"end": end.isoformat()} if end else {}),
            "duration": duration(session),
            "room": self.rooms[place.pk] if place else "",
            "slug": self.slug(session),
            "url": self.absolute(session.get_absolute_url()),
            "title": session.title,
            "subtitle": "",
            "track": self.tracks[session.track.pk] if session.track else None,
            "type": session.kind,
            "language": html_lang(session.language) if session.language else None,
            "abstract": session.abstract or "",
            "description": "",
            "recording_license": session.recording_license,
            "do_not_record": session.do_not_record,
            "persons": self.persons(each.speaker for each in session.people),
            "links": [self.reference(each) for each in session.resource_list if each.url],
            "attachments": [self.reference(each) for each in session.resource_list if each.file],
        }

    def slug(self, session: Session) -> str:
        """Return the session's slug behind the conference's acronym, as the schema wants it."""
        slug = f"{self.acronym}-{session.slug.lower()}"
        fits = SLUG.fullmatch(session.slug.lower())
        if not fits or slug in self.slugs:
            slug = f"{slug}-{session.code}"
        self.slugs.add(slug)
        return slug

    def number(self, uid: UUID) -> int:
        """Return a number for the event, the next if two events come to the same."""
        number = number_of(uid)
        while number in self.numbers:
            number = number % LARGEST + 1
        self.numbers.add(number)
        return number

    def persons(self, speakers: Iterable[Speaker]) -> list[Node]:
        """Return everyone once, in order. Names alone: with `public_name` the schema refuses."""
        return [
            {
                "id": number_of(guid_of(f"speakers/{each.slug}")),
                "guid": str(guid_of(f"speakers/{each.slug}")),
                "name": each.name,
                "url": self.absolute(each.get_absolute_url()),
                **({"avatar": self.absolute(each.photo.url)} if each.photo else {}),
                "biography": each.biography or "",
            }
            for each in dict.fromkeys(speakers)
        ]

    def reference(self, resource: Resource) -> Node:
        return {
            "type": LINK_TYPES[resource.kind],
            "url": self.absolute(resource.href),
            "title": str(resource),
        }


def days_of(
    event: Event, described: list[tuple[Session, Node]], rooms: list[Room], names: dict[int, str]
) -> list[Node]:
    """Return the event's days and any other on which something takes place, with all rooms."""
    by_day: dict[date, list[Node]] = defaultdict(list)
    for session, node in described:
        by_day[day_of(session)].append(node)
    return [
        {
            "index": index,
            "date": day.isoformat(),
            "day_start": new_day(event, day).isoformat(),
            "day_end": new_day(event, day + timedelta(days=1)).isoformat(),
            "rooms": in_rooms([names[each.pk] for each in rooms], by_day[day]),
        }
        for index, day in enumerate(sorted({*event.days, *by_day}), 1)
    ]


def in_rooms(rooms: list[str], events: list[Node]) -> dict[str, list[Node]]:
    """Return the events of a day by room, those without one last."""
    found: dict[str, list[Node]] = {name: [] for name in rooms}
    for each in events:
        found.setdefault(each["room"], []).append(each)
    return found


def day_of(session: Session) -> date:
    """Return the day that a session counts among: until four in the morning the day before."""
    start = session.local_start
    if start is None:
        raise ValueError(session)
    return start.date() - timedelta(days=start.time() < NEW_DAY)


def new_day(event: Event, day: date) -> datetime:
    return datetime.combine(day, NEW_DAY, event.zone)


def around(event: Event, model: Any) -> list[Any]:
    """Return the rooms or tracks that sessions of an event may have, in their order."""
    within = Q(event__in={event.pk, event.root.pk}) | Q(event__parent=event)
    found = model.objects.filter(within).select_related("event").order_by()
    return sorted(
        found, key=lambda each: (bool(each.event.parent_id), each.position, each.natural_key())
    )


def distinct(things: list[Any]) -> dict[int, str]:
    """Return names by primary key: of those with the same name with what tells them apart."""
    names = {each.pk: clean(each.name) for each in things}
    counts = Counter(names.values())
    return {
        each.pk: names[each.pk]
        if counts[names[each.pk]] == 1
        else f"{names[each.pk]} ({'/'.join(each.natural_key())})"
        for each in things
    }


def room_node(room: Room, name: str) -> Node:
    slug = {"slug": room.slug} if SLUG.fullmatch(room.slug) else {}
    key = f"{room.event.slug}/rooms/{room.slug}"
    return {"name": name, **slug, "guid": str(guid_of(key)), "capacity": room.capacity}


def track_node(track: Track, name: str) -> Node:
    slug = {"slug": track.slug} if TRACK_SLUG.fullmatch(track.slug) else {}
    return {"name": name, **slug, "color": COLORS[track.color]}


def acronym(event: Event) -> str:
    """Return the slug as the schema wants it: kdd-2023 is kdd_2023."""
    return re.sub(r"[^a-z0-9]", "_", event.slug.lower()).ljust(4, "_")


def duration(session: Session) -> str:
    """Return hours and minutes, 00:00 where the end is not known."""
    length = session.end - session.start if session.end and session.start else timedelta()
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return f"{hours:02}:{minutes:02}"


def guid_of(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, key)


def number_of(guid: UUID) -> int:
    return guid.int % LARGEST + 1


def cleaned(value: Any) -> Any:
    """Return a document without what no file may hold, in any of its texts."""
    if isinstance(value, dict):
        return {key: cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    return clean(value) if isinstance(value, str) else value
