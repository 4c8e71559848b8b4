"""Sched's lists of sessions (`/api/session/export`) and of users (`/api/user/list`) as sheets.

A type in Sched is whatever its organizers call it: “Keynote Sessions”, or the name of a track.
"""

import re
from dataclasses import replace
from pathlib import PurePath

from django.utils.translation import gettext as _

from sessions.exchange.html import to_markdown
from sessions.exchange.spreadsheet.documents import Entry, table, text
from sessions.exchange.spreadsheet.names import shown
from sessions.exchange.spreadsheet.row import choices
from sessions.exchange.spreadsheet.sheet import Sheet, SpreadsheetError
from sessions.markdown import to_link
from sessions.models import Resource, Session
from sessions.words import normalize

SESSIONS = (
    *("Title", "Kind", "Track", "Topics", "Status", "Start", "End", "Room"),
    *("Speakers", "Panelists", "Moderators", "Links", "Abstract"),
    *("Title as it was", "Files without address"),
)
USERS = ("Name", "Organization", "Position", "Homepage", "Biography")
READ = {
    *("active", "name", "event_type", "event_subtype", "event_start", "event_end", "venue"),
    *("speakers", "moderators", "files", "video_stream", "description"),
}
USER_READ = {"name", "company", "position", "url", "about", "role"}
AGAIN = re.compile(r"(event_)?(start|end)_\w+")  # the two times in pieces
PEOPLE_BEHIND = re.compile(r"(?P<title>.+\S)\s+[-–—]\s+(?P<people>.+?)(?P<note>\s*\[[^\[\]]*\])?")
LONGEST_LABEL = 100  # of a resource
WEB = re.compile(r"^(?:https?:)?//(?=\S)", re.IGNORECASE)
SLIDES = re.compile(r"\.(?:pdf|pptx?|key|odp)$", re.IGNORECASE)


def read(entries: list[Entry]) -> Sheet:
    """Return the sessions, or the users who speak, a line each below the headings.

    Whatever else Sched says of them follows under its own headings. Raises `SpreadsheetError`.
    """
    try:
        if all("username" in each for each in entries):
            speaking = [
                each for each in entries if "speaker" in (each.get("role", "speaker") or "")
            ]
            return table(USERS, speaking, user, USER_READ.__contains__)
        return replace(table(SESSIONS, entries, session, is_read), spelled_alike=True)
    except (AttributeError, KeyError, TypeError) as error:
        raise SpreadsheetError(
            _("This JSON is no export of Sched (/api/session/export?format=json).")
        ) from error


def is_read(name: str) -> bool:
    """Tell whether something of a session is read, or only says again what is."""
    return name in READ or bool(AGAIN.fullmatch(name))


def session(entry: Entry) -> tuple[str, ...]:
    """Return a session under `SESSIONS`."""
    moderators = in_order(entry.get("moderators"))
    leading = {each["name"] for each in moderators}
    others = [each for each in in_order(entry.get("speakers")) if each["name"] not in leading]
    kind, track, topics = kind_track_topics(entry, is_panel=bool(moderators))
    name = " ".join(entry["name"].split())
    title = without_people(name, [each["name"] for each in (*others, *moderators)])
    addresses, elsewhere = links(entry)
    return (
        title,
        kind,
        track,
        topics,
        text(entry.get("active")),
        text(entry["event_start"]),
        text(entry.get("event_end")),
        text(entry.get("venue")),
        *(("", people(others)) if kind == Session.Kind.PANEL else (people(others), "")),
        people(moderators),
        addresses,
        to_markdown(entry.get("description") or ""),
        "" if title == name else name,
        elsewhere,
    )


def user(entry: Entry) -> tuple[str, ...]:
    """Return someone who speaks under `USERS`."""
    said = [text(entry.get(name)) for name in ("company", "position", "url")]
    return (entry["name"].strip(), *said, to_markdown(entry.get("about") or ""))


def kind_track_topics(entry: Entry, *, is_panel: bool) -> tuple[str, str, str]:
    """Return what type and subtype mean: one of them a kind, if it is called so.

    Else the type is a track and the subtype a topic; what has moderators is a panel.
    """
    main, sub = entry.get("event_type") or "", entry.get("event_subtype") or ""
    if kind := kind_of(main):
        return kind, "" if kind_of(sub) else sub, ""
    if kind := kind_of(sub):
        return kind, main, ""
    return str(Session.Kind.PANEL) if is_panel else "", main, sub


def kind_of(said: str) -> str:
    """Return the kind that a type is called, else that one of its words is, "" for none.

    Only the whole may be another word for a kind: “Film Studies” is no film. What begins with
    registration, such as “Registration + Badge Pick-up”, is a break.
    """
    known = choices(Session._meta.get_field("kind"))  # noqa: SLF001 - documented
    whole = normalize(said)
    words = [word.removesuffix("s") for word in whole.split()]
    named = next((word for word in words if word in Session.Kind.values), "")
    return (
        known.get(whole)
        or named
        or (known["registration"] if whole.startswith("registration") else "")
    )


def without_people(name: str, people: list[str]) -> str:
    """Return a title without what stands behind its last dash, if that names all the people.

    A note in square brackets stays: “A Talk - Ann Lee, Acme [Full]” is “A Talk [Full]”.
    """
    found = PEOPLE_BEHIND.fullmatch(name)
    if not found or not people:
        return name
    said = normalize(found["people"])
    named = all(normalize(each) in said for each in people)
    return found["title"] + (found["note"] or "") if named else name


def in_order(given: list[Entry] | None) -> list[Entry]:
    return sorted(given or [], key=lambda each: each.get("custom_order") or 0)


def people(given: list[Entry]) -> str:
    return "; ".join(shown(each["name"], each.get("company") or "") for each in given)


def links(entry: Entry) -> tuple[str, str]:
    """Return the video and the files of a session as a cell names them, and what has no address."""
    said = [(str(Resource.Kind.VIDEO), text(entry.get("video_stream")))]
    for each in entry.get("files") or []:
        label = PurePath(each["name"]).stem.replace(";", ",")[:LONGEST_LABEL]
        is_slides = SLIDES.search(each["path"])
        said.append((f"{Resource.Kind.SLIDES} ({label})" if is_slides else label, each["path"]))
    found = [
        f"{what}: {to_link(f'https:{at}' if at.startswith('//') else at)}"
        for what, at in said
        if WEB.match(at)
    ]
    others = [at for _what, at in said if at and not WEB.match(at)]
    return "\n".join(found), "\n".join(others)
