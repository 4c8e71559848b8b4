"""From the bytes of a file to a plan of what it would do."""

from dataclasses import dataclass, field

from sessions.exchange.spreadsheet import headings, mistaken, reading, tables
from sessions.exchange.spreadsheet.headings import Header
from sessions.exchange.spreadsheet.known import Known
from sessions.exchange.spreadsheet.paper_rows import PaperRows
from sessions.exchange.spreadsheet.people_rows import NamedRows, ParticipationRows
from sessions.exchange.spreadsheet.plan import TablePlan
from sessions.exchange.spreadsheet.row import rows
from sessions.exchange.spreadsheet.session_rows import SessionRows
from sessions.models import Event


@dataclass(frozen=True)
class Incoming:
    """A file for one of the tables of an event.

    `answers` say by `Question.key` who is meant by doubtful names: a slug, or `matching.NEW`.
    """

    event: Event
    table: str
    data: bytes
    answers: dict[str, str] = field(default_factory=dict)


def opened(table: str, data: bytes) -> Header:
    """Return the heading of a file, read as one of the tables.

    Raises `SpreadsheetError` if that cannot be done, or if the file is plainly another table.
    """
    sheets, chosen = reading.read(data), tables.INCOMING[table]
    mistaken.check(sheets, chosen)
    return headings.find_header(sheets, chosen)


def dry_run(incoming: Incoming) -> TablePlan:
    """Return what a file would do to the program; nothing is written.

    Raises `SpreadsheetError` if the file cannot be read as this table.
    """
    chosen = tables.INCOMING[incoming.table]
    header = opened(incoming.table, incoming.data)
    known = Known(incoming.event, incoming.answers, spelled_alike=header.sheet.spelled_alike)
    found = rows(header)
    planner: SessionRows | PaperRows | ParticipationRows | NamedRows
    if chosen is tables.SESSIONS:
        planner = SessionRows(known, found)
    elif chosen is tables.PAPERS:
        planner = PaperRows(known, found)
    elif chosen is tables.PARTICIPATIONS:
        planner = ParticipationRows(known, found)
    elif chosen is tables.SPEAKERS:
        planner = NamedRows(known, known.people, chosen, found)
    else:
        planner = NamedRows(known, known.organizations, chosen, found)
    planned = planner.planned()
    return TablePlan(planned, known.questions, chosen, header)
