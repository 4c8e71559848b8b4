"""iCalendar (RFC 5545, RFC 7986): a program, or a part of it, as a calendar to subscribe to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.utils.html import escape
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Timezone, vCategory, vDatetime, vDuration, vGeo, vInt, vText, vUri
from icalendar import Event as Entry

from sessions.markdown import to_html, to_text
from sessions.models import Event, Session
from sessions.releases import Revision
from sessions.schedule.changes import Key
from sessions.words import clean

RENEWED = timedelta(minutes=30)
LINE = 75  # octets
TOP_BITS, INSIDE = 0b1100_0000, 0b1000_0000  # of an octet inside a character (UTF-8)


@dataclass(frozen=True)
class Publication:
    """What all entries of a calendar share.

    Times stand in the zone of `event`; `absolute` turns a path into a full address.
    """

    event: Event
    absolute: Callable[[str], str]
    revisions: Mapping[Key, Revision]


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
    for start, session in scheduled:
        found.add_component(entry(session, start, publication))
    return b"".join(folded(line) for line in found.content_lines() if line)


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


def entry(session: Session, start: datetime, publication: Publication) -> Entry:
    """Return a session that has a start as an entry.

    Its UID stays wherever it moves; SEQUENCE and LAST-MODIFIED rise with the releases that change
    it.
    """
    event = publication.event
    revision = publication.revisions.get(session.natural_key(), Revision(0, event.opening))
    modified = revision.made_at.replace(microsecond=0).astimezone(UTC)
    title = session.title
    if session.is_cancelled:
        title = gettext("Cancelled: %(title)s") % {"title": title}
    place = [session.place.name if session.place else "", event.venue, event.city]
    kinds = [session.get_kind_display(), *([session.track.name] if session.track else [])]
    # As properties, which `add` would have to find out for each value.
    found = Entry()
    found["uid"] = vText(str(session.uid))
    found["dtstamp"] = vDatetime(modified)  # not now: only the program counts
    found["last-modified"] = vDatetime(modified)
    found["sequence"] = vInt(revision.number)
    found["dtstart"] = vDatetime(start.astimezone(event.zone))
    if session.end:
        found["dtend"] = vDatetime(session.end.astimezone(event.zone))
    found["summary"] = vText(clean(title), params={"language": get_language()})
    found["description"] = vText(clean(description(session)))
    found["x-alt-desc"] = vText(clean(styled(session)), params={"fmttype": "text/html"})
    found["location"] = vText(clean(gettext(", ").join(part for part in place if part)))
    if event.latitude is not None and event.longitude is not None:
        found["geo"] = vGeo((float(event.latitude), float(event.longitude)))
    found["url"] = vUri(publication.absolute(session.get_absolute_url()))
    found["status"] = vText("CANCELLED" if session.is_cancelled else "CONFIRMED")
    found["categories"] = vCategory([clean(each) for each in kinds])
    return found


def part(session: Session) -> list[str]:
    """Return who takes part, a line each."""
    lines = []
    for each in session.people:
        person = each.speaker.name
        if each.organization:
            person = f"{person} ({each.organization.name})"
        lines.append(f"{each.get_role_display()}: {person}")
    return lines


def description(session: Session) -> str:
    """Return who takes part, and the abstract as plain text."""
    people = "\n".join(part(session))
    return "\n\n".join(text for text in (people, to_text(session.abstract)) if text)


def styled(session: Session) -> str:
    """Return the same as HTML, for Outlook and Thunderbird."""
    people = "".join(f"<li>{escape(line)}</li>" for line in part(session))
    return f"{f'<ul>{people}</ul>' if people else ''}{to_html(session.abstract)}"
