"""Excel 2003's XML (SpreadsheetML), in which CMT gives out its lists of papers."""

from datetime import datetime
from math import isfinite
from xml.parsers import expat

from django.utils.translation import gettext as _

from sessions.exchange.broken import damaged_xml
from sessions.exchange.spreadsheet.sheet import (
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

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
BEGINNING = 2000  # bytes
OF_TIMES = 1900  # before that year are times without a date
HIDDEN = ("SheetHidden", "SheetVeryHidden")


class Reader:
    """Takes what the parser meets. Names are without their namespaces, of which there is one."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.row: dict[int, Value] = {}
        self.merging: dict[int, tuple[int, Value]] = {}  # by column: last row, and the value
        self.number = self.column = self.cells = 0
        self.cell: dict[str, str] = {}
        self.value: Value = None
        self.kind = ""
        self.texts: list[str] | None = None  # of what is open and has a text
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.add
        self.parser.EntityDeclHandler = refuse
        self.in_comment = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        said = {local(key): value for key, value in attributes.items()}
        match local(name):
            case "Worksheet":
                self.sheets.append(Sheet(said.get("Name", ""), []))
                self.number, self.merging = 0, {}
            case "Row":
                self.number, self.column = int(said.get("Index", self.number + 1)), -1
                self.row = {}
            case "Cell":
                self.cell, self.value = said, Broken.FORMULA if "Formula" in said else None
                self.begin_cell()
            case "Comment":
                self.in_comment = True
            case "Data" | "Visible":
                self.kind, self.texts = said.get("Type", ""), []

    def add(self, text: str) -> None:
        if self.texts is not None:
            self.texts.append(text)

    def text(self) -> str:
        """Return the text of what closes."""
        found, self.texts = "".join(self.texts or []), None
        return found

    def end(self, name: str) -> None:
        match local(name):
            case "Comment":
                self.in_comment = False
            case "Data" if not self.in_comment:
                self.value = as_value(self.text(), self.kind)
            case "Visible" if self.text() in HIDDEN and self.sheets:
                self.sheets.pop()
            case "Cell":
                self.end_cell()
            case "Row" if self.sheets:
                self.end_row(self.sheets[-1])

    def begin_cell(self) -> None:
        self.cells += 1
        self.column = int(self.cell.get("Index", self.column + 2)) - 1
        check_cells(self.cells)
        check_columns(self.column + 1)

    def end_cell(self) -> None:
        """Keep the value, down to the last of the rows that it is merged over."""
        self.row[self.column] = self.value
        if down := int(self.cell.get("MergeDown", 0)):
            self.merging[self.column] = (self.number + down, self.value)
        self.column += int(self.cell.get("MergeAcross", 0))

    def end_row(self, sheet: Sheet) -> None:
        """Keep the row unless it is blank, and one more than a sheet may have at most."""
        merged = {key: value for key, (last, value) in self.merging.items() if self.number <= last}
        row = merged | self.row
        values = tuple(row.get(column) for column in range(max(row, default=-1) + 1))
        if not all(map(is_blank, values)) and len(sheet.lines) <= MOST_LINES:
            sheet.lines.append(Line(self.number, values))


def local(name: str) -> str:
    return name.rpartition("}")[2]


def refuse(*_declaration: object) -> None:
    raise SpreadsheetError(
        _("The file declares entities, which no spreadsheet needs; it is not read.")
    )


def as_value(text: str, kind: str) -> Value:
    """Return a value by its type: text, a number (whole without a fraction), a date or a time."""
    try:
        match kind:
            case "Error":
                return Broken.ERROR
            case "Number" if isfinite(number := float(text)):
                return int(number) if number.is_integer() else number
            case "DateTime":
                at = datetime.fromisoformat(text)
                return at.time() if at.year < OF_TIMES else at
    except ValueError:
        pass
    return text


def is_book(data: bytes) -> bool:
    return NAMESPACE in data[:BEGINNING]


def read(data: bytes) -> list[Sheet]:
    """Return the visible sheets of a file. Raises `SpreadsheetError`."""
    reader = Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 - the file ends here
    except expat.ExpatError as error:
        raise SpreadsheetError(damaged_xml(error)) from error
    except (LookupError, ValueError) as error:  # an encoding, a place or a number that is none
        message = _("Excel 2003 writes no such spreadsheet. Save it as XLSX.")
        raise SpreadsheetError(message) from error
    return reader.sheets
