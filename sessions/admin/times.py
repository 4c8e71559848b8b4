"""Times as organizers read and write them: in the time zone of the event, with its name."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from sessions.models import Session


class EventTimeField(forms.DateTimeField):
    """A moment, shown and read in `zone`; the form that has the field sets it."""

    zone: tzinfo = UTC
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment; a time that the clocks skip or repeat is refused."""
        with timezone.override(self.zone):
            return super().to_python(value)


def zone_label(moment: datetime) -> str:
    """Return zone, abbreviation and offset: “America/Los_Angeles, PDT (UTC−07:00)”."""
    offset = f"{moment:%z}".replace("-", "−")
    return f"{moment.tzinfo}, {moment:%Z} (UTC{offset[:3]}:{offset[3:]})"


def when(session: Session) -> str:
    """Return day and time in the event's zone, the day alone, or "" if neither is known."""
    start, end = session.local_start, session.local_end
    if not session.local_day:
        return ""
    day = f"{date_format(session.local_day, 'D')}, {date_format(session.local_day)}"
    if not start:
        return day
    until = f"–{end:%H:%M}" if end else ""
    if end and end.date() != start.date():
        until = f" – {date_format(end.date())} {end:%H:%M}"
    return f"{day}, {start:%H:%M}{until} {start:%Z}"
