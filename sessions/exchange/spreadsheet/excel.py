"""XLSX, read as values only: no formula is run, no link followed, nothing unpacked without end."""

import re
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_ERROR
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, range_boundaries

from sessions.exchange.spreadsheet.sheet import (
    MOST_COLUMNS,
    MOST_LINES,
    Broken,
    Line,
    Sheet,
    SpreadsheetError,
    Value,
    check_cells,
    check_columns,
    is_blank,
)

MOST_UNPACKED = 100_000_000  # bytes; a real file of the largest size that is taken has fewer
SHEETS = ["xl", "worksheets"]  # the folder they are in
LONGEST_CELL = 32_767  # of Excel
CHUNK = 1 << 20
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
CELL = re.compile(rb"<(?:\w+:)?c[ >]")
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
WIDTHS = {"title": 40, "abstract": 60, "biography": 60}  # of columns, in characters; others: 18


def read(data: bytes) -> list[Sheet]:
    """Return the visible sheets of an XLSX file. Raises `SpreadsheetError`."""
    try:
        parts = unpacked(data)
        with_formulas = any(FORMULA.search(part) for part in parts.values())
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(BytesIO(data), read_only=True) if with_formulas else None
        return [
            Sheet(each.title, lines(each, formulas and formulas[each.title], parts))
            for each in book.worksheets
            if each.sheet_state == "visible"
        ]
    except SpreadsheetError:
        raise
    except Exception as error:  # openpyxl raises whatever its reading of a broken file runs into
        raise SpreadsheetError(
            _("The file cannot be read as XLSX; open it in Excel and save it again.")
        ) from error


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the XML of the sheets, by name, once it is sure that the file is of a fair size.

    Counted is what comes out, whatever the file says of itself. Raises `SpreadsheetError`.
    """
    parts: dict[str, bytes] = {}
    total = 0
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            content = b""
            with archive.open(name) as part:
                while chunk := part.read(CHUNK):
                    total += len(chunk)
                    if total > MOST_UNPACKED:
                        raise SpreadsheetError(
                            _("The file unpacks to more than 100 MB; it is not read.")
                        )
                    content += chunk if name.split("/")[:2] == SHEETS else b""
            if content:
                parts[name] = content
    check_cells(sum(len(CELL.findall(part)) for part in parts.values()))
    return parts


def lines(sheet: Any, formulas: Any | None, parts: dict[str, bytes]) -> list[Line]:
    """Return the lines of a sheet that are not blank, each merged cell filled in."""
    path = sheet._worksheet_path.lstrip("/")  # noqa: SLF001 - no other way from sheet to its XML
    starts = merged(parts.get(path, b""))
    merging: dict[int, tuple[int, Value]] = {}  # by column: last row, and the value of the first
    found: list[Line] = []
    for number, row in enumerate(rows(sheet, formulas), 1):
        values = list(row)
        for column, (bottom, value) in list(merging.items()):
            if number > bottom:
                del merging[column]
            else:
                values += [None] * (column + 1 - len(values))
                values[column] = value
        for column, bottom in starts.get(number, ()):
            if column < len(values):
                merging[column] = (bottom, values[column])
        if not all(map(is_blank, values)):
            found.append(Line(number, tuple(values)))
        if len(found) > MOST_LINES:
            break
    return found


def rows(sheet: Any, formulas: Any | None) -> Iterator[list[Value]]:
    """Yield the values of each row, without the empty ones at its end."""
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    if formulas:
        formulas.reset_dimensions()
    beside = formulas.iter_rows(values_only=True) if formulas else iter(())
    for cells in sheet.iter_rows():
        written = next(beside, ())
        values = [as_value(cell) for cell in cells]
        for column, formula in enumerate(written):
            if isinstance(formula, str) and formula.startswith("=") and values[column] is None:
                values[column] = Broken.FORMULA
        while values and values[-1] is None:
            values.pop()
        check_columns(len(values))
        yield values


def as_value(cell: Any) -> Value:
    """Return a cell's value as text, number, date or time; whole numbers without a fraction."""
    value = cell.value
    if value is not None and cell.data_type == TYPE_ERROR:
        return Broken.ERROR
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return str(value) if isinstance(value, bool) else value


def merged(part: bytes) -> dict[int, list[tuple[int, int]]]:
    """Return, by the first row, the columns (from 0) in which rows are merged, and the last row.

    What is merged across columns is a heading, and stands where it begins.
    """
    starts: dict[int, list[tuple[int, int]]] = {}
    for span in MERGED.findall(part):
        left, top, right, bottom = (each or 0 for each in range_boundaries(span.decode()))
        if left == right and left <= MOST_COLUMNS:
            starts.setdefault(top, []).append((left - 1, bottom))
    return starts


def write(title: str, heading: list[str], lines: list[list[Any]], names: list[str]) -> bytes:
    """Return an XLSX file with one sheet: texts as texts, dates and times as such.

    `names` are those of the columns. Raises `SpreadsheetError` for what Excel has no room for.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, name in enumerate(names, 1):
        width = WIDTHS.get(name.split("_")[0], 18)
        sheet.column_dimensions[get_column_letter(number)].width = width
    cells = [[cell(sheet, each) for each in line] for line in lines]  # all, before any is written
    for row in [[cell(sheet, each, bold=True) for each in heading], *cells]:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """Return a cell. Text is never a formula, also not after somebody has edited it in Excel."""
    if not isinstance(value, str):
        made = WriteOnlyCell(sheet, value)
        if isinstance(value, time):
            made.number_format = "hh:mm"
        elif isinstance(value, date):
            made.number_format = "yyyy-mm-dd"
        return made
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if len(text) > LONGEST_CELL:
        raise SpreadsheetError(
            _("“%s…” is longer than a cell of Excel may be; export as CSV.") % text[:40]
        )
    made = WriteOnlyCell(sheet, text or None)
    if text:
        made.data_type = "s"
        made.quotePrefix = text[0] in "=+-@'"
        made.font = Font(bold=bold)
        made.alignment = Alignment(vertical="top", wrap_text="\n" in text)
    return made
