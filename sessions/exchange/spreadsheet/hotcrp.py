"""HotCRP's list of papers (*Download → JSON*) as a sheet of papers."""

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet.documents import Entry, table, text
from sessions.exchange.spreadsheet.names import shown
from sessions.exchange.spreadsheet.sheet import Sheet, SpreadsheetError

HEADINGS = ("Title", "Authors", "Keywords", "Decision", "Abstract")
READ = {"title", "authors", "topics", "decision", "status", "abstract"}


def is_list(entries: object) -> bool:
    """Tell whether a JSON document is such a list: its papers have numbers, called `pid`."""
    return isinstance(entries, list) and all(
        isinstance(each, dict) and "pid" in each for each in entries
    )


def read(entries: list[Entry]) -> Sheet:
    """Return the papers of a list, a line each below the headings. Raises `SpreadsheetError`."""
    try:
        return table(HEADINGS, entries, line, READ.__contains__)
    except (AttributeError, KeyError, TypeError) as error:
        raise SpreadsheetError(_("This JSON is no list of papers of HotCRP.")) from error


def line(entry: Entry) -> tuple[str, ...]:
    """Return a paper under `HEADINGS`; without a decision its status may be one."""
    authors = [
        shown(
            f"{each.get('first', '')} {each.get('last', '')}".strip(), each.get("affiliation", "")
        )
        for each in entry.get("authors") or []
    ]
    return (
        entry["title"].strip(),
        "; ".join(authors),
        "".join(f"{each}; " for each in entry.get("topics") or []),  # they may have commas
        text(entry.get("decision") or entry.get("status")),
        text(entry.get("abstract")),
    )
