"""The timetable of Indico (`/export/timetable/….json`) as a sheet of sessions.

Each block of a session, each contribution and each break is a line; contributions are part of
their block. Types and tracks stand in Indico's list of contributions, which is a spreadsheet.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from sessions.exchange.html import to_markdown
from sessions.exchange.spreadsheet.documents import Entry, numbered
from sessions.exchange.spreadsheet.known import free_slug
from sessions.exchange.spreadsheet.names import shown
from sessions.exchange.spreadsheet.sheet import Sheet, SpreadsheetError
from sessions.models import Session

HEADINGS = (
    *("Slug", "Title", "Kind", "Start", "End", "Room", "Part of"),
    *("Chairs", "Speakers", "Authors", "Abstract"),
)
KINDS = {"Session": Session.Kind.PAPER_SESSION, "Break": Session.Kind.BREAK}


def read(document: Any) -> Sheet:
    """Return the entries of a timetable, a line each below the headings.

    Raises `SpreadsheetError`.
    """
    try:
        days = days_of(document)
        lines = [line for day in days for entry in in_order(day) for line in with_parts(entry)]
    except (AttributeError, LookupError, OSError, TypeError, ValueError, RecursionError) as error:
        raise SpreadsheetError(
            _("This JSON is no timetable of Indico (/export/timetable/….json).")
        ) from error
    return Sheet("", numbered([HEADINGS, *lines]))


def days_of(document: Any) -> list[dict[str, Entry]]:
    """Return the days of the one event in a document, in order."""
    [timetable] = document["results"].values()
    return [day for _date, day in sorted(timetable.items()) if day]


def in_order(day: dict[str, Entry]) -> list[Entry]:
    return sorted(day.values(), key=lambda entry: (moment(entry["startDate"]), entry["title"]))


def with_parts(entry: Entry) -> Iterator[tuple[str, ...]]:
    """Yield the line of an entry, and after that of a block those of what is inside of it."""
    is_block = entry["entryType"] == "Session"
    slug = free_slug(f"{entry['title']} {entry['id']}", set()) if is_block else ""
    yield line(entry, slug=slug)
    for part in in_order(entry.get("entries") or {}):
        yield line(part, part_of=slug)


def line(entry: Entry, slug: str = "", part_of: str = "") -> tuple[str, ...]:
    """Return an entry under `HEADINGS`; a block has its own title behind that of its session."""
    kind = KINDS.get(entry["entryType"], "")
    if entry.get("isPoster"):
        kind = Session.Kind.POSTER
    return (
        slug,
        ": ".join(filter(None, (entry["title"].strip(), (entry.get("slotTitle") or "").strip()))),
        str(kind),
        moment(entry["startDate"]),
        moment(entry["endDate"]),
        entry.get("room") or "",
        part_of,
        *(people(entry.get(role)) for role in ("conveners", "presenters", "authors")),
        to_markdown(entry.get("description") or ""),
    )


def moment(said: dict[str, str]) -> str:
    """Return a moment as ISO 8601 with its offset from UTC."""
    local = datetime.fromisoformat(f"{said['date']}T{said['time']}")
    return local.replace(tzinfo=ZoneInfo(said["tz"])).isoformat()


def people(given: list[dict[str, Any]] | None) -> str:
    return "; ".join(shown(name_of(each), each.get("affiliation") or "") for each in given or [])


def name_of(person: dict[str, Any]) -> str:
    said = f"{person.get('firstName') or ''} {person.get('familyName') or ''}".strip()
    return said or person["name"]
