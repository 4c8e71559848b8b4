"""Noticing that a file is plainly another table than the one that was chosen for it."""

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet.headings import Header, header, header_of, is_grid
from sessions.exchange.spreadsheet.sheet import Line, Sheet, SpreadsheetError
from sessions.exchange.spreadsheet.tables import INCOMING, Table

ENOUGH = 2  # columns that only the other table has
MANY = 3  # times as many as the chosen one has, where the two read a name or title differently
ANYWHERE = "order"  # any list may have its lines numbered
MOST_NAMED = 5


def check(sheets: list[Sheet], chosen: Table) -> None:
    """Raise `SpreadsheetError` that says what to choose if the headings are another table's."""
    read = first_header(sheets, chosen)
    if not read and any(map(is_grid, sheets)):
        return
    others = [each for each in INCOMING.values() if each.model is not chosen.model]
    telling = {each.name: telling_headings(sheets, read, chosen, each) for each in others}
    other = max(others, key=lambda each: len(telling[each.name]))
    if telling[other.name]:
        raise SpreadsheetError(
            _(
                "By its headings (%(headings)s) this looks like the table “%(other)s”; choose "
                "“%(other)s” in place of “%(chosen)s”."
            )
            % {
                "headings": _(", ").join(telling[other.name][:MOST_NAMED]),
                "other": other.label,
                "chosen": chosen.label,
            }
        )


def first_header(sheets: list[Sheet], table: Table) -> Header | None:
    return next(filter(None, (header_of(sheet, table) for sheet in sheets)), None)


def telling_headings(
    sheets: list[Sheet], read: Header | None, chosen: Table, other: Table
) -> list[str]:
    """Return the headings that only `other` knows, if it fits clearly better than `chosen`.

    `read` is the heading as that of `chosen`, None if the file has none for it.
    """
    there = header(read.sheet, line_of(read), other) if read else first_header(sheets, other)
    if not there or not set(other.needs) & set(there.columns.values()):
        return []
    columns = read.columns if read else {}
    if not columns.keys() <= there.columns.keys():
        return []
    beyond = [
        place for place, name in there.columns.items() if place not in columns and name != ANYWHERE
    ]
    named_alike = are_named_alike(columns, chosen, there.columns, other)
    enough = ENOUGH if named_alike else MANY * len(columns)
    values = line_of(there).values
    return [str(values[place]) for place in beyond] if len(beyond) >= enough else []


def are_named_alike(
    columns: dict[int, str], chosen: Table, others: dict[int, str], other: Table
) -> bool:
    """Tell whether what names a row of one table does so in the other, slugs aside.

    A “Title” is a session's, and to the table of speakers a position.
    """
    names = [place for place, name in columns.items() if name in chosen.needs and name != "slug"]
    return not names or any(others[place] in other.needs for place in names)


def line_of(header: Header) -> Line:
    return next(line for line in header.sheet.lines if line.number == header.number)
