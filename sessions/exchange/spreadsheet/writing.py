"""Tables of a program as CSV and XLSX, which read back as the same program."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from sessions.exchange.fixture.writing import part_of
from sessions.exchange.spreadsheet import delimited, excel, names, session_links, session_times
from sessions.exchange.spreadsheet.known import Known
from sessions.exchange.spreadsheet.matching import Index
from sessions.exchange.spreadsheet.tables import (
    PARTICIPATIONS,
    ROLES,
    SESSIONS,
    SPEAKERS,
    TABLES,
    Table,
)
from sessions.models import Event, Participation, Session
from speakers.models import Organization, Speaker

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(event: Event, table: str, suffix: str) -> bytes:
    """Return a table of the program of `event` as a file, `suffix` one of `FORMATS`.

    Headings and names are in the current language, times in the event's zone. Raises
    `SpreadsheetError` for a text that has no room in a cell of Excel.
    """
    chosen = TABLES[table]
    heading = [each.heading for each in chosen.exported]
    lines = [
        [record.get(each.name) for each in chosen.exported] for record in records(event, chosen)
    ]
    if suffix == "csv":
        return delimited.write([heading, *([as_text(value) for value in line] for line in lines)])
    columns = [each.name for each in chosen.exported]
    return excel.write(table, heading, lines, columns)


def as_text(value: Any) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M:%S}".removesuffix(":00")
    return "" if value is None else str(value)


def records(event: Event, table: Table) -> Iterator[dict[str, Any]]:
    """Yield the table's rows, values by column."""
    known = Known(event)
    if table is SESSIONS:
        for session in known.sessions:
            yield texts(session, table) | session_record(session, known)
    elif table is PARTICIPATIONS:
        for session in known.sessions:
            for each in session.people:
                yield texts(each, table) | participation_record(each, known)
    else:
        model: Any = Speaker if table is SPEAKERS else Organization
        for each in model.objects.filter(part_of(event, model)).distinct():
            yield texts(each, table) | named_record(each, known)


def texts(thing: Model, table: Table) -> dict[str, Any]:
    """Return the columns that are fields of the model, choices by their names."""
    found = {}
    for field in table.fields.values():
        if not field.is_relation:
            value = getattr(thing, field.name)
            found[field.name] = str(dict(field.flatchoices).get(value, value or ""))
    return found


def session_record(session: Session, known: Known) -> dict[str, Any]:
    found: dict[str, Any] = {
        "event": session.event.slug,
        "date": session.local_day,
        "start": clock(session.local_start, session.local_start),
        "end": clock(session.local_end, session.local_start),
        "room": session.room and called(session.room, known.rooms.index),
        "track": session.track and called(session.track, known.tracks.index),
        "parent": session.parent and session.parent.slug,
        "topics": "; ".join(
            as_part(each.tag, known.topics.index)
            for each in session.taggings  # type: ignore[attr-defined]
        ),
        "links": "; ".join(
            session_links.shown(each)
            for each in session.links  # type: ignore[attr-defined]
            if each.url
        ),
    }
    for column, role in ROLES.items():
        people = [person(each, known) for each in session.people if each.role == role]
        found[column] = "; ".join(people)
    return found


def clock(moment: datetime | None, start: datetime | None) -> time | str | None:
    """Return a time of day; with day and offset where the time alone would read back otherwise."""
    if not moment or not start:
        return None
    same_night = start.date() == moment.date() or (
        moment.time() <= start.time() and moment - start <= session_times.LONGEST_NIGHT
    )
    try:
        session_times.moment(moment.date(), moment.time(), moment.tzinfo)  # type: ignore[arg-type]
    except ValidationError:
        same_night = False
    return moment.time() if same_night else moment.isoformat()


def called(thing: Any, index: Index) -> str:
    """Return the name of `thing` in the current language, its slug if others have that name."""
    return str(thing) if index.exact(str(thing)) == [thing] else thing.slug


def as_part(thing: Any, index: Index) -> str:
    """Return a name that can stand in a list, the slug if it would not end where it does."""
    name = called(thing, index)
    in_list = names.split(f"{name};", names.STRONG + names.WEAK)
    return name if in_list == [name, ""] else thing.slug


def person(participation: Participation, known: Known) -> str:
    """Return a person with the affiliation on the day, so that it reads back as the same."""
    name = called(participation.speaker, known.people.index)
    organization = participation.organization
    affiliation = called(organization, known.organizations.index) if organization else ""
    for each in (name, participation.speaker.slug):
        for beside in (affiliation, organization.slug if organization else ""):
            if names.people(f"{names.shown(each, beside)};") == [names.Person(each, "", beside)]:
                return names.shown(each, beside)
    return participation.speaker.slug


def participation_record(participation: Participation, known: Known) -> dict[str, Any]:
    organization = participation.organization
    return {
        "event": participation.session.event.slug,
        "session": participation.session.slug,
        "person": participation.speaker.slug,
        "name": str(participation.speaker),
        "order": participation.order,
        "organization": organization and called(organization, known.organizations.index),
    }


def named_record(thing: Any, known: Known) -> dict[str, Any]:
    organization = getattr(thing, "organization", None)
    return {"organization": organization and called(organization, known.organizations.index)}
