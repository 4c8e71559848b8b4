"""What sessions can be filtered by, read from the database in three queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from sessions.models import Participation, Session, TaggedSession
from sessions.models.session import spoken_languages
from sessions.querysets import SessionQuerySet
from sessions.schedule.facets import Facets
from sessions.templatetags.program import short_weekday

KEYS = ("day", "kind", "track", "room", "tag", "organization", "language")
PLACES = ("track", "room")
KINDS = Session.Kind.values
NO_DAY = "tba"


def named(place: str) -> list[str]:
    """Return the columns of a related object that its slug and names stand in."""
    return [f"{place}__{column}" for column in ("slug", "name_en", "name_zh_hans")]


COLUMNS = [
    *("pk", "parent_id", "kind", "language", "start", "day", "event__time_zone"),
    *(column for place in PLACES for column in (*named(place), f"{place}__position")),
]
Row = dict[str, Any]


@dataclass(frozen=True)
class Name:
    """What a value is called, and where it stands among the others of its key."""

    name_en: str | None
    name_zh_hans: str | None
    position: int = 0


class Catalog:
    """The facets of each session by its primary key, in time; and what the values are called.

    A session inside another has the day, track and room of that one unless it has its own.
    """

    def __init__(self, sessions: SessionQuerySet) -> None:
        self.names: dict[str, dict[str, Name]] = {key: {} for key in KEYS}
        rows = {row["pk"]: row for row in sessions.order_by("slug").values(*COLUMNS)}
        self.facets: dict[int, Facets] = {
            row["pk"]: self.read(row, rows) for row in sorted(rows.values(), key=moment)
        }
        for key, name in (("day", day_name), ("kind", kind_name), ("language", language_name)):
            values = set().union(*(facets[key] for facets in self.facets.values()))
            self.names[key] = {value: name(value) for value in values}
        tagged = TaggedSession.objects.filter(content_object__in=sessions)
        people = Participation.objects.filter(session__in=sessions, organization__isnull=False)
        self.read_many("tag", tagged.values_list("content_object_id", *named("tag")))
        self.read_many("organization", people.values_list("session_id", *named("organization")))

    def read(self, row: Row, rows: dict[int, Row]) -> Facets:
        """Return the facets that stand in the session itself or in those around it."""
        facets: Facets = {key: set() for key in KEYS}
        day = local_day(holder("start", row, rows)) or local_day(holder("day", row, rows))
        facets["day"].add(day.isoformat() if day else NO_DAY)
        facets["kind"].add(row["kind"])
        if row["language"]:
            facets["language"].add(row["language"])
        for place in PLACES:
            slug, name_en, name_zh_hans, position = (
                holder(f"{place}__slug", row, rows)[column]
                for column in (*named(place), f"{place}__position")
            )
            if slug:
                facets[place].add(slug)
                self.names[place][slug] = Name(name_en, name_zh_hans, position)
        return facets

    def read_many(self, key: str, rows: Iterable[tuple[int, str, str | None, str | None]]) -> None:
        """Add the values that a session can have several of."""
        for session, value, name_en, name_zh_hans in rows:
            self.facets[session][key].add(value)
            self.names[key][value] = Name(name_en, name_zh_hans)


def holder(column: str, row: Row, rows: dict[int, Row]) -> Row:
    """Return the innermost of the session and those around it that has a value, if any does."""
    outer = rows.get(row["parent_id"])
    return row if row[column] or not outer else holder(column, outer, rows)


def local_day(row: Row) -> date | None:
    """Return the day of a session, local to the venue."""
    start = row["start"]
    return start.astimezone(ZoneInfo(row["event__time_zone"])).date() if start else row["day"]


def moment(row: Row) -> tuple[date, bool, float]:
    """Return the key that sorts sessions by day and time; the unknown comes after the known."""
    start = row["start"]
    return local_day(row) or date.max, start is None, start.timestamp() if start else 0


def day_name(value: str) -> Name:
    """Return what a day is called; days stand in their order, the unknown one last."""
    day = date.max if value == NO_DAY else date.fromisoformat(value)
    name = _("Day to be announced") if value == NO_DAY else short_weekday(day)
    return Name(name, name, day.toordinal())


def kind_name(value: str) -> Name:
    label = str(Session.Kind(value).label)
    return Name(label, label, KINDS.index(value))


def language_name(code: str) -> Name:
    name = dict(spoken_languages())[code]
    return Name(name, name)
