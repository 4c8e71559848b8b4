"""Finding the line of headings in a sheet, below titles and blank lines."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet.sheet import (
    Line,
    Sheet,
    SpreadsheetError,
    Value,
    cell_name,
    is_blank,
)
from sessions.exchange.spreadsheet.tables import ROLES, Column, Table, heading_key
from sessions.words import CHARACTERS

LINES_ABOVE = 20  # among so many the heading is looked for


@dataclass(frozen=True)
class Header:
    """Where a sheet's heading stands, and which columns it names; `ignored` are the others."""

    sheet: Sheet
    number: int
    columns: dict[int, str]
    ignored: list[str]

    @property
    def lines(self) -> list[Line]:
        return [line for line in self.sheet.lines if line.number > self.number]


def find_header(sheets: list[Sheet], table: Table) -> Header:
    """Return the heading of the first sheet that has one for `table`: the line with most columns.

    Raises `SpreadsheetError` that says which headings are known.
    """
    for sheet in sheets:
        headers = [header(sheet, line, table) for line in sheet.lines[:LINES_ABOVE]]
        fitting = [each for each in headers if set(table.needs) & set(each.columns.values())]
        if fitting:
            return max(fitting, key=lambda each: (len(each.columns), -each.number))
    known = _(", ").join(each.heading for each in table.exported)
    raise SpreadsheetError(
        _("No line of headings was found. Write one above the rows, with some of: %s.") % known
    )


def header(sheet: Sheet, line: Line, table: Table) -> Header:
    """Read one line as the heading of `table`."""
    known = {key: each for each in reversed(table.columns) for key in each.known_as}
    found: dict[int, str] = {}
    ignored: list[str] = []
    for place, value in enumerate(line.values):
        column = None if is_blank(value) else known.get(heading_key(str(value)))
        if column and (column.name not in found.values() or column.name in ROLES):
            found[place] = column.name
        elif column and (first := in_other_language(found, place, column, line.values)) is not None:
            found[first] = f"{column.name}_{language_of(line.values[first])}"
            found[place] = f"{column.name}_{language_of(value)}"
        elif not is_blank(value):
            ignored.append(f"{cell_name(place, line.number)} “{value}”")
    return Header(sheet, line.number, found, ignored)


def in_other_language(
    found: dict[int, str], place: int, column: Column, headings: tuple[Value, ...]
) -> int | None:
    """Return where the same column stands in the other language, as “Title” beside “标题”."""
    for each, name in found.items():
        if name == column.name and not column.exported and column.name != "time":
            differ = language_of(headings[each]) != language_of(headings[place])
            return each if differ else None
    return None


def language_of(heading: Value) -> str:
    return "zh_hans" if CHARACTERS.search(str(heading)) else "en"
