"""What a schedule says of each event, in our terms, and what of it has no place with us."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sessions.exchange.frab import values
from sessions.exchange.frab.document import GENERATOR, Node
from sessions.exchange.frab.errors import ScheduleError
from sessions.exchange.frab.reading import at
from sessions.exchange.frab.report import Notes, dictionaries, events_of, note_what_is_around
from sessions.exchange.frab.times import Frame, TimeError, end_of, frame_of, start_of
from sessions.exchange.frab.words import KINDS_OF_LINKS, is_label, kind_called
from sessions.exchange.html import to_markdown
from sessions.exchange.spreadsheet.known import LONGEST_SLUG
from sessions.models import Event, Session
from sessions.words import normalize

SLUG = re.compile(r"[a-z0-9_-]+")
MOST_EVENTS = 20_000
MOST_TEXT = 50_000  # characters
VIDEOS = ("recording_url", "recording_link", "video_download_url")
CARRIED = {
    *("guid", "slug", "title", "subtitle", "abstract", "description", "type", "language"),
    *("date", "start", "end", "duration", "room", "track", "persons", "links", "attachments"),
    *("do_not_record", "recording_license", *VIDEOS),
}
OF_PEOPLE = {"name", "public_name", "full_public_name", "biography"}


@dataclass(frozen=True)
class Person:
    """Someone, with what the file calls them by beside the name: a guid, a code or a number."""

    name: str
    identity: str
    biography: str


@dataclass(frozen=True)
class Link:
    url: str
    kind: str
    label: str


@dataclass
class Item:
    """One event. `persons` and `links` are None where the file says nothing of them."""

    number: int
    guid: UUID | None = None
    slug: str = ""
    title: str = ""
    abstract: str = ""
    kind: str | None = None
    track: str = ""
    room: str = ""
    start: datetime | None = None
    end: datetime | None = None
    language: str = ""
    do_not_record: bool | None = None
    recording_license: str | None = None
    persons: list[Person] | None = None
    links: list[Link] | None = None
    chinese: dict[str, str] = field(default_factory=dict)  # of title and abstract, beside English
    problems: list[str] = field(default_factory=list)

    @property
    def is_break(self) -> bool:
        """Whether the title is a word for a break, and nobody takes part in it."""
        return not self.persons and kind_called(self.title) == Session.Kind.BREAK


class Reader:
    """Reads the events of a document in the order of the file; `notes` says what is not kept."""

    def __init__(self, document: Node, event: Event) -> None:
        self.conference: Node = document["schedule"]["conference"]
        schedule: Node = document["schedule"]
        self.notes = Notes()
        self.is_ours = at(document, "generator", "name") == GENERATOR
        self.zone = zone_of(self.conference, event)
        self.acronym = values.line(self.conference.get("acronym")).lower()
        places = (schedule.get("base_url"), self.conference.get("base_url"))
        bases = (*places, self.conference.get("url"))
        self.base = next((base for base in map(values.line, bases) if is_web_address(base)), "")
        self.guids: set[UUID] = set()
        note_what_is_around(self.notes, schedule)

    def items(self) -> list[Item]:
        """Return every event once. Raises `ScheduleError` for more than any program has."""
        seen: set[tuple[Any, ...]] = set()
        found = []
        for number, (node, frame, room) in enumerate(self.events(), 1):
            if number > MOST_EVENTS:
                raise ScheduleError(_("The schedule has more than 20,000 events."))
            item = self.item(number, node, frame, room)
            key = (values.guid(node.get("guid")), item.title, item.start, item.room)
            if key[0] and key in seen:
                self.notes.add(_("Stands twice in the file, and was taken once"), item.title)
                continue
            seen.add(key)
            found.append(item)
        return found

    def events(self) -> Iterator[tuple[Node, Frame, str]]:
        """Return every event with its day and its room."""
        days = [(day, events_of(day)) for day in dictionaries(self.conference.get("days"))]
        seconds = any(
            values.counts_seconds(node.get("duration"))
            for _day, events in days
            for _room, node in events
        )
        for day, events in days:
            frame = frame_of(day, self.conference, self.zone, seconds=seconds)
            for room, node in events:
                yield node, frame, room

    def item(self, number: int, node: Node, frame: Frame, room: str) -> Item:
        title = values.line(node.get("title"))
        place = title[:80] or f"#{number}"
        own = values.line(node.get("room"))
        if room and own and room != own:
            self.notes.add(_("Stands in one room and names another, which was taken"), place)
        item = Item(
            number,
            guid=self.guid(node, place),
            slug=self.slug(node, place),
            title=self.short(title, 300, place),
            abstract=self.abstract(node, place),
            kind=self.kind(node, place),
            track=self.short(values.line(node.get("track")), 100, place),
            room=self.short(own or room, 100, place),
            language=self.language(node, place),
            do_not_record=values.yes(node["do_not_record"]) if "do_not_record" in node else None,
            persons=self.persons(node["persons"], place) if "persons" in node else None,
            links=self.links(node, place),
        )
        if "recording_license" in node:
            item.recording_license = self.short(values.line(node["recording_license"]), 100, place)
        if not title:
            item.problems.append(_("It has no title."))
        try:
            item.start = start_of(node, frame, self.notes, place)
            item.end = end_of(node, item.start, frame, self.notes, place)
        except TimeError as error:
            item.problems.append(str(error))
        chinese = values.in_chinese(node)
        item.chinese = {
            "title": self.short(values.line(chinese.get("title")), 300, place),
            "abstract": self.abstract(chinese, place),
        }
        self.notes.left_out(pgettext("of a schedule", "events"), node, CARRIED, place)
        self.notes.languages_left_out(pgettext("of a schedule", "events"), node, CARRIED, place)
        return item

    def guid(self, node: Node, place: str) -> UUID | None:
        """Return the guid, of which only the first of several events with the same may keep it."""
        found = values.guid(node.get("guid"))
        if found in self.guids:
            self.notes.add(_("The guid is that of another event, and was not kept"), place)
            return None
        if found:
            self.guids.add(found)
        elif values.line(node.get("guid")):
            self.notes.add(_("The guid is none, and was not kept"), place)
        return found

    def slug(self, node: Node, place: str) -> str:
        """Return the slug without the acronym, as an export can carry it: small, cut to fit."""
        slug = values.line(node.get("slug"))
        if self.acronym and slug.lower().startswith(f"{self.acronym}-"):
            slug = slug[len(self.acronym) + 1 :]
        slug = self.short(slug, LONGEST_SLUG, place, end="").lower().strip("-_")
        if slug and not SLUG.fullmatch(slug):
            self.notes.add(_("Not carried over, for it is no slug here"), place)
            return ""
        return slug

    def abstract(self, node: Node, place: str) -> str:
        """Return subtitle, abstract and description, each that says something of its own."""
        found: list[str] = []
        for name in ("subtitle", "abstract", "description"):
            said = self.markdown(node.get(name), place)
            if said and said not in found:
                found.append(said)
        return "\n\n".join(found)

    def markdown(self, value: Any, place: str) -> str:
        """Return a long text as Markdown; in our own files it is that already."""
        text = self.short(values.text(value), MOST_TEXT, place)
        return text if self.is_ours else to_markdown(text)

    def kind(self, node: Node, place: str) -> str | None:
        said = values.line(node.get("type"))
        found = kind_called(said)
        if said and not found:
            self.notes.add(
                _("Of type “%s”, which we do not know: a talk if new") % said[:60], place
            )
        return found

    def language(self, node: Node, place: str) -> str:
        said = values.line(node.get("language"))
        found = values.language(said)
        if said and normalize(said).replace(" ", "-") not in (found, "zh-hans"):
            message = _("The language “%(said)s” was read as “%(found)s”")
            self.notes.add(message % {"said": said[:60], "found": found or "–"}, place)
        return found

    def persons(self, given: Any, place: str) -> list[Person]:
        found = []
        for each in given if isinstance(given, list) else []:
            node = each if isinstance(each, dict) else {"name": each}
            names = (node.get(name) for name in ("name", "public_name", "full_public_name"))
            name = next(filter(None, map(values.line, names)), "")
            if not name:
                self.notes.add(_("Someone has no name, and was left out"), place)
                continue
            if "," in name:
                self.notes.add(_("A name with a comma; is it that of several people?"), name)
            identities = (values.line(node.get(key)) for key in ("guid", "code", "id"))
            identity = next(filter(None, identities), "")
            said = self.markdown(node.get("biography"), place)
            found.append(Person(self.short(name, 200, place), identity, said))
            self.notes.left_out(_("people"), node, OF_PEOPLE)
        return found

    def links(self, node: Node, place: str) -> list[Link] | None:
        """Return links, attachments and recordings, each once."""
        named = [name for name in ("links", "attachments") if isinstance(node.get(name), list)]
        given = [each for name in named for each in node[name]]
        given += [{"url": node[name], "type": "media"} for name in VIDEOS if node.get(name)]
        found: dict[tuple[str, str], Link] = {}
        for each in given:
            one = each if isinstance(each, dict) else {"url": each}
            said, title = values.line(one.get("url")), values.line(one.get("title"))
            try:
                url = values.address(said or (title if is_web_address(title) else ""), self.base)
            except ValueError as error:
                if said or title:
                    message = _("Not carried over, for it is no web address: %s")
                    self.notes.add(message % (str(error) or title[:100]), place)
                continue
            label = self.short(title, 100, place)
            kind = KINDS_OF_LINKS.get(values.line(one.get("type")), "")
            kind = kind or ("slides" if "slide" in label.lower() else "link")
            label = "" if is_label(label, kind) or label == url else label
            found.setdefault((url, kind), Link(url, kind, label))
        return list(found.values()) if named or given else None

    def short(self, text: str, most: int, place: str, end: str = "…") -> str:
        """Return a text that its column has room for, with `end` where it was cut off."""
        if len(text) <= most:
            return text
        self.notes.add(_("A text was cut off after %d characters") % most, place)
        return text[: most - len(end)] + end


def is_web_address(address: str) -> bool:
    try:
        return urlsplit(address).scheme in ("http", "https") and bool(urlsplit(address).hostname)
    except ValueError:
        return False


def zone_of(conference: Node, event: Event) -> ZoneInfo:
    """Return the zone that the file names, else that of our event."""
    try:
        return ZoneInfo(values.line(conference.get("time_zone_name")) or event.time_zone)
    except (ValueError, OSError, LookupError):
        return event.zone
