"""iCalendar (RFC 5545): a program, or an agenda, as a calendar to subscribe to."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import get_language, gettext
from icalendar import Calendar, Timezone, vDuration
from icalendar import Event as Entry

from sessions.markdown import to_text
from sessions.models import Event, Session

RENEWED = timedelta(minutes=30)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def calendar(
    event: Event, sessions: Iterable[Session], name: str, absolute: Callable[[str], str]
) -> bytes:
    """Return the sessions that have a time as a calendar in the current language.

    Times stand in the zone of `event`; `absolute` turns a path into a full address. The same
    program gives the same bytes.
    """
    found = Calendar()
    found.add("version", "2.0")
    found.add("prodid", "-//kdd_program//program//EN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", clean(name))
    found.add("x-wr-timezone", event.time_zone)
    found.add("refresh-interval", RENEWED, parameters={"value": "DURATION"})
    found.add("x-published-ttl", vDuration(RENEWED))
    scheduled = sorted(
        ((each.start, each) for each in sessions if each.start),
        key=lambda timed: (timed[0], timed[1].natural_key()),
    )
    days = [event.opening, *(start for start, _session in scheduled)]
    zone = Timezone.from_tzid(
        event.time_zone,
        first_date=min(days).date() - timedelta(days=366),
        last_date=max(days).date() + timedelta(days=366),
    )
    found.add_component(zone)
    for start, session in scheduled:
        found.add_component(entry(event, session, start, absolute))
    return found.to_ical()


def entry(event: Event, session: Session, start: datetime, absolute: Callable[[str], str]) -> Entry:
    """Return a session that has a start as an entry, which keeps its UID wherever it moves."""
    title = session.title
    if session.is_cancelled:
        title = gettext("Cancelled: %(title)s") % {"title": title}
    found = Entry()
    found.add("uid", str(uuid5(NAMESPACE_URL, "/".join(session.natural_key()))))
    found.add("dtstamp", event.opening.astimezone(UTC))  # not now: nothing but the program counts
    found.add("dtstart", start.astimezone(event.zone))
    if session.end:
        found.add("dtend", session.end.astimezone(event.zone))
    found.add("summary", clean(title), parameters={"language": get_language()})
    found.add("description", clean(description(session)))
    place = [session.place.name if session.place else "", event.venue, event.city]
    found.add("location", clean(gettext(", ").join(part for part in place if part)))
    found.add("url", absolute(session.get_absolute_url()))
    found.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    track = [session.track.name] if session.track else []
    found.add("categories", [clean(each) for each in (session.get_kind_display(), *track)])
    return found


def description(session: Session) -> str:
    """Return who takes part, a line each, and the abstract as plain text."""
    people = []
    for each in session.people:
        person = each.speaker.name
        if each.organization:
            person = f"{person} ({each.organization.name})"
        people.append(f"{each.get_role_display()}: {person}")
    return "\n\n".join(part for part in ("\n".join(people), to_text(session.abstract)) if part)


def clean(text: str) -> str:
    """Leave out what no calendar may contain: control characters other than line breaks."""
    return CONTROL.sub("", text)
