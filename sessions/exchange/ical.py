"""iCalendar (RFC 5545, RFC 7986): a program, or a part of it, as a calendar to subscribe to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.html import escape
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Timezone, vDuration

from sessions.markdown import to_html, to_text
from sessions.models import Event, Session
from sessions.releases import Revision
from sessions.schedule.changes import Key
from sessions.words import clean

RENEWED = timedelta(minutes=30)
UNCHANGED = Revision(0, datetime(1970, 1, 1, tzinfo=UTC))  # before any release
LINE = 75  # octets
UNIVERSAL = ZoneInfo("UTC")
TOP_BITS, INSIDE = 0b1100_0000, 0b1000_0000  # of an octet inside a character (UTF-8)


@dataclass(frozen=True)
class Publication:
    """What all entries of a calendar share.

    Times stand in the zone of `event`; `absolute` turns a path into a full address.
    """

    event: Event
    absolute: Callable[[str], str]
    revisions: Mapping[Key | str, Revision]

    def revision(self, session: Session) -> Revision:
        named = (str(session.guid), session.natural_key())
        return next((self.revisions[name] for name in named if name in self.revisions), UNCHANGED)


def calendar(
    sessions: Iterable[Session], name: str, source: str, publication: Publication
) -> bytes:
    """Return the sessions that have a time as a calendar in the current language.

    `source` is the path the calendar comes from. The same program gives the same bytes.
    """
    event, absolute = publication.event, publication.absolute
    found = Calendar()
    found.add("version", "2.0")
    found.add("prodid", "-//kdd_program//program//EN")
    found.add("method", "PUBLISH")
    found.add("name", clean(name))
    found.add("x-wr-calname", clean(name))
    found.add("x-wr-timezone", event.time_zone)
    found.add("source", absolute(source), parameters={"value": "URI"})
    found.add("url", absolute(event.get_absolute_url()))
    found.add("refresh-interval", RENEWED, parameters={"value": "DURATION"})
    found.add("x-published-ttl", vDuration(RENEWED))
    scheduled = sorted(
        ((each.start, each) for each in sessions if each.start),
        key=lambda timed: (timed[0], timed[1].natural_key()),
    )
    days = [event.opening, *(start for start, _session in scheduled)]
    found.add_component(zone(event.time_zone, min(days).date(), max(days).date()))
    *around, end = filter(None, found.content_lines())
    entries = (line for start, session in scheduled for line in entry(session, start, publication))
    return b"".join(map(folded, [*around, *entries, end]))


@lru_cache(maxsize=64)
def zone(name: str, first: date, last: date) -> Timezone:
    """Return a time zone as it is from a year before the first day to a year after the last."""
    year = timedelta(days=366)
    return Timezone.from_tzid(name, first_date=first - year, last_date=last + year)


def folded(line: str) -> bytes:
    """Return a content line, ended, in lines of at most 75 octets (RFC 5545, section 3.1).

    As icalendar does, which looks at each character. No character is torn apart, nor one that is
    escaped from its escape.
    """
    rest, lines = line.encode(), []
    while len(rest) >= LINE:
        end = LINE - 1
        while rest[end] & TOP_BITS == INSIDE:
            end -= 1
        end -= rest[end - 1] in b"\\^"
        lines.append(rest[:end])
        rest = rest[end:]
    return b"\r\n ".join([*lines, rest]) + b"\r\n"


def text(value: str) -> str:
    """Return a value of type TEXT (RFC 5545, section 3.3.11), without control characters."""
    escaped = clean(value).replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,")
    return escaped.replace("\n", r"\n")


def at(name: str, moment: datetime, zone: ZoneInfo = UNIVERSAL) -> str:
    """Return a property that is a time, in UTC or in the venue's zone."""
    local = f"{moment.astimezone(zone):%Y%m%dT%H%M%S}"
    return f"{name}:{local}Z" if zone.key == "UTC" else f"{name};TZID={zone.key}:{local}"


def entry(session: Session, start: datetime, publication: Publication) -> list[str]:
    """Return a session that has a start as the content lines of an entry.

    Its UID stays wherever it moves; SEQUENCE and LAST-MODIFIED rise with the releases that change
    it.
    """
    event = publication.event
    revision = publication.revision(session)
    title = session.title
    if session.is_cancelled:
        title = gettext("Cancelled: %(title)s") % {"title": title}
    place = [session.place.name if session.place else "", event.venue, event.city]
    kinds = [session.get_kind_display(), *([session.track.name] if session.track else [])]
    people = people_in(session)
    point = [float(each) for each in (event.latitude, event.longitude) if each is not None]
    return [
        "BEGIN:VEVENT",
        f"SUMMARY;LANGUAGE={get_language()}:{text(title)}",
        at("DTSTART", start, event.zone),
        *([at("DTEND", session.end, event.zone)] if session.end else []),
        at("DTSTAMP", revision.made_at),  # not now: only the program counts
        f"UID:{session.uid}",
        f"SEQUENCE:{revision.number}",
        f"CATEGORIES:{','.join(map(text, kinds))}",
        f"DESCRIPTION:{text(description(session, people))}",
        *([f"GEO:{point[0]};{point[1]}"] if point[1:] else []),
        at("LAST-MODIFIED", revision.made_at),
        f"LOCATION:{text(gettext(', ').join(part for part in place if part))}",
        f"STATUS:{'CANCELLED' if session.is_cancelled else 'CONFIRMED'}",
        f"URL:{publication.absolute(session.get_absolute_url())}",
        f"X-ALT-DESC;FMTTYPE=text/html:{text(styled(session, people))}",
        "END:VEVENT",
    ]


def people_in(session: Session) -> list[str]:
    """Return who takes part, a line each."""
    lines = []
    for each in session.people:
        person = each.speaker.name
        if each.organization:
            person = f"{person} ({each.organization.name})"
        lines.append(f"{each.get_role_display()}: {person}")
    return lines


def description(session: Session, people: list[str]) -> str:
    """Return who takes part, and the abstract as plain text."""
    texts = ("\n".join(people), to_text(session.abstract))
    return "\n\n".join(filter(None, texts))


def styled(session: Session, people: list[str]) -> str:
    """Return the same as HTML, for Outlook and Thunderbird."""
    items = "".join(f"<li>{escape(line)}</li>" for line in people)
    return f"{f'<ul>{items}</ul>' if items else ''}{to_html(session.abstract)}"
