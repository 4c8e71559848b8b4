"""Finding the line of headings in a sheet, below titles and blank lines."""

from dataclasses import dataclass, replace

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
from sessions.exchange.spreadsheet.times import is_time
from sessions.words import CHARACTERS

LINES_ABOVE = 20  # among so many the heading is looked for
REPEATED = {*ROLES, "abstract", "topics"}  # several columns of these are one


@dataclass(frozen=True)
class Header:
    """Where a sheet's heading stands, and which columns it names.

    `ignored` are the others that hold something, and the other sheets that have such a heading.
    """

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
    found = [each for sheet in sheets if (each := header_of(sheet, table))]
    if found:
        others = [f"“{each.sheet.name}”" for each in found[1:] if each.lines]
        return replace(found[0], ignored=[*found[0].ignored, *others])
    if any(map(is_grid, sheets)):
        raise SpreadsheetError(
            _(
                "This is a grid of times and rooms. Make a row of each session, with columns such "
                "as Title, Date, Start, End, Room and Speakers, and send that."
            )
        )
    known = _(", ").join(each.heading for each in table.exported)
    raise SpreadsheetError(
        _("No line of headings was found. Write one above the rows, with some of: %s.") % known
    )


def header_of(sheet: Sheet, table: Table) -> Header | None:
    """Return the heading of a sheet, None if it has none for `table`."""
    headers = [header(sheet, line, table) for line in sheet.lines[:LINES_ABOVE]]
    fitting = [each for each in headers if set(table.needs) & set(each.columns.values())]
    return max(fitting, key=lambda each: (len(each.columns), -each.number), default=None)


def is_grid(sheet: Sheet) -> bool:
    """Tell whether a sheet is a timetable: most rows begin with a time, and have several cells."""
    beginnings = [line.values[0] for line in sheet.lines[1:] if len(line.values) > 2]  # noqa: PLR2004
    times = sum(map(is_time, beginnings))
    return bool(times) and times * 2 >= len(beginnings)


def header(sheet: Sheet, line: Line, table: Table) -> Header:
    """Read one line as the heading of `table`."""
    known = {key: each for each in reversed(table.columns) for key in each.known_as}
    found: dict[int, str] = {}
    ignored: list[str] = []
    for place, value in enumerate(line.values):
        column = None if is_blank(value) else named(str(value), known)
        if column and (column.name not in found.values() or column.name in ROLES):
            found[place] = column.name
        elif column and (first := in_other_language(found, place, column, line.values)) is not None:
            found[first] = f"{column.name}_{language_of(line.values[first])}"
            found[place] = f"{column.name}_{language_of(value)}"
        elif column and column.name in REPEATED:
            found[place] = column.name
        elif not is_blank(value) and has_values(sheet, place, line):
            ignored.append(f"{cell_name(place, line.number)} “{value}”")
    return Header(sheet, line.number, without_plainer(found, line), ignored)


def has_values(sheet: Sheet, place: int, heading: Line) -> bool:
    """Tell whether anything stands in a column below its heading."""
    below = (each.values for each in sheet.lines if each.number > heading.number)
    return any(place < len(values) and not is_blank(values[place]) for values in below)


def named(heading: str, known: dict[str, Column]) -> Column | None:
    """Return the column that a heading names, in one language or, as “议题 / Title”, in both."""
    chinese, latin = " ".join(CHARACTERS.findall(heading)), CHARACTERS.sub(" ", heading)
    both = [known.get(heading_key(each)) for each in (chinese, latin)]
    return known.get(heading_key(heading)) or (both[0] if both[0] is both[1] else None)


def without_plainer(found: dict[int, str], line: Line) -> dict[int, str]:
    """Leave out Indico's “Presenters” where “Presenters (affiliation)” names the same people."""
    keys = {place: heading_key(str(line.values[place])) for place in found}
    return {
        place: name
        for place, name in found.items()
        if f"{keys[place]} affiliation" not in keys.values()
    }


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
