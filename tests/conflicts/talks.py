"""Talks of two people in two rooms, and what a rule says of them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sessions.schedule.bookings import Booking, Part, Program
from sessions.schedule.conflicts import Severity, conflicts

ZONE = ZoneInfo("America/Los_Angeles")
ERROR, WARNING = Severity.ERROR, Severity.WARNING
MAIN, SPECIAL_DAY = 1, 2
HALL, STUDIO = 1, 2
ED, JURE = 1, 2


def at(hour, minute=0, day=8):
    return datetime(2023, 8, day, hour, minute, tzinfo=ZONE)


DAYS = {MAIN: (at(0, day=6), at(0, day=11)), SPECIAL_DAY: (at(0, day=8), at(0, day=9))}


def program(*bookings, **facts):
    return Program({each.pk: each for each in bookings}, DAYS, **facts)


def found(rule, *bookings, **facts):
    """Return the severity and the sessions of each breach of one rule."""
    return [
        (each.severity, each.sessions)
        for each in conflicts(program(*bookings, **facts))
        if each.rule is rule
    ]


def talk(pk, start=None, end=None, **facts):
    """Return a talk of an hour, in the hall."""
    end = end or (start and start + timedelta(hours=1))
    return Booking(pk, **{"event": MAIN, "start": start, "end": end, "room": HALL} | facts)


def by(*people, role="speaker"):
    return tuple(Part(person, role) for person in people)
