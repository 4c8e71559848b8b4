"""The program as a booklet to print: a PDF in both languages.

`words` gathers what stands in it, `typeset` lays it out with Typst by `typesetting/booklet.typ`.
"""

import json
from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import cast

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from markdown_it.token import Token

from sessions.exchange.printed import Words, columns, day_name, in_both, program, typography
from sessions.exchange.typeset import has_cjk, typeset
from sessions.markdown import commonmark
from sessions.models import Event, Participation, Session
from sessions.people import filed_under, filing
from sessions.schedule.days import Day, Entry, by_day
from sessions.templatetags.program import dates, zone

NO_CJK = (
    "No Chinese font was found on this machine, so Chinese text is missing from this booklet. "
    "Install one and make the booklet again (on Debian or Ubuntu: apt install fonts-noto-cjk)."
)
PLAIN_ROLES = (Participation.Role.SPEAKER, Participation.Role.AUTHOR)

LABELS = {
    "booklet": _("Program booklet"),
    "contents": _("Contents"),
    "schedule": _("Schedule"),
    "abstracts": _("Abstracts"),
    "index": _("Index of people"),
    "cancelled": _("Cancelled"),
    "open": _("Time to be announced"),
    "day_open": _("Day to be announced"),
}


def booklet(event: Event) -> bytes:
    """Return the public program of `event` as a PDF, the active language's texts first."""
    return typeset("booklet.typ", json.dumps(words(event), ensure_ascii=False))


def warning() -> str:
    """Return a sentence that says which font to install, or "" if there is one for Chinese."""
    return "" if has_cjk() else NO_CJK


def words(event: Event) -> Words:
    """Return everything that stands in the booklet."""
    sessions = program(event)
    return typography() | {
        "warning": warning(),
        "labels": {name: in_both(partial(str, label)) for name, label in LABELS.items()},
        "event": cover(event),
        "days": [day_words(day) for day in by_day(sessions)],
        "kinds": kinds(sessions),
        "people": index(sessions),
    }


def cover(event: Event) -> Words:
    def place() -> str:
        country = Locale.parse(get_language().replace("-", "_")).territories.get(event.country, "")
        return " · ".join(filter(None, (event.venue, event.city, country)))

    return {
        "short_name": columns(event, "short_name"),
        "name": columns(event, "name"),
        "tagline": columns(event, "tagline"),
        "dates": in_both(lambda: dates(event)),
        "place": in_both(place),
        "zone": in_both(lambda: "{name} ({offset})".format(**zone(event)._asdict())),
    }


def day_words(day: Day) -> Words:
    return {
        "date": day_name(day.date),
        "entries": [entry_words(entry) for slot in day.slots for entry in slot.entries],
    }


def entry_words(entry: Entry) -> Words:
    """Return a line of the schedule, with what takes place inside it."""
    return session_words(cast("Session", entry.session)) | {
        "children": [entry_words(child) for child in entry.children]
    }


def session_words(session: Session) -> Words:
    start, end = session.local_start, session.local_end
    return {
        "key": session.pk,
        "title": columns(session, "title"),
        "start": f"{start:%H:%M}" if start else "",
        "end": f"{end:%H:%M}" if end else "",
        "day": day_name(session.local_day),
        "room": columns(session.room, "name") if session.room else None,
        "event": columns(session.event, "short_name") if session.event.parent_id else None,
        "cancelled": session.is_cancelled,
        "has_abstract": any(columns(session, "abstract").values()),
        "people": [
            role_words(role, list(people))
            for role, people in groupby(session.people, key=lambda each: each.role)
        ],
    }


def role_words(role: str, people: list[Participation]) -> Words:
    """Return those who have the same role; that of speakers and authors goes without saying."""
    told = role not in PLAIN_ROLES
    return {
        "role": in_both(people[0].get_role_display) if told else None,
        "people": [
            {
                "name": columns(each.speaker, "name"),
                "organization": columns(each.organization, "name") if each.organization else None,
            }
            for each in people
        ],
    }


def kinds(sessions: Iterable[Session]) -> list[Words]:
    """Return the sessions that have an abstract, by kind, each with the abstract's paragraphs."""
    order = Session.Kind.values
    told = [each for each in sessions if any(columns(each, "abstract").values())]
    told.sort(key=lambda each: order.index(each.kind))
    return [
        {
            "kind": in_both(partial(str, Session.Kind(kind).label)),
            "sessions": [
                session_words(each)
                | {
                    "abstract": {
                        code: prose(text) for code, text in columns(each, "abstract").items()
                    }
                }
                for each in group
            ],
        }
        for kind, group in groupby(told, key=lambda each: each.kind)
    ]


def index(sessions: Iterable[Session]) -> list[Words]:
    """Return everyone in the sessions, alphabetically, with the keys of their sessions."""
    people: dict[int, Words] = {}
    for session in sessions:
        for each in session.people:
            speaker = each.speaker
            person = people.setdefault(
                speaker.pk,
                {
                    "initial": filed_under(speaker),
                    "order": filing(speaker),
                    "name": columns(speaker, "name"),
                    "sessions": [],
                },
            )
            person["sessions"].append(session.pk)
    return sorted(people.values(), key=lambda person: person["order"])


def prose(text: str) -> list[list[Words]]:
    """Return the paragraphs of a Markdown text, each in runs of equal style."""
    blocks = (token for token in commonmark.parse(text) if token.children is not None)
    return [runs(block.children or []) for block in blocks]


def runs(tokens: Iterable[Token]) -> list[Words]:
    """Return the texts inside a paragraph with their style; links keep only their text."""
    depth = {"strong": 0, "em": 0}
    found = []
    for token in tokens:
        if token.tag in depth:
            depth[token.tag] += token.nesting
        elif token.content or token.type in ("softbreak", "hardbreak"):
            style = {name: bool(level) for name, level in depth.items()}
            found.append({"text": token.content or " ", **style})
    return found
