"""What differs between two states of a program, as its visitors are told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from sessions.schedule.days import moment

Key = tuple[str, str]  # the slugs of a session's event and of the session
# What a session, and its record in a fixture, call as it is called here.
FIELDS = ("slug", "kind", "status", "title_en", "title_zh_hans", "day", "start", "end")


class Kind(StrEnum):
    """What has become of a session."""

    NEW = "new"
    RESTORED = "restored"
    TIME = "time"
    ROOM = "room"
    TITLE = "title"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Announced:
    """As much of a session as changes are told of.

    `start` and `end` are UTC; `day` stands alone where the time is not known yet. `room` is the
    room's key, `event/slug`: a room that is only renamed is the same room. `guid` is the one of the
    schedule that it was imported from, in snapshots.
    """

    event: str
    slug: str
    kind: str
    status: str
    title_en: str | None
    title_zh_hans: str | None
    time_zone: str
    day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    room: str | None = None
    room_en: str | None = None
    room_zh_hans: str | None = None
    guid: str | None = None

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Return what JSON holds, where days and times are written by ISO 8601."""
        day, start, end = (values[name] for name in ("day", "start", "end"))
        times = {
            "day": date.fromisoformat(day) if day else None,
            "start": datetime.fromisoformat(start) if start else None,
            "end": datetime.fromisoformat(end) if end else None,
        }
        return cls(**{**values, **times})

    @property
    def key(self) -> Key:
        return (self.event, self.slug)

    @property
    def is_public(self) -> bool:
        return self.status != "draft"

    @property
    def is_cancelled(self) -> bool:
        return self.status == "cancelled"

    @property
    def local_start(self) -> datetime | None:
        """The start in the event's time zone."""
        return self.start.astimezone(ZoneInfo(self.time_zone)) if self.start else None

    @property
    def local_end(self) -> datetime | None:
        """The end in the event's time zone."""
        return self.end.astimezone(ZoneInfo(self.time_zone)) if self.end else None

    @property
    def local_day(self) -> date | None:
        """The day, local to the venue, or None where not even that is known."""
        return self.local_start.date() if self.local_start else self.day

    @property
    def times(self) -> tuple[date | None, datetime | None, datetime | None]:
        return (self.day, self.start, self.end)

    @property
    def titles(self) -> dict[str, str]:
        """The title in each language it has."""
        titles = {"en": self.title_en, "zh-hans": self.title_zh_hans}
        return {language: title for language, title in titles.items() if title}


@dataclass(frozen=True)
class Change:
    """A session before and after; None where it was or is not public."""

    before: Announced | None
    after: Announced | None

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Return what `dataclasses.asdict` of a change has been written as."""
        before, after = values["before"], values["after"]
        return cls(
            Announced.from_json(before) if before else None,
            Announced.from_json(after) if after else None,
        )

    @property
    def session(self) -> Announced:
        """The session as it is now, else as it last was."""
        session = self.after or self.before
        if session is None:
            raise ValueError("a change of nothing")
        return session

    @property
    def kinds(self) -> list[Kind]:
        """What has become of the session; nothing for what visitors need not be told."""
        before, after = self.before, self.after
        if not after:
            return [Kind.WITHDRAWN] if before else []
        if after.is_cancelled:
            return [] if before and before.is_cancelled else [Kind.CANCELLED]
        if not before:
            return [Kind.NEW]
        found = {
            Kind.RESTORED: before.is_cancelled,
            Kind.TIME: before.times != after.times,
            Kind.ROOM: before.room != after.room,
            Kind.TITLE: self.retitled_in is not None,
        }
        return [kind for kind, is_so in found.items() if is_so]

    @property
    def retitled_in(self) -> list[str] | None:
        """The languages in which the title is another, None if it is the same.

        A translation that was added or taken away makes no other title.
        """
        before = self.before.titles if self.before else {}
        after = self.after.titles if self.after else {}
        shared = before.keys() & after.keys()
        if not shared:
            return list(after) if before and after else None
        return [each for each in after if each in shared and before[each] != after[each]] or None


def difference(before: Iterable[Announced], after: Iterable[Announced]) -> list[Change]:
    """Return what has changed for visitors, in the order of the program.

    Sessions are the same if event and slug are. What neither was nor is public does not count.
    """
    old, new = (
        {each.key: each for each in sessions if each.is_public} for sessions in (before, after)
    )
    changes = [Change(old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys())]
    return sorted((each for each in changes if each.kinds), key=lambda each: moment(each.session))


def read_snapshot(records: Iterable[Mapping[str, Any]]) -> list[Announced]:
    """Return the sessions, drafts too, among the records of a program fixture."""
    found: dict[str, dict[tuple[str, ...], Mapping[str, Any]]] = {}
    for record in records:
        fields = record["fields"]
        model = record["model"]
        if model in ("program.event", "program.room", "program.session"):
            key = (*fields.get("event", ()), fields["slug"])
            found.setdefault(model, {})[key] = fields
    events, rooms = found.get("program.event", {}), found.get("program.room", {})
    return [
        read_session(fields, events[tuple(fields["event"])], rooms)
        for fields in found.get("program.session", {}).values()
    ]


def read_session(
    fields: Mapping[str, Any],
    event: Mapping[str, Any],
    rooms: Mapping[tuple[str, ...], Mapping[str, Any]],
) -> Announced:
    """Return one session of a fixture, of which `event` is the event and `rooms` all rooms."""
    key = fields["room"]
    room = rooms[tuple(key)] if key else {}
    return Announced.from_json(
        {name: fields[name] for name in FIELDS}
        | {
            "event": event["slug"],
            "time_zone": event["time_zone"],
            "room": "/".join(key) if key else None,
            "room_en": room.get("name_en"),
            "room_zh_hans": room.get("name_zh_hans"),
            "guid": fields.get("guid"),
        }
    )
