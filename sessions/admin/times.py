"""Times as organizers read and write them: in the time zone of the event, with its name."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from django import forms
from django.utils import timezone

from sessions.models import Session
from sessions.moments import spoken, spoken_day


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
    if session.local_start:
        return spoken(session.local_start, session.local_end)
    return spoken_day(session.day) if session.day else ""
