"""When events take place: dates with or without zone, beside what clocks at the venue show."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as _

from sessions.exchange.frab import values
from sessions.exchange.frab.document import NEW_DAY, Node
from sessions.exchange.frab.report import Notes

YEARS = range(1970, 2200)
WALL = re.compile(r"[T ](\d\d:\d\d)")


class TimeError(Exception):
    """A start that cannot be read; the message is a sentence for the organizer."""


@dataclass(frozen=True)
class Frame:
    """A day of a schedule: its date, and until when after midnight the night belongs to it.

    `seconds` says that the third part of durations are seconds in this file.
    """

    date: date | None
    change: time
    zone: tzinfo
    seconds: bool


def frame_of(day: Node, conference: Node, zone: tzinfo, *, seconds: bool) -> Frame:
    """Return a day's frame. The day changes when the conference says, else at the day's end."""
    given = values.day(day.get("date")) or values.day(day.get("day_start"))
    change = values.clock(conference.get("day_change"))
    end = values.instant(day.get("day_end"), zone)
    if not change and given and end and end.astimezone(zone).date() > given:
        change = end.astimezone(zone).time()
    return Frame(given, change or NEW_DAY, zone, seconds)


def start_of(node: Node, frame: Frame, notes: Notes, place: str) -> datetime:
    """Return when an event starts, in UTC. Raises `TimeError`.

    A date with a time is an instant, as is a start with a date. Without one the day counts, and
    what the clock shows: in the small hours those of the next date.
    """
    said, at = values.clock(node.get("start")), values.instant(node.get("date"), frame.zone)
    if at:
        if said and f"{said:%H:%M}" != f"{at.astimezone(frame.zone):%H:%M}":
            at, message = settled(at, said, frame, node)
            notes.add(message, place)
    else:
        at = values.instant(node.get("start"), frame.zone)
    if not at:
        given = values.day(node.get("date")) or frame.date
        if not given or not said:
            raise TimeError(_("It has no start that can be read."))
        if given == frame.date and said < frame.change:
            given += timedelta(days=1)
            notes.add(_("Starts before the day changes: taken to be in the night after"), place)
        at = datetime.combine(given, said, frame.zone).astimezone(UTC)
    if at.year not in YEARS:
        raise TimeError(_("It starts in the year %d.") % at.year)
    return at


def settled(at: datetime, said: time, frame: Frame, node: Node) -> tuple[datetime, str]:
    """Return what is meant, in UTC, and how a start and a date with a time say different things.

    A start is a time at the venue. A date in UTC that shows the same is one that lost its zone.
    """
    shown = f"{said:%H:%M}"
    wall = WALL.search(values.text(node.get("date")))
    if not wall or wall[1] != shown:
        return at, _("The start is another time than that of the date, which was taken")
    if shown != f"{at:%H:%M}":
        return at, _("Date and start are in another zone than the venue; taken as the date says")
    message = _("The date calls the start a time in UTC; taken as the time at the venue")
    return at.replace(tzinfo=frame.zone).astimezone(UTC), message


def end_of(node: Node, start: datetime, frame: Frame, notes: Notes, place: str) -> datetime | None:
    """Return when an event that starts at `start` ends, in UTC; None if that is not known."""
    end = values.instant(node.get("end"), frame.zone)
    if end and start < end <= start + values.LONGEST:
        return end
    said = values.line(node.get("duration"))
    if not said:
        return None
    try:
        length = values.length(said, seconds=frame.seconds)
    except ValueError:
        notes.add(_("The duration “%s” cannot be read; the end is not known") % said[:40], place)
        return None
    if said.count(":") > 1:
        message = _("The duration “%(said)s” was read as %(minutes)d minutes")
        notes.add(message % {"said": said, "minutes": length.total_seconds() // 60}, place)
    if not length:
        notes.add(_("Lasts no time: its end is not known"), place)
    return start + length if length else None
