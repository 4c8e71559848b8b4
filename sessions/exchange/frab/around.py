"""The program that a schedule meets: whom and what its names mean here."""

import re
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from sessions.exchange.frab import values
from sessions.exchange.frab.document import Node, around, distinct, guid_of
from sessions.exchange.frab.items import Person
from sessions.exchange.frab.report import Notes, dictionaries
from sessions.exchange.frab.words import COLORS
from sessions.exchange.spreadsheet.known import Known
from sessions.models import Event, Resource, Room, Session, Track
from speakers.models import Speaker

SEATS = re.compile(r"[1-9]\d{0,5}")


class Around(Known):
    """All that an import of a schedule may find, in a fixed number of queries."""

    def __init__(
        self, event: Event, answers: dict[str, str], conference: Node, notes: Notes
    ) -> None:
        super().__init__(event, answers, spelled_alike=True)
        self.conference = conference
        self.same_room = called(around(event, Room))
        self.same_track = called(around(event, Track))
        self.notes = notes
        self.own_guids = {
            str(guid_of(f"speakers/{each.slug}")): each for each in self.people.index.things
        }
        self.identities: dict[str, Speaker] = {}  # as the file has them, of those met so far
        self.resources: dict[int, list[Resource]] = {}
        of_these = Resource.objects.filter(session__in=Session.objects.of(event))
        for each in of_these.order_by("order", "kind"):
            self.resources.setdefault(each.session_id, []).append(each)

    def room(self, name: str) -> Room | None:
        """Return the room of a name; a new one has the seats that the file says it has."""
        if name in self.same_room:
            return self.same_room[name]
        room: Room | None = self.rooms.find(name, name)
        if room and room._state.adding and room.capacity is None:  # noqa: SLF001
            seats = values.text(self.said_of("rooms", name).get("capacity"))
            room.capacity = int(seats) if SEATS.fullmatch(seats) else None
        return room

    def track(self, name: str) -> Track | None:
        """Return the track of a name; a new one has the color nearest to that of the file."""
        if name in self.same_track:
            return self.same_track[name]
        track: Track | None = self.tracks.find(name, name)
        if track and track._state.adding:  # noqa: SLF001
            track.color = nearest(values.text(self.said_of("tracks", name).get("color")))
        return track

    def person(self, person: Person, title: str, likely: list[Speaker]) -> Speaker | None:
        """Return who is meant: by the guid that we gave, else by name; None while it is asked."""
        if own := self.own_guids.get(person.identity):
            return own
        speaker: Speaker | None = self.people.find(person.name, title, likely)
        if speaker and person.identity:
            self.identities[person.identity] = speaker
        return speaker

    def note_namesakes(self) -> None:
        """Name those whom the file tells apart, though their names do not."""
        for speaker, number in Counter(map(id, self.identities.values())).items():
            if number > 1:
                named = next(each for each in self.identities.values() if id(each) == speaker)
                message = _("People of the same name were taken to be one person")
                self.notes.add(message, str(named))

    def said_of(self, what: str, name: str) -> Node:
        """Return what the conference says of a room or a track."""
        found = dictionaries(self.conference.get(what))
        return next((each for each in found if values.line(each.get("name")) == name), {})

    def public(self) -> list[Session]:
        """Return what takes place here at a known time, and so would be in a schedule."""
        published = Session.Status.PUBLISHED
        return [each for each in self.sessions if each.status == published and each.start]


def called(things: list[Any]) -> dict[str, Any]:
    """Return rooms or tracks by the names under which a schedule of ours has them."""
    names = distinct(things)
    return {names[each.pk]: each for each in things}


def nearest(color: str) -> str:
    """Return the color of ours nearest to #rrggbb, the usual one for what is none."""
    try:
        wanted = channels(color)
    except ValueError:
        return Track.Color.OCEAN
    distances = {
        name: sum((one - other) ** 2 for one, other in zip(channels(ours), wanted, strict=True))
        for name, ours in COLORS.items()
    }
    return min(distances, key=lambda name: distances[name])


def channels(color: str) -> bytes:
    if len(color) != len("#rrggbb"):
        raise ValueError(color)
    return bytes.fromhex(color.removeprefix("#"))
