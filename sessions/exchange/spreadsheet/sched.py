"""Sched's export (`/api/session/export?format=json`) as a sheet of sessions.

A type in Sched is whatever its organizers call it: “Keynote Sessions”, or the name of a track.
"""

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from sessions.exchange.html import to_markdown
from sessions.exchange.spreadsheet.names import shown
from sessions.exchange.spreadsheet.row import choices
from sessions.exchange.spreadsheet.sheet import Line, Sheet, SpreadsheetError
from sessions.models import Session
from sessions.words import normalize

Entry = dict[str, Any]
MOST_PARTS = 2_000_000  # objects and lists, before any is made
HEADINGS = (
    *("Title", "Kind", "Track", "Status", "Start", "End", "Room"),
    *("Speakers", "Panelists", "Moderators", "Abstract"),
)
READ = {
    *("active", "name", "event_type", "event_start", "event_end", "venue"),
    *("speakers", "moderators", "description"),
}
AGAIN = re.compile(r"(event_)?(start|end)_\w+")  # the two times in pieces


def read(data: bytes) -> Sheet:
    """Return the sessions of an export, a line each below the headings.

    Whatever else Sched says of them follows under its own headings. Raises `SpreadsheetError`.
    """
    if data.count(b"{") + data.count(b"[") > MOST_PARTS:
        raise SpreadsheetError(_("This JSON is larger than any timetable."))
    try:
        entries: list[Entry] = json.loads(data)
        names = dict.fromkeys(name for each in entries for name in each)
        more = [name for name in names if name not in READ and not AGAIN.fullmatch(name)]
        lines = [(*line(each), *(text(each.get(name)) for name in more)) for each in entries]
    except (ValueError, RecursionError) as error:
        raise SpreadsheetError(_("This cannot be read as JSON: %s.") % error) from error
    except (AttributeError, KeyError, TypeError) as error:
        raise SpreadsheetError(
            _("This JSON is no export of Sched (/api/session/export?format=json).")
        ) from error
    headings = (*HEADINGS, *more)
    return Sheet("", [Line(number, each) for number, each in enumerate([headings, *lines], 1)])


def line(entry: Entry) -> tuple[str, ...]:
    """Return a session under `HEADINGS`."""
    said = entry.get("event_type") or ""
    kind = kind_of(said)
    speakers = people(entry.get("speakers"))
    return (
        entry["name"].strip(),
        kind or kind_of(entry.get("event_subtype") or ""),
        "" if kind else said,
        text(entry.get("active")),
        text(entry["event_start"]),
        text(entry.get("event_end")),
        text(entry.get("venue")),
        *(("", speakers) if kind == Session.Kind.PANEL else (speakers, "")),
        people(entry.get("moderators")),
        to_markdown(entry.get("description") or ""),
    )


def kind_of(said: str) -> str:
    """Return the kind that a type is called, else that one of its words is, "" for none.

    Only the whole may be another word for a kind: “Film Studies” is no film.
    """
    known = choices(Session._meta.get_field("kind"))  # noqa: SLF001 - documented
    whole = normalize(said)
    words = (word.removesuffix("s") for word in whole.split())
    return known.get(whole) or next((word for word in words if word in Session.Kind.values), "")


def people(given: list[Entry] | None) -> str:
    ordered = sorted(given or [], key=lambda each: each.get("custom_order") or 0)
    return "; ".join(shown(each["name"], each.get("company") or "") for each in ordered)


def text(value: Any) -> str:
    """Return what a cell holds, whatever the JSON has there."""
    return "" if value in (None, [], {}) else str(value)
