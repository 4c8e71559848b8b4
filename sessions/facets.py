"""What sessions can be filtered by, read from the database in three queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from sessions.models import Participation, Session, TaggedSession
from sessions.models.session import spoken_language
from sessions.querysets import SessionQuerySet
from sessions.schedule.days import in_order
from sessions.schedule.facets import Facets
from sessions.templatetags.program import short_weekday

KEYS = ("day", "kind", "track", "room", "tag", "organization", "language")
KINDS = Session.Kind.values
NO_DAY = "tba"


@dataclass(frozen=True)
class Name:
    """What a value is called, and where it stands among the others of its key."""

    name_en: str | None
    name_zh_hans: str | None
    position: int = 0


class Outline:
    """A session's own row without its texts: when, where and what; times are local to the venue."""

    COLUMNS = (
        *("pk", "parent_id", "kind", "language", "start", "end", "day", "event__time_zone"),
        *("track__slug", "track__name_en", "track__name_zh_hans", "track__position"),
        *("room__slug", "room__name_en", "room__name_zh_hans", "room__position"),
    )

    def __init__(self, row: tuple) -> None:
        self.pk, self.parent_id, self.kind, self.language, start, end, day, time_zone = row[:8]
        zone = ZoneInfo(time_zone)
        self.local_start: datetime | None = start.astimezone(zone) if start else None
        self.local_end: datetime | None = end.astimezone(zone) if end else None
        self.local_day: date | None = self.local_start.date() if self.local_start else day
        self.track, self.room = row[8:12], row[12:]


class Catalog:
    """The facets of each session by its primary key, in time; and what the values are called.

    A session inside another has the day, track and room of that one unless it has its own.
    """

    def __init__(self, sessions: SessionQuerySet) -> None:
        self.names: dict[str, dict[str, Name]] = {key: {} for key in KEYS}
        as_they_stand = sessions.rewrite(mode=False)  # type: ignore[attr-defined] # not by language
        rows = as_they_stand.order_by("slug", "pk").values_list(*Outline.COLUMNS)
        self.outlines = in_order(Outline(row) for row in rows)
        by_pk = {each.pk: each for each in self.outlines}
        self.facets: dict[int, Facets] = {pk: self.read(each, by_pk) for pk, each in by_pk.items()}
        for key, name in (("day", day_name), ("kind", kind_name), ("language", language_name)):
            values = set().union(*(facets[key] for facets in self.facets.values()))
            self.names[key] = {value: name(value) for value in values}
        tagged = TaggedSession.objects.filter(content_object__in=sessions)
        people = Participation.objects.rewrite(mode=False).filter(
            session__in=sessions, organization__isnull=False
        )
        self.read_many("tag", tagged.values_list("content_object_id", *named("tag")))
        self.read_many("organization", people.values_list("session_id", *named("organization")))

    def read(self, session: Outline, by_pk: dict[int, Outline]) -> Facets:
        """Return the facets that stand in the session itself or in those around it."""
        around = list(outwards(session, by_pk))
        day = next((each.local_day for each in around if each.local_day), None)
        facets: Facets = {
            "day": {day.isoformat() if day else NO_DAY},
            "kind": {session.kind},
            "track": set(),
            "room": set(),
            "tag": set(),
            "organization": set(),
            "language": {session.language} - {""},
        }
        for key in ("track", "room"):
            place = next((place for each in around if (place := getattr(each, key))[0]), None)
            if place:
                facets[key].add(place[0])
                self.names[key].setdefault(place[0], Name(*place[1:]))
        return facets

    def read_many(self, key: str, rows: Iterable[tuple]) -> None:
        """Add the values that a session can have several of."""
        for session, value, *name in rows:
            self.facets[session][key].add(value)
            if value not in self.names[key]:
                self.names[key][value] = Name(*name)


def named(thing: str) -> list[str]:
    """Return the columns of a related object that its slug and names stand in."""
    return [f"{thing}__{column}" for column in ("slug", "name_en", "name_zh_hans")]


def outwards(session: Outline | None, by_pk: dict[int, Outline]) -> Iterator[Outline]:
    """Yield the session, the one that it is part of, and so on."""
    while session:
        yield session
        session = by_pk.get(session.parent_id)


def day_name(value: str) -> Name:
    """Return what a day is called; days stand in their order, the unknown one last."""
    day = date.max if value == NO_DAY else date.fromisoformat(value)
    name = _("Day to be announced") if value == NO_DAY else short_weekday(day)
    return Name(name, name, day.toordinal())


def kind_name(value: str) -> Name:
    label = str(Session.Kind(value).label)
    return Name(label, label, KINDS.index(value))


def language_name(code: str) -> Name:
    name = spoken_language(code)
    return Name(name, name)
