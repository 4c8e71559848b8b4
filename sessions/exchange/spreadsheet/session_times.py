"""Day, start and end of a session, put together from the cells that speak of them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet.row import Row
from sessions.exchange.spreadsheet.sheet import is_blank
from sessions.exchange.spreadsheet.times import LONGEST_NIGHT, UnclearError, When, lasting, when
from sessions.models import Event, Session

CELLS = ("date", "time", "start", "end")
END_OF_DAY = re.compile(r"\s*24[:：.]00(:00)?\s*")


@dataclass
class Said:
    """What a row says of its times, local to the venue."""

    day: date | None = None
    start: time | None = None
    end: time | None = None
    end_day: date | None = None
    start_moment: datetime | None = None
    end_moment: datetime | None = None
    length: timedelta | None = None

    @property
    def naive_start(self) -> datetime | None:
        return datetime.combine(self.day, self.start) if self.day and self.start else None


def said(row: Row, event: Event) -> Said:
    """Read the cells of a row that speak of time; what is unclear is noted as its problem."""
    found = Said()
    for name in CELLS:
        if is_blank(row.value(name)):
            continue
        value = row.value(name)
        if name == "date" and isinstance(value, datetime) and value.time() == time():
            value = value.date()  # Excel has no days, only their midnights
        if name == "end" and END_OF_DAY.fullmatch(str(value)):
            value = time()
        try:
            cell = when(value, event.days)
        except UnclearError as error:
            row.refuse(error, name)
            continue
        add(found, name, cell, event.zone)
    if not is_blank(row.value("duration")):
        try:
            found.length = lasting(row.value("duration"))
        except UnclearError as error:
            row.refuse(error, "duration")
    return found


def add(found: Said, name: str, cell: When, zone: ZoneInfo) -> None:
    """Add what one cell says; a column “End” speaks of the end only."""
    local = cell.moment.astimezone(zone) if cell.moment else None
    day = local.date() if local else cell.day
    start = local.time() if local else cell.start
    if name == "end":
        found.end, found.end_day, found.end_moment = start, day, cell.moment
        return
    found.day = day or found.day
    found.start = start or found.start
    found.end = cell.end or found.end
    found.start_moment = cell.moment or found.start_moment


def times(row: Row, said: Said, session: Session) -> dict[str, Any]:
    """Return the fields `day`, `start` and `end` that a row gives a session; moments in its zone.

    What the file has no column for stays as it is, by the clock. Problems are noted in the row.
    """
    if not row.has(*CELLS) or row.problems:
        return {}
    event, old_start, old_end = session.event, session.local_start, session.local_end
    day = said.day or (None if row.has("date") else session.local_day)
    clock = said.start
    if not row.has("start", "time") and not clock and old_start:
        clock = old_start.time()
    if clock and not day and len(event.days) == 1:
        day = event.days[0]
    if clock and not day:
        row.refuse(
            _("The day is missing; write it beside the time, as 2023-08-08."), "date", *CELLS
        )
        return {}
    if not clock or not day:
        return {"day": day, "start": None, "end": None}
    end_clock, end_day = said.end, said.end_day
    if not row.has("end") and not end_clock and not said.length and old_end and old_start:
        end_clock = old_end.time()
        end_day = day + (old_end.date() - old_start.date())
    try:
        start = said.start_moment or moment(day, clock, event.zone)
        end = said.end_moment or (end_clock and ending(start, day, end_clock, end_day, event.zone))
        if not end and said.length:
            end = start + said.length
    except ValidationError as error:
        row.refuse(error.messages[0], "start", "time", "date")
        return {}
    if end and end <= start:
        row.refuse(backwards(said), "end", "time", "start")
        return {}
    return {"day": None, "start": start, "end": end or None}


def backwards(said: Said) -> str:
    """Return how to mend an end that does not come after the start."""
    if said.start and said.end:
        return _(
            "The end does not come after the start; correct one of them, or write the day of the "
            "end beside its time."
        )
    return _("The end does not come after the start; give both.")


def ending(
    start: datetime, day: date, clock: time, end_day: date | None, zone: ZoneInfo
) -> datetime:
    """Return the end; one that is earlier by the clock is on the next day, if that is a night."""
    end = moment(end_day or day, clock, zone)
    if end <= start and not end_day:
        later = moment(day + timedelta(days=1), clock, zone)
        return later if later - start <= LONGEST_NIGHT else end
    return end


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return a moment; raise `ValidationError` where the clocks skip or repeat the time."""
    with timezone.override(zone):
        return from_current_timezone(datetime.combine(day, clock))
