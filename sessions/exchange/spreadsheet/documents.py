"""JSON of other tools: loaded within bounds, and put in lines under headings."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from sessions.exchange.broken import damaged_json
from sessions.exchange.spreadsheet.sheet import Line, Sheet, SpreadsheetError

Entry = dict[str, Any]
MOST_PARTS = 2_000_000  # objects and lists, before any is made


def loaded(data: bytes) -> Any:
    """Return what a JSON document holds. Raises `SpreadsheetError`."""
    if data.count(b"{") + data.count(b"[") > MOST_PARTS:
        raise SpreadsheetError(_("This JSON is larger than any timetable."))
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        raise SpreadsheetError(damaged_json(error)) from error
    except UnicodeDecodeError as error:
        raise SpreadsheetError(_("The file is in an encoding that cannot be read.")) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of figures
        raise SpreadsheetError(_("This JSON is larger than any timetable.")) from error


def table(
    headings: tuple[str, ...],
    entries: list[Entry],
    line: Callable[[Entry], tuple[str, ...]],
    is_read: Callable[[str], bool],
) -> Sheet:
    """Return a line for each entry under `headings`; what is not read of it stands behind."""
    names = dict.fromkeys(name for each in entries for name in each)
    more = [name for name in names if not is_read(name)]
    lines = [(*line(each), *(text(each.get(name)) for name in more)) for each in entries]
    return Sheet("", numbered([(*headings, *more), *lines]))


def numbered(lines: Iterable[tuple[str, ...]]) -> list[Line]:
    return [Line(number, each) for number, each in enumerate(lines, 1)]


def text(value: Any) -> str:
    """Return what a cell holds, whatever the JSON has there."""
    return "" if value in (None, [], {}) else str(value)
