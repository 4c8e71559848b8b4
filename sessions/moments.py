"""Days and times in words, as organizers read them."""

from datetime import date, datetime

from django.utils.formats import date_format


def spoken_day(day: date) -> str:
    """Return a day with its weekday: "Tue, Aug. 8, 2023"."""
    return f"{date_format(day, 'D')}, {date_format(day)}"


def spoken_days(first: date, last: date) -> str:
    """Return the days from `first` to `last`, as one if they are the same."""
    return " – ".join(dict.fromkeys(map(spoken_day, (first, last))))


def spoken(start: datetime, end: datetime | None = None) -> str:
    """Return from when to when in the zone of `start`: "Tue, Aug. 8, 2023, 10:10–11:00 PDT"."""
    until = ""
    if end and end != start:
        end = end.astimezone(start.tzinfo)
        other_day = end.date() != start.date()
        until = f" – {date_format(end.date())} {end:%H:%M}" if other_day else f"–{end:%H:%M}"
    return f"{spoken_day(start.date())}, {start:%H:%M}{until} {start:%Z}"
