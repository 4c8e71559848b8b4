"""What a spreadsheet is to its readers: lines of values, each with the place it stands at."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 50_000_000
MOST_LINES = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000


class SpreadsheetError(Exception):
    """A file that cannot be read or written at all; the message is for the person who sent it."""


class Broken(Enum):
    """A cell that has no value to go by, though it is not empty."""

    FORMULA = _("The formula has no stored value; open the file in Excel, save it, send it again.")
    ERROR = _("The cell shows an error of the spreadsheet; write the value itself.")


Value = str | int | float | datetime | date | time | timedelta | Broken | None


@dataclass(frozen=True)
class Line:
    """One line that is not blank, with the number that the spreadsheet program shows beside it."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file. A CSV file has one, without a name.

    It is `spelled_alike` where a tool took names of people, rooms and tracks from lists of its own.
    """

    name: str
    lines: list[Line]
    spelled_alike: bool = False


def check_cells(number: int) -> None:
    """Raise `SpreadsheetError` for more cells than are read."""
    if number > MOST_CELLS:
        raise SpreadsheetError(
            gettext(
                "The file has more than a million cells; delete the empty ones and save it again."
            )
        )


def check_columns(number: int) -> None:
    """Raise `SpreadsheetError` for more columns than are read."""
    if number > MOST_COLUMNS:
        raise SpreadsheetError(
            gettext("The file has more than %d columns; delete those not needed.") % MOST_COLUMNS
        )


def cell_name(column: int, number: int) -> str:
    """Return what a spreadsheet program calls a cell: column 2 (from 0) of line 7 is C7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{number}"


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
